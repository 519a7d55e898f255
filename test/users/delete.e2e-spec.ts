import { DataSource } from 'typeorm';
import { errorBody, visible } from '../support/answers.js';
import { auditTrail } from '../support/audit-trail.js';
import { as } from '../support/caller.js';
import { Given, PASSWORD } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { statusesOf } from '../support/statuses.js';
import { TestApp } from '../support/test-app.js';

const ABSENT = '01990f6e-7c2a-7b1e-9d53-0c1f2a3b4c5d';

describe('DELETE /v1/users/{uid}', () => {
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

  const remove = (caller: Person | IssuedKey, uid: string) => as(app, caller).delete(`/v1/users/${uid}`);

  describe('204', () => {
    it('takes the user with their keys and sessions: nothing of them counts from the next request on (TK-09)', async () => {
      const key = await given.apiKey(user);
      await remove(admin, user.uid).expect(204, '');
      for (const caller of [user, key]) await as(app, caller).get('/v1/users/info').expect(401);
      await app.http.get(`/v1/auth/refresh/${user.token}`).expect(401);
      const login = { emailId: user.emailId, password: PASSWORD, org: admin.orgName };
      await app.http.post('/v1/auth/authenticate').send(login).expect(401);
      await as(app, admin).get(`/v1/users/${user.uid}`).expect(404);
      await as(app, admin).get(`/v1/apiKeys/${key.uid}`).expect(404);
    });

    it('leaves no row behind, and keeps what they did in the audit trail', async () => {
      const key = await given.apiKey(user);
      await remove(admin, user.uid).expect(204);
      const { manager } = app.app.get(DataSource);
      for (const entity of ['Session', 'ApiKey'])
        expect(await manager.countBy(entity, { userUid: user.uid })).toBe(0);
      const did = await auditTrail(app, admin, { userUid: user.uid });
      expect(did.map(({ spec }) => spec.resource.uid)).toContain(key.uid);
      const [last] = await auditTrail(app, admin, { resourceUid: user.uid });
      expect(last?.spec).toMatchObject({
        actionType: 'delete',
        actionMsg: 'user.delete',
        actor: { user: { uid: admin.uid } },
        resource: { kind: 'user', uid: user.uid, name: user.emailId },
      });
    });

    it('frees the address: whoever gets it is somebody new (AZ-12)', async () => {
      const key = await given.apiKey(user);
      await remove(admin, user.uid).expect(204);
      const again = await given.user(admin, { emailId: user.emailId });
      expect(again.uid).not.toBe(user.uid);
      await as(app, key).get('/v1/users/info').expect(401);
      await as(app, user).get('/v1/users/info').expect(401);
      const { body } = await as(app, again).get('/v1/apiKeys').expect(200);
      expect(body).toMatchObject({ items: [] });
    });

    it('may be done by a key, to somebody disabled, to somebody not activated, and to oneself while another remains', async () => {
      const second = await given.user(admin, { roles: ['Tenant Admin'] });
      const disabled = await given.user(admin);
      await as(app, admin).put(`/v1/users/${disabled.uid}/state`).send({ isActive: false }).expect(204);
      await remove(await given.apiKey(admin), disabled.uid).expect(204);
      await remove(admin, (await given.pendingUser(admin)).uid).expect(204);
      await remove(second, second.uid).expect(204);
    });
  });

  it('403: for a plain user, also about themself', async () => {
    for (const caller of [user, await given.apiKey(user)])
      for (const uid of [user.uid, admin.uid, ABSENT]) {
        const { body } = await remove(caller, uid).expect(403);
        expect(body).toEqual(errorBody('Forbidden'));
      }
    await as(app, user).get('/v1/users/info').expect(200);
  });

  it('403: for a tenant’s administrator about the platform’s administrator', async () => {
    const root = await given.platformAdmin();
    const helper = await given.user(root, { roles: ['Tenant Admin'] });
    for (const caller of [helper, await given.apiKey(helper)]) await remove(caller, root.uid).expect(403);
    await as(app, root).get('/v1/users/info').expect(200);
  });

  it('404: about somebody of another tenant, byte for byte as about nobody (AZ-02)', async () => {
    const foreign = await given.user(await given.tenant());
    const absent = await remove(admin, ABSENT).expect(404);
    expect(absent.body).toEqual(errorBody('ResourceNotFound'));
    expect(visible(await remove(admin, foreign.uid))).toEqual(visible(absent));
    expect(visible(await remove(await given.platformAdmin(), foreign.uid))).toEqual(visible(absent));
    await as(app, foreign).get('/v1/users/info').expect(200);
  });

  it('404: for the second of two, also when both come at once', async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => remove(admin, user.uid)));
    expect(statusesOf(answers)).toEqual([204, 404, 404, 404]);
    const entries = await auditTrail(app, admin, { resourceUid: user.uid, actionType: 'delete' });
    expect(entries).toHaveLength(1);
  });
});
