import { errorBody, visible } from '../support/answers.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { login, resetToken, setByLink, statusOf } from '../support/password-links.js';
import { whoIs } from '../support/refreshing.js';
import { TestApp } from '../support/test-app.js';

const NOBODY = '01990f6e-7c2a-7b1e-9d53-0c1f2a3b4c5d';

describe('PATCH /v1/users/{uid}/password/reset', () => {
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

  const open = (who: Person | IssuedKey, uid: string) =>
    as(app, who).patch(`/v1/users/${uid}/password/reset`);
  const isOpen = async (reader: Person, uid: string) =>
    (await statusOf(app, reader, uid)).isPasswordResetting;

  describe('204', () => {
    it('opens a link for a user of the organisation; the old password and sessions go on', async () => {
      const user = await given.user(admin);
      const answer = await open(admin, user.uid).expect(204);
      expect(answer.text).toBe('');
      expect(await isOpen(admin, user.uid)).toBe(true);
      await whoIs(app, user.token).expect(200);
      await login(app, user, user.password).expect(200);
    });

    it('for another administrator of the organisation', async () => {
      const colleague = await given.user(admin, { roles: ['Tenant Admin'] });
      await setByLink(app, 'reset', await resetToken(app, admin, colleague.uid)).expect(204);
    });

    it('names its audit entry in the header AuditUid: who, and for whom', async () => {
      const user = await given.user(admin);
      const { headers } = await open(admin, user.uid).expect(204);
      const { body } = await as(app, admin).get(`/v1/audits/${headers['audituid']}`).expect(200);
      expect((body as { spec: object }).spec).toMatchObject({
        actionMsg: 'password.requestReset',
        actor: { user: { uid: admin.uid, emailId: admin.emailId }, credential: { kind: 'token' } },
        resource: { kind: 'user', uid: user.uid, name: user.emailId },
      });
    });

    it('lets anybody ask for themselves; the link is for the administrator to read', async () => {
      const user = await given.user(admin);
      await open(user, user.uid).expect(204);
      expect(await statusOf(app, user, user.uid)).toMatchObject({
        isPasswordResetting: true,
        passwordResetLink: '',
      });
      expect((await statusOf(app, admin, user.uid)).passwordResetLink).not.toBe('');
    });
  });

  it('401 without a credential', async () => {
    await app.http.patch(`/v1/users/${admin.uid}/password/reset`).expect(401);
    expect(await isOpen(admin, admin.uid)).toBe(false);
  });

  describe('403', () => {
    it('for a user who asks for anybody else, there or not: all alike', async () => {
      const user = await given.user(admin);
      const colleague = await given.user(admin);
      const expected = await open(user, NOBODY).expect(403);
      expect(expected.body).toEqual(errorBody('Forbidden'));
      for (const uid of [colleague.uid, admin.uid, platform.uid])
        expect(visible(await open(user, uid))).toEqual(visible(expected));
      expect(await isOpen(admin, colleague.uid)).toBe(false);
    });

    it('for a tenant administrator who asks for the platform administrator: they may do more', async () => {
      const deputy = await given.user(platform, { roles: ['Tenant Admin'] });
      const answer = await open(deputy, platform.uid).expect(403);
      expect(answer.body).toEqual(errorBody('Forbidden'));
      expect(await isOpen(platform, platform.uid)).toBe(false);
    });

    it('TokenRequired for an API key of an administrator (AZ-09)', async () => {
      const user = await given.user(admin);
      const answer = await open(await given.apiKey(admin), user.uid).expect(403);
      expect(answer.body).toEqual(errorBody('TokenRequired'));
      expect(await isOpen(admin, user.uid)).toBe(false);
    });
  });

  describe('404', () => {
    it('for a user of another organisation, as for nobody; the platform administrator too (AZ-02)', async () => {
      const other = await given.tenant();
      for (const caller of [admin, platform]) {
        const expected = await open(caller, NOBODY).expect(404);
        expect(expected.body).toEqual(errorBody('ResourceNotFound'));
        expect(visible(await open(caller, other.uid))).toEqual(visible(expected));
        expect(visible(await open(caller, 'x'))).toEqual(visible(expected));
      }
      expect(await isOpen(other, other.uid)).toBe(false);
    });
  });

  describe('409', () => {
    it('for a user who has not set a first password; the activation link stays', async () => {
      const { uid } = await given.pendingUser(admin);
      const answer = await open(admin, uid).expect(409);
      expect(answer.body).toEqual(errorBody('AccountPending'));
      expect(await statusOf(app, admin, uid)).toMatchObject({
        isPasswordResetting: false,
        passwordResetLink: '',
        activationLink: expect.stringContaining('/activate#token='),
      });
    });
  });
});
