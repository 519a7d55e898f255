import { errorBody } from '../support/answers.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { login, NEW_PASSWORD, resetToken, setByLink } from '../support/password-links.js';
import { REFRESHES, refreshed, whoIs } from '../support/refreshing.js';
import { TestApp } from '../support/test-app.js';

/** What changes about a person counts from the very next request on, for tokens and for keys, for use and for refresh. */
describe('changes take effect at once (TK-09)', () => {
  let app: TestApp;
  let given: Given;
  let platform: Person;
  let admin: Person;
  let user: Person;
  let key: IssuedKey;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
    platform = await given.platformAdmin();
  });
  beforeEach(async () => {
    admin = await given.tenant();
    user = await given.user(admin);
    key = await given.apiKey(user);
    await expectAlive();
  });
  afterAll(() => app.close());

  const keyInfo = () => as(app, key).get('/v1/users/info');
  const keyInQuery = () => app.http.get(`/v1/users/info?ApiKey=${key.value}`);

  async function expectAlive(): Promise<void> {
    await whoIs(app, user.token).expect(200);
    await keyInfo().expect(200);
    await keyInQuery().expect(200);
  }
  async function expectTokenDead(token = user.token): Promise<void> {
    const answer = await whoIs(app, token).expect(401);
    expect(answer.body).toEqual(errorBody('NotAuthenticated'));
    for (const [, refresh] of REFRESHES) await refresh(app, token).expect(401);
  }
  async function expectKeyDead(): Promise<void> {
    const answer = await keyInfo().expect(401);
    expect(answer.body).toEqual(errorBody('NotAuthenticated'));
    await keyInQuery().expect(401);
  }
  const setState = (caller: Person, path: string, isActive: boolean) =>
    as(app, caller).put(`/v1/${path}/state`).send({ isActive }).expect(204);

  describe('disabling a user', () => {
    it('stops token, key and login; enabling revives the key and the login, and no session', async () => {
      const newer = await refreshed(app, user.token);
      await setState(admin, `users/${user.uid}`, false);
      await expectTokenDead();
      await expectKeyDead();
      await login(app, user, user.password).expect(401);
      await setState(admin, `users/${user.uid}`, true);
      await expectTokenDead();
      await expectTokenDead(newer);
      await keyInfo().expect(200);
      await login(app, user, user.password).expect(200);
    });

    it('touches nobody else', async () => {
      const colleague = await given.user(admin);
      await setState(admin, `users/${user.uid}`, false);
      for (const { token } of [admin, colleague, platform]) await whoIs(app, token).expect(200);
    });

    it('a key that was revoked stays revoked when its owner is enabled again', async () => {
      await as(app, user).put(`/v1/apiKeys/${key.uid}/state`).send({ isActive: false }).expect(204);
      for (const isActive of [false, true]) await setState(admin, `users/${user.uid}`, isActive);
      await expectKeyDead();
    });
  });

  describe('deleting a user', () => {
    it('stops token, key and login for good, also when the address comes back', async () => {
      await as(app, admin).delete(`/v1/users/${user.uid}`).expect(204);
      await expectTokenDead();
      await expectKeyDead();
      await login(app, user, user.password).expect(401);
      const successor = await given.user(admin, { emailId: user.emailId });
      expect(successor.uid).not.toBe(user.uid);
      await expectTokenDead();
      await expectKeyDead();
    });
  });

  describe('suspending an organisation', () => {
    it('stops every token, key and login of it, and of no other; resuming gives all back', async () => {
      const other = await given.tenant();
      await setState(platform, `tenants/${admin.tenantUid}`, false);
      await expectTokenDead();
      await expectTokenDead(admin.token);
      await expectKeyDead();
      await login(app, user, user.password).expect(401);
      await whoIs(app, other.token).expect(200);
      await setState(platform, `tenants/${admin.tenantUid}`, true);
      await expectAlive();
      await whoIs(app, admin.token).expect(200);
    });
  });

  describe('deleting an organisation', () => {
    it('stops every token, key and login of it for good, also when the name comes back (AZ-13)', async () => {
      await as(app, platform).delete(`/v1/tenants/${admin.tenantUid}`).expect(204);
      await expectTokenDead();
      await expectKeyDead();
      await login(app, user, user.password).expect(401);
      const successor = await given.tenant(admin.orgName);
      expect(successor.tenantUid).not.toBe(admin.tenantUid);
      await expectTokenDead();
      await expectTokenDead(admin.token);
      await expectKeyDead();
    });
  });

  describe('changing a password', () => {
    it('ends the other sessions at once, and leaves this one and the keys', async () => {
      const elsewhere = await given.token(user.emailId, user.password);
      await as(app, user)
        .patch(`/v1/users/${user.uid}/password/change`)
        .send({ currentPassword: user.password, newPassword: NEW_PASSWORD })
        .expect(204);
      await expectTokenDead(elsewhere);
      await expectAlive();
    });

    it('by a reset link ends all sessions at once, and leaves the keys', async () => {
      await setByLink(app, 'reset', await resetToken(app, admin, user.uid)).expect(204);
      await expectTokenDead();
      await keyInfo().expect(200);
    });
  });

  describe('taking a role away', () => {
    it('the token and the key of a former administrator do what a user may, from the next request on (AZ-09)', async () => {
      const deputy = await given.user(admin, { roles: ['Tenant Admin'] });
      const deputyKey = await given.apiKey(deputy);
      for (const who of [deputy, deputyKey]) await as(app, who).get('/v1/users').expect(200);
      await as(app, admin)
        .put(`/v1/users/${deputy.uid}`)
        .send({ spec: { roles: ['User'] } })
        .expect(204);
      for (const who of [deputy, deputyKey]) {
        const answer = await as(app, who).get('/v1/users').expect(403);
        expect(answer.body).toEqual(errorBody('Forbidden'));
        await as(app, who).get('/v1/users/info').expect(200);
      }
      const fresh = await refreshed(app, deputy.token);
      await app.http.get('/v1/users').set('Authorization', fresh).expect(403);
    });

    it('giving one counts at once too', async () => {
      for (const who of [user, key]) await as(app, who).get('/v1/users').expect(403);
      await as(app, admin)
        .put(`/v1/users/${user.uid}`)
        .send({ spec: { roles: ['Tenant Admin'] } })
        .expect(204);
      for (const who of [user, key]) await as(app, who).get('/v1/users').expect(200);
    });
  });
});
