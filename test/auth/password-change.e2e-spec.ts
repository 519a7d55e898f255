import { auditTrail } from '../support/audit-trail.js';
import { errorBody, visible } from '../support/answers.js';
import { as } from '../support/caller.js';
import { Given, PASSWORD, unique } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { login, NEW_PASSWORD, resetToken, setByLink } from '../support/password-links.js';
import { refreshed, whoIs } from '../support/refreshing.js';
import { TestApp } from '../support/test-app.js';

describe('PATCH /v1/users/{uid}/password/change', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
    admin = await given.tenant();
  });
  afterAll(() => app.close());

  const change = (who: Person | IssuedKey, uid: string, body: object) =>
    as(app, who).patch(`/v1/users/${uid}/password/change`).send(body);
  const GOOD = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };

  describe('204', () => {
    it('logs in with the new password from then on, and not with the old', async () => {
      const user = await given.user(admin);
      const answer = await change(user, user.uid, GOOD).expect(204);
      expect(answer.text).toBe('');
      await login(app, user, PASSWORD).expect(401);
      await login(app, user, NEW_PASSWORD).expect(200);
    });

    it('ends the other sessions; the present one goes on and is refreshed (LG-13)', async () => {
      const user = await given.user(admin);
      const elsewhere = await given.token(user.emailId, PASSWORD);
      await change(user, user.uid, GOOD).expect(204);
      await whoIs(app, elsewhere).expect(401);
      await app.http.post('/v1/auth/refresh').set('Authorization', elsewhere).expect(401);
      await whoIs(app, user.token).expect(200);
      await whoIs(app, await refreshed(app, user.token)).expect(200);
    });

    it('leaves the keys of the person, and other people with the same address, alone', async () => {
      const user = await given.user(admin);
      const key = await given.apiKey(user);
      const twin = await given.user(await given.tenant(), { emailId: user.emailId });
      await change(user, user.uid, GOOD).expect(204);
      await as(app, key).get('/v1/users/info').expect(200);
      await login(app, twin, PASSWORD).expect(200);
      await whoIs(app, twin.token).expect(200);
    });

    it('is not held up by resets that somebody else keeps asking for', async () => {
      const user = await given.user(admin);
      const ask = () => app.http.post('/v1/auth/user/password/reset').send({ emailId: user.emailId });
      const [answer] = await Promise.all([change(user, user.uid, GOOD), ...Array.from({ length: 8 }, ask)]);
      expect(answer.status).toBe(204);
      await login(app, user, NEW_PASSWORD).expect(200);
      await whoIs(app, user.token).expect(200);
    });

    it('closes a reset link that was open', async () => {
      const user = await given.user(admin);
      const token = await resetToken(app, admin, user.uid);
      await change(user, user.uid, GOOD).expect(204);
      await setByLink(app, 'reset', token, 'another good long text').expect(400);
      await login(app, user, NEW_PASSWORD).expect(200);
    });

    it('names its audit entry in the header AuditUid, and says in it who', async () => {
      const user = await given.user(admin);
      const { headers } = await change(user, user.uid, GOOD).expect(204);
      const { body } = await as(app, admin).get(`/v1/audits/${headers['audituid']}`).expect(200);
      expect((body as { spec: object }).spec).toMatchObject({
        actionMsg: 'password.change',
        actionType: 'update',
        actor: { user: { uid: user.uid, emailId: user.emailId }, credential: { kind: 'token' } },
        resource: { kind: 'user', uid: user.uid, name: user.emailId },
      });
    });

    it('accepts the address of the person in the body, as clients send it', async () => {
      const user = await given.user(admin);
      await change(user, user.uid, { ...GOOD, emailId: user.emailId }).expect(204);
    });

    it('of two changes at once one wins: the password is the winner’s (MI-04)', async () => {
      const user = await given.user(admin);
      const wishes = ['first wish of a password', 'other wish of a password'];
      const answers = await Promise.all(
        wishes.map((newPassword) => change(user, user.uid, { ...GOOD, newPassword })),
      );
      const winners = wishes.filter((_, index) => answers[index]?.status === 204);
      expect(winners).toHaveLength(1);
      await login(app, user, winners[0] ?? '').expect(200);
      await login(app, user, wishes.find((wish) => wish !== winners[0]) ?? '').expect(401);
    });
  });

  describe('400 for a wrong current password', () => {
    it('changes nothing, ends nothing, and is audited once', async () => {
      const user = await given.user(admin);
      const elsewhere = await given.token(user.emailId, PASSWORD);
      const answer = await change(user, user.uid, { ...GOOD, currentPassword: `${PASSWORD} ` }).expect(400);
      expect(answer.body).toEqual(errorBody('WrongPassword', { currentPassword: 'is not right' }));
      await login(app, user, PASSWORD).expect(200);
      for (const token of [user.token, elsewhere]) await whoIs(app, token).expect(200);
      const entries = (await auditTrail(app, admin, { resourceUid: user.uid })).filter(({ spec }) =>
        spec.actionMsg.startsWith('password.'),
      );
      expect(entries.map(({ spec }) => [spec.actionMsg, spec.actor.user?.uid])).toEqual([
        ['password.refuseChange', user.uid],
        ['password.activate', user.uid],
      ]);
    });

    it('tells nothing about the rules: the new password is not judged before the old is right', async () => {
      const user = await given.user(admin);
      const wrong = await change(user, user.uid, { currentPassword: 'x', newPassword: 'short' }).expect(400);
      expect(wrong.body).toEqual(errorBody('WrongPassword', { currentPassword: 'is not right' }));
    });
  });

  describe('400 for a new password that the rules refuse', () => {
    it.each([
      ['14 characters', 'fourteen chars', 'must have at least 15 characters'],
      ['129 characters', 'abcdefgh ij'.repeat(12).slice(0, 129), 'must have at most 128 characters'],
      ['one character again and again', 'x'.repeat(20), /repeated pattern/],
      ['a run', 'abcdefghijklmnopqrst', /run of neighbouring/],
      ['common words', 'Password-Welcome-1', /besides common words/],
    ])('%s', async (_what, newPassword, fault) => {
      const user = await given.user(admin);
      const answer = await change(user, user.uid, { ...GOOD, newPassword }).expect(400);
      expect(answer.body).toEqual(errorBody('InvalidInput', { newPassword: expect.stringMatching(fault) }));
      await login(app, user, PASSWORD).expect(200);
      await whoIs(app, user.token).expect(200);
    });

    it('the current one again', async () => {
      const user = await given.user(admin);
      const answer = await change(user, user.uid, { ...GOOD, newPassword: PASSWORD }).expect(400);
      expect(answer.body).toEqual(errorBody('InvalidInput', { newPassword: 'must not be the current one' }));
      await whoIs(app, user.token).expect(200);
    });

    it('the words of the account: organisation, address, names (LG-02)', async () => {
      const user = await given.user(admin, {
        emailId: `${unique('barnaby')}@tenant.example`,
        firstName: 'Barnaby',
        lastName: 'Fetherston',
      });
      for (const newPassword of ['fetherston-barnaby', `${admin.orgName}-tenant-2026`, '!2026!Fetherston']) {
        const answer = await change(user, user.uid, { ...GOOD, newPassword }).expect(400);
        expect(answer.body).toEqual(
          errorBody('InvalidInput', { newPassword: expect.stringContaining('besides common words') }),
        );
      }
    });

    it.each([
      [{ newPassword: NEW_PASSWORD }, 'currentPassword', 'must be a text'],
      [{ currentPassword: PASSWORD }, 'newPassword', 'must be a text'],
      [{ currentPassword: PASSWORD, newPassword: 15 }, 'newPassword', 'must be a text'],
      [{ ...GOOD, sessionEpoch: 0 }, 'sessionEpoch', 'is not a known field'],
    ])('a body that is none: %#', async (body, field, fault) => {
      const answer = await change(admin, admin.uid, body).expect(400);
      expect(answer.body).toEqual(errorBody('InvalidInput', { [field]: fault }));
    });
  });

  it('401 without a credential', async () => {
    await app.http.patch(`/v1/users/${admin.uid}/password/change`).send(GOOD).expect(401);
    await login(app, admin, PASSWORD).expect(200);
  });

  describe('403', () => {
    it('TokenRequired for an API key, even with the right current password (AZ-09)', async () => {
      const user = await given.user(admin);
      const answer = await change(await given.apiKey(user), user.uid, GOOD).expect(403);
      expect(answer.body).toEqual(errorBody('TokenRequired'));
      await login(app, user, PASSWORD).expect(200);
    });

    it('for anybody but oneself, there or not, also for administrators: all alike', async () => {
      const user = await given.user(admin);
      const others = [user.uid, (await given.tenant()).uid, '01990f6e-7c2a-7b1e-9d53-0c1f2a3b4c5d'];
      const answers = [];
      for (const uid of others) answers.push(await change(admin, uid, GOOD).expect(403));
      expect(answers[0]?.body).toEqual(errorBody('Forbidden'));
      expect(new Set(answers.map((answer) => JSON.stringify(visible(answer)))).size).toBe(1);
      await login(app, user, PASSWORD).expect(200);
    });
  });

  it('404 for what cannot be a uid', async () => {
    const answer = await change(admin, 'me', GOOD).expect(404);
    expect(answer.body).toEqual(errorBody('ResourceNotFound'));
  });

  it('writes neither password into the log', async () => {
    const user = await given.user(admin);
    const secret = unique('a secret wish for a password');
    await change(user, user.uid, { ...GOOD, newPassword: secret }).expect(204);
    const log = app.logs.join('');
    expect(log).toContain('/v1/users/:uid/password/change');
    for (const text of [secret, PASSWORD, NEW_PASSWORD]) expect(log).not.toContain(text);
  });
});
