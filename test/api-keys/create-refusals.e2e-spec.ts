import { errorBody, visible } from '../support/answers.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

const ABSENT = '01990f6e-8d1b-7c3f-8e42-1a2b3c4d5e6f';

describe('POST /v1/apiKeys, for an owner who cannot be', () => {
  let app: TestApp;
  let given: Given;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
  });
  afterAll(() => app.close());

  const create = (who: Person, userUid: string) =>
    as(app, who)
      .post('/v1/apiKeys')
      .send({ metadata: { name: 'backup' }, spec: { expiresInDays: 30, userUid } });
  const countKeys = async (admin: Person) =>
    (await as(app, admin).get('/v1/apiKeys').expect(200)).body.listmeta.count;

  describe('401', () => {
    it('answers nobody who shows no credential, whatever the body names (AZ-01)', async () => {
      const admin = await given.tenant();
      const { body } = await app.http
        .post('/v1/apiKeys')
        .set('ProjectUid', admin.tenantUid)
        .send({ metadata: { name: 'backup' }, spec: { expiresInDays: 30, userUid: admin.uid } })
        .expect(401);
      expect(body).toEqual(errorBody('NotAuthenticated'));
      expect(await countKeys(admin)).toBe(0);
    });
  });

  describe('403', () => {
    it('lets a user make keys for nobody else: a colleague, the administrator, a stranger, nobody known', async () => {
      const admin = await given.tenant();
      const user = await given.user(admin);
      const colleague = await given.user(admin);
      const stranger = await given.tenant();
      const others = [colleague.uid, admin.uid, admin.tenantUid, stranger.uid, ABSENT, 'not-a-uid'];
      const [first, ...answers] = await Promise.all(others.map((uid) => create(user, uid).expect(403)));
      expect(first?.body).toEqual(errorBody('Forbidden'));
      for (const answer of answers) expect(visible(answer)).toEqual(visible(first));
      expect([await countKeys(admin), await countKeys(stranger)]).toEqual([0, 0]);
    });

    it('lets an administrator make no key for a platform administrator of the same tenant', async () => {
      const platform = await given.platformAdmin();
      const before = await countKeys(platform);
      const admin = await given.user(platform, { roles: ['Tenant Admin'] });
      expect((await create(admin, platform.uid).expect(403)).body).toEqual(errorBody('Forbidden'));
      expect((await create(admin, platform.tenantUid).expect(403)).body).toEqual(errorBody('Forbidden'));
      expect(await countKeys(platform)).toBe(before);
    });
  });

  describe('404', () => {
    it('answers for the users of another tenant exactly as for nobody, platform administrators included (AZ-02)', async () => {
      const admin = await given.tenant();
      const stranger = await given.tenant();
      const platform = await given.platformAdmin();
      const gone = await given.user(admin);
      await as(app, admin).delete(`/v1/users/${gone.uid}`).expect(204);
      const others = [ABSENT, stranger.uid, stranger.tenantUid, platform.uid, gone.uid, 'not-a-uid'];
      const [first, ...answers] = await Promise.all(others.map((uid) => create(admin, uid).expect(404)));
      expect(first?.body).toEqual(errorBody('ResourceNotFound'));
      for (const answer of answers) expect(visible(answer)).toEqual(visible(first));
      expect((await create(platform, stranger.uid).expect(404)).body).toEqual(errorBody('ResourceNotFound'));
      expect([await countKeys(admin), await countKeys(stranger)]).toEqual([0, 0]);
    });
  });

  describe('400', () => {
    it('makes no key for a disabled user', async () => {
      const admin = await given.tenant();
      const user = await given.user(admin);
      await as(app, admin).put(`/v1/users/${user.uid}/state`).send({ isActive: false }).expect(204);
      const { body } = await create(admin, user.uid).expect(400);
      expect(body).toEqual(
        errorBody('InvalidInput', { 'spec.userUid': 'must be a user who is not disabled' }),
      );
      expect(await countKeys(admin)).toBe(0);
    });
  });
});
