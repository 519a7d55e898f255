import { errorBody, visible } from '../support/answers.js';
import { auditTrail } from '../support/audit-trail.js';
import { as } from '../support/caller.js';
import { Given, PASSWORD, tokenOf } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

const ABSENT = '01990f6e-7c2a-7b1e-9d53-0c1f2a3b4c5d';

describe('PUT /v1/tenants/{tenantUid}/state', () => {
  let app: TestApp;
  let given: Given;
  let root: Person;
  let admin: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
    root = await given.platformAdmin();
  });
  beforeEach(async () => {
    admin = await given.tenant();
  });
  afterAll(() => app.close());

  const setState = (isActive: boolean, uid = admin.tenantUid, caller: Person | IssuedKey = root) =>
    as(app, caller).put(`/v1/tenants/${uid}/state`).send({ isActive });
  const logIn = (person: Person) =>
    app.http
      .post('/v1/auth/authenticate')
      .send({ emailId: person.emailId, password: PASSWORD, org: person.orgName });

  describe('204 with isActive false', () => {
    it('stops every key, token, refresh, login and link of the organisation at once (TK-09, AZ-13)', async () => {
      const user = await given.user(admin);
      const keys = [await given.apiKey(admin), await given.apiKey(user)];
      const { uid } = await given.pendingUser(admin);
      const link = tokenOf(await given.activationLink(admin, uid));
      await setState(false).expect(204, '');
      for (const caller of [admin, user, ...keys]) {
        const { body } = await as(app, caller).get('/v1/users/info').expect(401);
        expect(body).toEqual(errorBody('NotAuthenticated'));
      }
      await app.http.get(`/v1/auth/refresh/${user.token}`).expect(401);
      await logIn(user).expect(401);
      await app.http.patch(`/v1/auth/password/${link}/activate`).send({ password: PASSWORD }).expect(400);
    });

    it('leaves others alone', async () => {
      const other = await given.tenant();
      await setState(false).expect(204);
      await as(app, other).get('/v1/users/info').expect(200);
      await logIn(other).expect(200);
    });

    it('shows in the organisation', async () => {
      await setState(false).expect(204);
      const { body } = await as(app, root).get(`/v1/tenants/${admin.tenantUid}`).expect(200);
      expect(body).toMatchObject({ status: { isActive: false } });
    });
  });

  it('204 with isActive true: everything works as before', async () => {
    const key = await given.apiKey(admin);
    await setState(false).expect(204);
    await setState(true).expect(204);
    for (const caller of [admin, key]) await as(app, caller).get('/v1/users/info').expect(200);
    await logIn(admin).expect(200);
  });

  it('204: the same again does nothing, and each change leaves one entry with the organisation', async () => {
    for (const isActive of [true, false, false, true, true]) await setState(isActive).expect(204);
    const entries = await auditTrail(app, admin, { resourceKind: 'tenant', actionType: 'update' });
    expect(entries.map(({ spec }) => [spec.actionMsg, spec.actor.user?.uid])).toEqual([
      ['tenant.resume', root.uid],
      ['tenant.suspend', root.uid],
    ]);
  });

  it('403: for everybody but the platform’s administrator, about their own and others alike', async () => {
    const other = await given.tenant();
    const helper = await given.user(root, { roles: ['Tenant Admin'] });
    for (const caller of [admin, await given.user(admin), await given.apiKey(admin), helper])
      for (const uid of [admin.tenantUid, other.tenantUid, ABSENT]) {
        const { body } = await setState(false, uid, caller).expect(403);
        expect(body).toEqual(errorBody('Forbidden'));
      }
    for (const person of [admin, other]) await as(app, person).get('/v1/users/info').expect(200);
  });

  it('404: for what is not there', async () => {
    const absent = await setState(false, ABSENT).expect(404);
    expect(absent.body).toEqual(errorBody('ResourceNotFound'));
    expect(visible(await setState(false, 'x'))).toEqual(visible(absent));
  });

  it('409: for the organisation of the platform’s administrator: nobody could undo it', async () => {
    for (const caller of [root, await given.apiKey(root)]) {
      const { body } = await setState(false, root.tenantUid, caller).expect(409);
      expect(body).toEqual(errorBody('OwnTenant'));
    }
    await setState(true, root.tenantUid).expect(204);
    await as(app, root).get('/v1/users/info').expect(200);
  });
});
