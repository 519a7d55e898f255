import { DataSource } from 'typeorm';
import { errorBody } from '../support/answers.js';
import { auditTrail } from '../support/audit-trail.js';
import { as } from '../support/caller.js';
import { Given, PASSWORD } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { statusesOf } from '../support/statuses.js';
import { TestApp } from '../support/test-app.js';

const ABSENT = '01990f6e-7c2a-7b1e-9d53-0c1f2a3b4c5d';

describe('DELETE /v1/tenants/{tenantUid}', () => {
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

  const remove = (uid = admin.tenantUid, caller: Person | IssuedKey = root) =>
    as(app, caller).delete(`/v1/tenants/${uid}`);

  describe('204', () => {
    it('takes everything in it along: no credential counts any more (AZ-13)', async () => {
      const user = await given.user(admin);
      const key = await given.apiKey(user);
      await remove().expect(204, '');
      for (const caller of [admin, user, key]) await as(app, caller).get('/v1/users/info').expect(401);
      await app.http.get(`/v1/auth/refresh/${user.token}`).expect(401);
      const login = { emailId: user.emailId, password: PASSWORD };
      await app.http.post('/v1/auth/authenticate').send(login).expect(401);
      await as(app, root).get(`/v1/tenants/${admin.tenantUid}`).expect(404);
    });

    it('leaves no row of it but the audit trail, and others alone', async () => {
      const other = await given.tenant();
      const key = await given.apiKey(other);
      await given.apiKey(await given.user(admin));
      await remove().expect(204);
      const { manager } = app.app.get(DataSource);
      for (const entity of ['User', 'Session', 'ApiKey'])
        expect(await manager.countBy(entity, { tenantUid: admin.tenantUid })).toBe(0);
      expect(await manager.countBy('AuditEntry', { tenantUid: admin.tenantUid })).toBeGreaterThan(3);
      for (const caller of [other, key]) await as(app, caller).get('/v1/users/info').expect(200);
    });

    it('comes before or after what its people do at this moment, never between', async () => {
      for (let round = 0; round < 5; round++) {
        const doomed = await given.tenant();
        const spec = { emailId: 'late@tenant.example' };
        const answers = await Promise.all([
          ...Array.from({ length: 4 }, () => as(app, doomed).post('/v1/users').send({ spec })),
          ...Array.from({ length: 4 }, () =>
            as(app, doomed)
              .post('/v1/apiKeys')
              .send({ metadata: { name: 'late' }, spec: { expiresInDays: 7 } }),
          ),
          remove(doomed.tenantUid),
        ]);
        expect(answers.pop()?.status).toBe(204);
        for (const { status } of answers) expect([201, 401, 404, 409]).toContain(status);
      }
    });

    it('is kept in the audit trail of whoever did it', async () => {
      await remove().expect(204);
      const [entry] = await auditTrail(app, root, { resourceUid: admin.tenantUid });
      expect(entry?.spec).toMatchObject({
        actionType: 'delete',
        actionMsg: 'tenant.delete',
        actor: { user: { uid: root.uid } },
        resource: { kind: 'tenant', uid: admin.tenantUid, name: admin.orgName },
      });
    });

    it('frees the name: what is made anew has other uids, and nothing of the old counts in it', async () => {
      const key = await given.apiKey(admin);
      await remove().expect(204);
      const again = await given.tenant(admin.orgName);
      expect(again.tenantUid).not.toBe(admin.tenantUid);
      expect(again.uid).not.toBe(admin.uid);
      for (const caller of [admin, key]) await as(app, caller).get('/v1/users/info').expect(401);
      const { body } = await as(app, again).get('/v1/audits').expect(200);
      expect(JSON.stringify(body)).not.toContain(admin.tenantUid);
    });

    it('may be done to one that is suspended', async () => {
      await as(app, root).put(`/v1/tenants/${admin.tenantUid}/state`).send({ isActive: false }).expect(204);
      await remove().expect(204);
    });
  });

  it('403: for everybody but the platform’s administrator, about their own and others alike', async () => {
    const other = await given.tenant();
    const helper = await given.user(root, { roles: ['Tenant Admin'] });
    for (const caller of [admin, await given.user(admin), await given.apiKey(admin), helper])
      for (const uid of [admin.tenantUid, other.tenantUid, ABSENT]) {
        const { body } = await remove(uid, caller).expect(403);
        expect(body).toEqual(errorBody('Forbidden'));
      }
    for (const person of [admin, other]) await as(app, person).get('/v1/users/info').expect(200);
  });

  it('404: for what is not there, and for the second of two at once', async () => {
    const { body } = await remove(ABSENT).expect(404);
    expect(body).toEqual(errorBody('ResourceNotFound'));
    const answers = await Promise.all([1, 2, 3].map(() => remove()));
    expect(statusesOf(answers)).toEqual([204, 404, 404]);
  });

  it('409: for the organisation of the platform’s administrator', async () => {
    for (const caller of [root, await given.apiKey(root)]) {
      const { body } = await remove(root.tenantUid, caller).expect(409);
      expect(body).toEqual(errorBody('OwnTenant'));
    }
    await as(app, root).get('/v1/users/info').expect(200);
  });
});
