import { errorBody, visible } from '../support/answers.js';
import { as } from '../support/caller.js';
import { Given, tokenOf, unique } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { login, NEW_PASSWORD, setByLink, statusOf } from '../support/password-links.js';
import { TestApp } from '../support/test-app.js';

describe('PATCH /v1/users/password/reset', () => {
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

  const open = (who: Person | IssuedKey, emailId: unknown) =>
    as(app, who).patch('/v1/users/password/reset').send({ emailId });
  const isOpen = async (reader: Person, uid: string) =>
    (await statusOf(app, reader, uid)).isPasswordResetting;

  describe('204', () => {
    it('opens a link for the user with this address, in any spelling of it', async () => {
      const user = await given.user(admin);
      const answer = await open(admin, ` ${user.emailId.toUpperCase()} `).expect(204);
      expect(answer.text).toBe('');
      await login(app, user, user.password).expect(200);
      const { passwordResetLink } = await statusOf(app, admin, user.uid);
      await setByLink(app, 'reset', tokenOf(passwordResetLink)).expect(204);
      await login(app, user, NEW_PASSWORD).expect(200);
    });

    it('for nobody else with this address in another organisation (AZ-15)', async () => {
      const other = await given.tenant();
      const user = await given.user(admin);
      const twin = await given.user(other, { emailId: user.emailId });
      await open(admin, user.emailId).expect(204);
      expect(await isOpen(admin, user.uid)).toBe(true);
      expect(await isOpen(other, twin.uid)).toBe(false);
    });

    it('names its audit entry in the header AuditUid: who, and for whom', async () => {
      const user = await given.user(admin);
      const { headers } = await open(admin, user.emailId).expect(204);
      const { body } = await as(app, admin).get(`/v1/audits/${headers['audituid']}`).expect(200);
      expect((body as { spec: object }).spec).toMatchObject({
        actionMsg: 'password.requestReset',
        actor: { user: { uid: admin.uid, emailId: admin.emailId }, credential: { kind: 'token' } },
        resource: { kind: 'user', uid: user.uid, name: user.emailId },
      });
    });

    it('lets anybody ask for themselves', async () => {
      const user = await given.user(admin);
      await open(user, user.emailId).expect(204);
      expect(await isOpen(admin, user.uid)).toBe(true);
    });
  });

  describe('400', () => {
    it.each([
      [undefined, 'must be a text'],
      ['', 'must not be empty'],
      ['a'.repeat(255), 'must have at most 254 characters'],
    ])('for an address of %j', async (emailId, fault) => {
      const { body } = await open(admin, emailId).expect(400);
      expect(body).toEqual(errorBody('InvalidInput', { emailId: fault }));
    });
  });

  it('401 without a credential', async () => {
    await app.http.patch('/v1/users/password/reset').send({ emailId: admin.emailId }).expect(401);
    expect(await isOpen(admin, admin.uid)).toBe(false);
  });

  describe('403', () => {
    it('for a user who asks for anybody else, there or not: all alike', async () => {
      const user = await given.user(admin);
      const colleague = await given.user(admin);
      const expected = await open(user, unique('nobody@nowhere.example')).expect(403);
      expect(expected.body).toEqual(errorBody('Forbidden'));
      for (const { emailId } of [colleague, admin, platform])
        expect(visible(await open(user, emailId))).toEqual(visible(expected));
      expect(await isOpen(admin, colleague.uid)).toBe(false);
    });

    it('for a tenant administrator who asks for the platform administrator: they may do more', async () => {
      const deputy = await given.user(platform, { roles: ['Tenant Admin'] });
      const { body } = await open(deputy, platform.emailId).expect(403);
      expect(body).toEqual(errorBody('Forbidden'));
      expect(await isOpen(platform, platform.uid)).toBe(false);
    });

    it('TokenRequired for an API key of an administrator (AZ-09)', async () => {
      const user = await given.user(admin);
      const { body } = await open(await given.apiKey(admin), user.emailId).expect(403);
      expect(body).toEqual(errorBody('TokenRequired'));
      expect(await isOpen(admin, user.uid)).toBe(false);
    });
  });

  it('404 for an address of another organisation, as for nobody’s; the platform administrator too (AZ-02)', async () => {
    const other = await given.tenant();
    for (const caller of [admin, platform]) {
      const expected = await open(caller, unique('nobody@nowhere.example')).expect(404);
      expect(expected.body).toEqual(errorBody('ResourceNotFound'));
      expect(visible(await open(caller, other.emailId))).toEqual(visible(expected));
      expect(visible(await open(caller, 'x'))).toEqual(visible(expected));
    }
    expect(await isOpen(other, other.uid)).toBe(false);
  });

  it('409 for a user who has not set a first password; the activation link stays', async () => {
    const { uid, emailId } = await given.pendingUser(admin);
    const { body } = await open(admin, emailId).expect(409);
    expect(body).toEqual(errorBody('AccountPending'));
    expect(await statusOf(app, admin, uid)).toMatchObject({
      isPasswordResetting: false,
      activationLink: expect.stringContaining('/activate#token=') as string,
    });
  });
});
