import { auditTrail } from '../support/audit-trail.js';
import { errorBody, visible } from '../support/answers.js';
import { as } from '../support/caller.js';
import { Given, tokenOf, unique } from '../support/given.js';
import type { Person } from '../support/given.js';
import { login, setByLink, statusOf } from '../support/password-links.js';
import { whoIs } from '../support/refreshing.js';
import { TestApp } from '../support/test-app.js';

const UID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;

describe('POST /v1/auth/user/password/reset', () => {
  let app: TestApp;
  let given: Given;
  let platform: Person;
  let admin: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
    platform = await given.platformAdmin();
    admin = await given.tenant();
  });
  afterAll(() => app.close());

  const request = (emailId: unknown) => app.http.post('/v1/auth/user/password/reset').send({ emailId });

  describe('204', () => {
    it('opens a link that the administrator reads and hands over', async () => {
      const user = await given.user(admin);
      expect(await statusOf(app, admin, user.uid)).toMatchObject({ isPasswordResetting: false });
      await request(user.emailId).expect(204);
      const status = await statusOf(app, admin, user.uid);
      expect(status).toMatchObject({ isActive: true, isPasswordResetting: true, activationLink: '' });
      expect(status.passwordResetLink).toMatch(/^http:\/\/127\.0\.0\.1:3000\/reset#token=[\w.-]+$/);
      await setByLink(app, 'reset', tokenOf(status.passwordResetLink)).expect(204);
    });

    it('changes nothing yet: password, sessions and keys go on', async () => {
      const user = await given.user(admin);
      const key = await given.apiKey(user);
      await request(user.emailId).expect(204);
      await login(app, user, user.password).expect(200);
      await whoIs(app, user.token).expect(200);
      await as(app, key).get('/v1/users/info').expect(200);
    });

    it('opens one for each organisation that has the address, in any spelling of it', async () => {
      const other = await given.tenant();
      const user = await given.user(admin);
      const twin = await given.user(other, { emailId: user.emailId });
      await request(` ${user.emailId.toUpperCase()} `).expect(204);
      const links = [await statusOf(app, admin, user.uid), await statusOf(app, other, twin.uid)].map(
        ({ passwordResetLink }) => passwordResetLink,
      );
      expect(new Set(links).size).toBe(2);
      await setByLink(app, 'reset', tokenOf(links[0] ?? '')).expect(204);
      await login(app, twin, twin.password).expect(200);
    });

    it('takes the link’s address from the settings, not from the request (LG-14, CF-08)', async () => {
      const user = await given.user(admin);
      await request(user.emailId)
        .set({ Host: 'evil.example', 'X-Forwarded-Host': 'evil.example', Forwarded: 'host=evil.example' })
        .expect(204);
      const { body } = await as(app, admin)
        .get(`/v1/users/${user.uid}`)
        .set({ Host: 'evil.example', 'X-Forwarded-Host': 'evil.example' })
        .expect(200);
      expect((body as { status: { passwordResetLink: string } }).status.passwordResetLink).toMatch(
        /^http:\/\/127\.0\.0\.1:3000\//,
      );
    });

    /** Each gives an address that may be known in another way. */
    const addresses: Record<string, () => Promise<string>> = {
      known: async () => (await given.user(admin)).emailId,
      unknown: async () => unique('nobody@nowhere.example'),
      'no address at all': async () => 'x',
      'of somebody without a password': async () => (await given.pendingUser(admin)).emailId,
      'of a disabled user': async () => {
        const user = await given.user(admin);
        await as(app, admin).put(`/v1/users/${user.uid}/state`).send({ isActive: false }).expect(204);
        return user.emailId;
      },
      'of a suspended organisation': async () => {
        const other = await given.tenant();
        await as(app, platform)
          .put(`/v1/tenants/${other.tenantUid}/state`)
          .send({ isActive: false })
          .expect(204);
        return other.emailId;
      },
    };

    it.each(Object.entries(addresses))(
      'answers the same, with an audit entry’s uid, for an address that is %s (LG-14)',
      async (_what, arrange) => {
        const expected = await request(unique('nobody@nowhere.example')).expect(204);
        const answer = await request(await arrange());
        for (const { headers } of [expected, answer]) expect(headers['audituid']).toMatch(UID);
        const { audituid: _uid, ...headers } = answer.headers as Record<string, string>;
        const { audituid: _other, ...expectedHeaders } = expected.headers as Record<string, string>;
        expect(visible({ ...answer, headers } as typeof answer)).toEqual(
          visible({ ...expected, headers: expectedHeaders } as typeof expected),
        );
        expect(answer.text).toBe('');
      },
    );

    it('leaves an activation link that is open good', async () => {
      const { uid, emailId } = await given.pendingUser(admin);
      const link = await given.activationLink(admin, uid);
      await request(emailId).expect(204);
      expect(await statusOf(app, admin, uid)).toMatchObject({
        isPasswordResetting: false,
        passwordResetLink: '',
      });
      await setByLink(app, 'activate', tokenOf(link)).expect(204);
    });

    it('writes the entry into the organisation of the person, without naming who asked', async () => {
      const user = await given.user(admin);
      const { headers } = await request(user.emailId).expect(204);
      const { body } = await as(app, admin).get(`/v1/audits/${headers['audituid']}`).expect(200);
      expect((body as { spec: object }).spec).toMatchObject({
        actionMsg: 'password.requestReset',
        actor: { actorType: 'user', user: { uid: '', emailId: user.emailId } },
        resource: { kind: 'user', uid: user.uid, name: user.emailId },
      });
    });

    it('writes one for an unknown address for the platform administrator', async () => {
      const emailId = unique('nobody@nowhere.example');
      const { headers } = await request(emailId).expect(204);
      const entries = await auditTrail(app, platform, { tenantUid: 'none' });
      expect(entries.filter(({ spec }) => spec.resource.name === emailId)).toEqual([
        expect.objectContaining({ metadata: expect.objectContaining({ uid: headers['audituid'] }) }),
      ]);
    });
  });

  describe('400', () => {
    it.each([
      [undefined, 'must be a text'],
      [7, 'must be a text'],
      ['', 'must not be empty'],
      ['a'.repeat(255), 'must have at most 254 characters'],
    ])('for an address of %j', async (emailId, fault) => {
      const answer = await request(emailId).expect(400);
      expect(answer.body).toEqual(errorBody('InvalidInput', { emailId: fault }));
    });
  });
});
