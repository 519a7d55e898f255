import { errorBody, visible } from '../support/answers.js';
import { auditTrail } from '../support/audit-trail.js';
import { as } from '../support/caller.js';
import { Given, PASSWORD, tokenOf } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

const ABSENT = '01990f6e-7c2a-7b1e-9d53-0c1f2a3b4c5d';

describe('PUT /v1/users/{uid}/state', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;
  let user: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
  });
  beforeEach(async () => {
    admin = await given.tenant();
    user = await given.user(admin);
  });
  afterAll(() => app.close());

  const setState = (caller: Person | IssuedKey, uid: string, isActive: boolean) =>
    as(app, caller).put(`/v1/users/${uid}/state`).send({ isActive });
  const logIn = () =>
    app.http
      .post('/v1/auth/authenticate')
      .send({ emailId: user.emailId, password: PASSWORD, org: admin.orgName });
  const actions = async (uid: string) =>
    (await auditTrail(app, admin, { resourceUid: uid })).map(({ spec }) => spec.actionMsg).toReversed();

  describe('204 with isActive false', () => {
    it('stops sessions, keys, refresh and login at once (TK-09)', async () => {
      const key = await given.apiKey(user);
      await setState(admin, user.uid, false).expect(204, '');
      for (const caller of [user, key]) {
        const { body } = await as(app, caller).get('/v1/users/info').expect(401);
        expect(body).toEqual(errorBody('NotAuthenticated'));
      }
      await app.http.get(`/v1/auth/refresh/${user.token}`).expect(401);
      await logIn().expect(401);
    });

    it('shows in the user: disabled, which is not "not activated yet"', async () => {
      const pending = await given.pendingUser(admin);
      await setState(admin, user.uid, false).expect(204);
      await setState(admin, pending.uid, false).expect(204);
      for (const uid of [user.uid, pending.uid]) {
        const { body } = await as(app, admin).get(`/v1/users/${uid}`).expect(200);
        expect(body).toMatchObject({
          status: { isActive: false, isDisabled: true, activationLink: '', passwordResetLink: '' },
        });
      }
    });

    it('ends an open activation link', async () => {
      const { uid } = await given.pendingUser(admin);
      const link = tokenOf(await given.activationLink(admin, uid));
      const activate = () =>
        app.http.patch(`/v1/auth/password/${link}/activate`).send({ password: PASSWORD });
      await setState(admin, uid, false).expect(204);
      await activate().expect(400);
      await setState(admin, uid, true).expect(204);
      await activate().expect(400);
      await given.activate(await given.activationLink(admin, uid), PASSWORD);
    });

    it('may be done by a key of an administrator, and to oneself while another administrator remains', async () => {
      const second = await given.user(admin, { roles: ['Tenant Admin'] });
      await setState(await given.apiKey(admin), user.uid, false).expect(204);
      await setState(second, second.uid, false).expect(204);
      await as(app, second).get('/v1/users/info').expect(401);
    });
  });

  describe('204 with isActive true', () => {
    it('makes keys and login work again, and no session of before', async () => {
      const key = await given.apiKey(user);
      await setState(admin, user.uid, false).expect(204);
      await setState(admin, user.uid, true).expect(204);
      await as(app, key).get('/v1/users/info').expect(200);
      await as(app, user).get('/v1/users/info').expect(401);
      await app.http.get(`/v1/auth/refresh/${user.token}`).expect(401);
      await logIn().expect(200);
    });
  });

  it('204: the same again does nothing, and each change leaves one entry (AU-01)', async () => {
    for (const isActive of [true, false, false, true, true])
      await setState(admin, user.uid, isActive).expect(204);
    expect((await actions(user.uid)).filter((action) => /^user\.(en|dis)able$/.test(action))).toEqual([
      'user.disable',
      'user.enable',
    ]);
    await as(app, user).get('/v1/users/info').expect(401);
  });

  it('400: for anything but isActive', async () => {
    for (const [body, details] of [
      [{}, { isActive: 'must be true or false' }],
      [{ isActive: null }, { isActive: 'must be true or false' }],
      [{ isActive: false, isTenantAdmin: true }, { isTenantAdmin: 'is not a known field' }],
    ] as const) {
      const response = await as(app, admin).put(`/v1/users/${user.uid}/state`).send(body).expect(400);
      expect(response.body).toEqual(errorBody('InvalidInput', details));
    }
    await as(app, user).get('/v1/users/info').expect(200);
  });

  describe('403', () => {
    it('for a plain user, also about themself', async () => {
      for (const caller of [user, await given.apiKey(user)])
        for (const uid of [user.uid, admin.uid]) {
          const { body } = await setState(caller, uid, false).expect(403);
          expect(body).toEqual(errorBody('Forbidden'));
        }
      await as(app, user).get('/v1/users/info').expect(200);
    });

    it('for a tenant’s administrator about the platform’s administrator', async () => {
      const root = await given.platformAdmin();
      const helper = await given.user(root, { roles: ['Tenant Admin'] });
      await setState(helper, root.uid, false).expect(403);
      await as(app, root).get('/v1/users/info').expect(200);
    });
  });

  it('404: about somebody of another tenant, byte for byte as about nobody (AZ-02)', async () => {
    const foreign = await given.user(await given.tenant());
    const absent = await setState(admin, ABSENT, false).expect(404);
    expect(absent.body).toEqual(errorBody('ResourceNotFound'));
    expect(visible(await setState(admin, foreign.uid, false))).toEqual(visible(absent));
    expect(visible(await setState(await given.platformAdmin(), foreign.uid, false))).toEqual(visible(absent));
    await as(app, foreign).get('/v1/users/info').expect(200);
  });
});
