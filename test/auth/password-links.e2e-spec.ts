import { as } from '../support/caller.js';
import { Given, tokenOf } from '../support/given.js';
import type { Person } from '../support/given.js';
import { setByLink, statusOf } from '../support/password-links.js';
import { TestApp } from '../support/test-app.js';

/** Whoever has a link becomes that user: it is shown to people who may do as much, and to nobody else. */
describe('who sees activation and reset links', () => {
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

  const open = (emailId: string) =>
    app.http.post('/v1/auth/user/password/reset').send({ emailId }).expect(204);
  const NOTHING = { activationLink: '', passwordResetLink: '' };

  it('a tenant administrator those of the users of the organisation, also in the list', async () => {
    const user = await given.user(admin);
    const pending = await given.pendingUser(admin);
    await open(user.emailId);
    expect((await statusOf(app, admin, user.uid)).passwordResetLink).toContain('/reset#token=');
    expect((await statusOf(app, admin, pending.uid)).activationLink).toContain('/activate#token=');
    const { body } = await as(app, admin).get('/v1/users?limit=0').expect(200);
    const listed = (body as { items: { metadata: { uid: string }; status: { passwordResetLink: string } }[] })
      .items;
    const link = listed.find(({ metadata }) => metadata.uid === user.uid)?.status.passwordResetLink ?? '';
    await setByLink(app, 'reset', tokenOf(link)).expect(204);
  });

  it('nobody their own: it would change a password without the present one', async () => {
    const user = await given.user(admin);
    for (const person of [user, admin, platform]) {
      await open(person.emailId);
      expect(await statusOf(app, person, person.uid)).toMatchObject({
        isPasswordResetting: true,
        ...NOTHING,
      });
      const { text } = await as(app, person)
        .get(person === user ? `/v1/users/${user.uid}` : '/v1/users?limit=0')
        .expect(200);
      expect(text).not.toContain(`token=${person.uid}`);
    }
  });

  it('an API key none, of whomever it is: the link would outlive the key (AZ-09)', async () => {
    const user = await given.user(admin);
    const pending = await given.pendingUser(admin);
    await open(user.emailId);
    const key = await given.apiKey(admin);
    for (const { uid } of [user, pending]) expect(await statusOf(app, key, uid)).toMatchObject(NOTHING);
    expect((await as(app, key).get('/v1/users?limit=0').expect(200)).text).not.toContain('#token=');
    const platformKey = await given.apiKey(platform);
    const path = `/v1/tenants/${admin.tenantUid}/user`;
    expect(await statusOf(app, platformKey, admin.uid, path)).toMatchObject(NOTHING);
  });

  it('a tenant administrator not that of the platform administrator', async () => {
    const deputy = await given.user(platform, { roles: ['Tenant Admin'] });
    await open(platform.emailId);
    expect(await statusOf(app, deputy, platform.uid)).toMatchObject({
      isPasswordResetting: true,
      ...NOTHING,
    });
    expect((await as(app, deputy).get('/v1/users?limit=0').expect(200)).text).not.toContain(
      `token=${platform.uid}`,
    );
  });

  it('the platform administrator no reset link of another organisation’s administrator', async () => {
    const path = `/v1/tenants/${admin.tenantUid}/user`;
    await open(admin.emailId);
    // who runs the platform must not be able to enter an organisation that runs itself
    expect(await statusOf(app, platform, admin.uid, path)).toMatchObject({
      ...NOTHING,
      isPasswordResetting: true,
    });
    expect(await statusOf(app, admin, admin.uid, path)).toMatchObject(NOTHING);
  });

  it('nobody that of a disabled user', async () => {
    const user = await given.user(admin);
    await open(user.emailId);
    await as(app, admin).put(`/v1/users/${user.uid}/state`).send({ isActive: false }).expect(204);
    expect(await statusOf(app, admin, user.uid)).toMatchObject(NOTHING);
  });
});
