import { PasswordHasher } from '#secrets';
import { errorBody, visible } from '../support/answers.js';
import { auditTrail } from '../support/audit-trail.js';
import { as } from '../support/caller.js';
import { Given, PASSWORD, unique } from '../support/given.js';
import type { Person } from '../support/given.js';
import { login, NEW_PASSWORD } from '../support/password-links.js';
import { whoIs } from '../support/refreshing.js';
import { statusesOf } from '../support/statuses.js';
import { TestApp } from '../support/test-app.js';

describe('PATCH /v1/users/password/change', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
    admin = await given.tenant();
  });
  afterAll(() => app.close());

  const change = (user: { emailId: string }, body: object = {}) =>
    app.http
      .patch('/v1/users/password/change')
      .send({ emailId: user.emailId, currentPassword: PASSWORD, newPassword: NEW_PASSWORD, ...body });

  describe('204', () => {
    it('needs no credential, and logs in with the new password from then on', async () => {
      const user = await given.user(admin);
      expect((await change(user).expect(204)).text).toBe('');
      await login(app, user, PASSWORD).expect(401);
      await login(app, user, NEW_PASSWORD).expect(200);
    });

    it('ignores a credential that is sent along', async () => {
      const user = await given.user(admin);
      await change(user)
        .set('ApiKey', (await given.apiKey(admin)).value)
        .expect(204);
    });

    it('ends every session of the user and leaves their keys', async () => {
      const user = await given.user(admin);
      const key = await given.apiKey(user);
      await change(user).expect(204);
      await whoIs(app, user.token).expect(401);
      await as(app, key).get('/v1/users/info').expect(200);
    });

    it('writes no password into the log', async () => {
      const user = await given.user(admin);
      const newPassword = unique('a wish for a password');
      await change(user, { currentPassword: unique('a guess at a password') }).expect(401);
      await change(user, { newPassword }).expect(204);
      const log = app.logs.join('');
      expect(log).toContain('/v1/users/password/change');
      for (const secret of [newPassword, 'a guess at a password', PASSWORD])
        expect(log).not.toContain(secret);
    });

    it('names its audit entry in AuditUid', async () => {
      const user = await given.user(admin);
      const { headers } = await change(user).expect(204);
      const [entry] = await auditTrail(app, admin, { resourceUid: user.uid });
      expect(entry?.metadata.uid).toBe(headers['audituid']);
      expect(entry?.spec).toMatchObject({ actionMsg: 'password.change', actor: { user: { uid: user.uid } } });
    });

    it('with the organisation where the address is in two, for the one that was named (AZ-15)', async () => {
      const user = await given.user(admin);
      const twin = await given.user(await given.tenant(), { emailId: user.emailId });
      await change(user).expect(401);
      await change(user, { org: user.orgName }).expect(204);
      await login(app, user, NEW_PASSWORD).expect(200);
      await login(app, twin, PASSWORD).expect(200);
    });

    it('judges the new one by the policy of the organisation', async () => {
      const strict = await given.tenant();
      const user = await given.user(strict);
      await as(app, strict)
        .post(`/v1/tenants/${strict.tenantUid}/password/policy`)
        .send({ minLength: 8, minNumOfDigits: 2 })
        .expect(204);
      const refused = await change(user).expect(400);
      expect(refused.body).toEqual(errorBody('InvalidInput', { newPassword: 'must have at least 2 digits' }));
      await change(user, { newPassword: 'zuxq-7193' }).expect(204);
    });

    it('for one of many at once', async () => {
      const user = await given.user(admin);
      const answers = await Promise.all(
        Array.from({ length: 6 }, (_, at) => change(user, { newPassword: `${NEW_PASSWORD} ${at}` })),
      );
      expect(statusesOf(answers)).toEqual([204, 401, 401, 401, 401, 401]);
    });
  });

  describe('400', () => {
    it.each<[string, object, string]>([
      ['a new one that the rules refuse', { newPassword: 'short' }, 'newPassword'],
      ['a common new one', { newPassword: '1qaz2wsx3edc4rfv' }, 'newPassword'],
      ['the same again', { newPassword: PASSWORD }, 'newPassword'],
    ])('for %s, to whoever knows the current one', async (_, body, field) => {
      const user = await given.user(admin);
      const answer = await change(user, body).expect(400);
      expect(answer.body).toEqual(errorBody('InvalidInput', { [field]: expect.any(String) }));
      await login(app, user, PASSWORD).expect(200);
    });

    it.each(['emailId', 'currentPassword', 'newPassword'])('without %s', async (field) => {
      const answer = await change({ emailId: 'x@y.example' }, { [field]: undefined }).expect(400);
      expect(answer.body).toEqual(errorBody('InvalidInput', { [field]: expect.any(String) }));
    });
  });

  describe('401', () => {
    it('alike for a wrong password, an unknown address, a pending and a disabled user, also when the new one is bad (LG-01)', async () => {
      const user = await given.user(admin);
      const pending = await given.pendingUser(admin);
      const disabled = await given.user(admin);
      await as(app, admin).put(`/v1/users/${disabled.uid}/state`).send({ isActive: false }).expect(204);
      const answers = [
        await change(user, { currentPassword: 'another eleven green lamps' }),
        await change({ emailId: 'nobody@tenant.example' }),
        await change({ emailId: 'nobody@tenant.example' }, { newPassword: 'short' }),
        await change(user, { currentPassword: 'wrong', newPassword: 'short' }),
        await change(pending),
        await change(disabled),
        await change(user, { org: 'nobody' }),
      ];
      expect(answers[0]?.body).toEqual(errorBody('LoginFailed'));
      for (const answer of answers) expect(visible(answer)).toEqual(visible(answers[0] as never));
    });

    it('costs one hash and the same queries, whatever is wrong and however bad the new one is (LG-03)', async () => {
      const user = await given.user(admin);
      const pending = await given.pendingUser(admin);
      const verifying = vi.spyOn(app.get(PasswordHasher), 'verify');
      const hashing = vi.spyOn(app.get(PasswordHasher), 'hash');
      const work = async (who: { emailId: string }, body: object) => {
        verifying.mockClear();
        hashing.mockClear();
        const queries = await app.countQueries(() => change(who, body).expect(401));
        return { queries, hashes: verifying.mock.calls.length + hashing.mock.calls.length };
      };
      const unknown = await work({ emailId: 'nobody@tenant.example' }, {});
      expect(unknown.hashes).toBe(1);
      for (const newPassword of [NEW_PASSWORD, 'short']) {
        expect(await work(user, { currentPassword: 'eleven green lamps', newPassword })).toEqual(unknown);
        expect(await work(pending, { newPassword })).toEqual(unknown);
        expect(await work(user, { org: 'nobody', newPassword })).toEqual(unknown);
      }
    });

    it('for an organisation that is suspended', async () => {
      const other = await given.tenant();
      const root = await given.platformAdmin();
      await as(app, root).put(`/v1/tenants/${other.tenantUid}/state`).send({ isActive: false }).expect(204);
      await change(other).expect(401);
    });

    it('leaves a refusal in the audit trail of the person', async () => {
      const user = await given.user(admin);
      await change(user, { currentPassword: 'another eleven green lamps' }).expect(401);
      const [entry] = await auditTrail(app, admin, { resourceUid: user.uid });
      expect(entry?.spec).toMatchObject({ actionMsg: 'password.refuseChange', actionType: 'action' });
    });
  });
});
