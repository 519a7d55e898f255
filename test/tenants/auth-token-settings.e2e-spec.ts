import { TenantSettingsService } from '../../src/tenants/tenant-settings.service.js';
import { errorBody, visible } from '../support/answers.js';
import { auditTrail } from '../support/audit-trail.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { Person } from '../support/given.js';
import { refreshed } from '../support/refreshing.js';
import { TestApp } from '../support/test-app.js';
import { MINUTE } from '../support/test-clock.js';
import { claimsOf } from '../support/tokens.js';

const ABSENT = '01990f6e-7c2a-7b1e-9d53-0c1f2a3b4c5d';

describe('/v1/tenants/{tenantUid}/authTokenSettings', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
  });
  beforeEach(async () => {
    admin = await given.tenant();
  });
  afterAll(() => app.close());

  const path = (uid = admin.tenantUid) => `/v1/tenants/${uid}/authTokenSettings`;
  const put = (caller: Person, expiryTimeMinutes: unknown, uid?: string) =>
    as(app, caller).put(path(uid)).send({ expiryTimeMinutes });
  const minutes = (token: string) => {
    const { exp, iat } = claimsOf(token);
    return (exp - iat) / 60;
  };

  describe('GET 200', () => {
    it('answers what holds while nobody set anything', async () => {
      expect((await as(app, admin).get(path()).expect(200)).body).toEqual({ expiryTimeMinutes: 15 });
      const viewer = await given.user(admin, { roles: ['Tenant Viewer'] });
      await as(app, viewer).get(path()).expect(200);
    });
  });

  describe('PUT 204', () => {
    it.each([15, 240, 720])('%i minutes hold for the next login and refresh (TK-07)', async (life) => {
      await put(admin, life).expect(204);
      expect((await as(app, admin).get(path()).expect(200)).body).toEqual({ expiryTimeMinutes: life });
      expect(minutes(await given.token(admin.emailId, admin.password, admin.orgName))).toBe(life);
      expect(minutes(await refreshed(app, admin.token))).toBe(life);
    });

    it('a token so made is good until then, and not a second longer', async () => {
      await put(admin, 30).expect(204);
      const token = await given.token(admin.emailId, admin.password, admin.orgName);
      const use = () => app.http.get('/v1/users/info').set('Authorization', token);
      app.clock.advance(30 * MINUTE - 1000);
      await use().expect(200);
      app.clock.advance(1000);
      await use().expect(401);
    });

    it('a token never outlives its session, whatever was set', async () => {
      await put(admin, 1440).expect(204);
      expect(minutes(await given.token(admin.emailId, admin.password, admin.orgName))).toBe(720);
    });

    it('costs one query for each token that is issued, whoever set it', async () => {
      const settings = app.get(TenantSettingsService);
      const cost = () => app.countQueries(() => settings.tokenMinutes(admin.tenantUid));
      expect(await cost()).toBe(1);
      await put(admin, 30).expect(204);
      expect(await cost()).toBe(1);
    });

    it('holds for no other organisation', async () => {
      await put(admin, 60).expect(204);
      const other = await given.tenant();
      expect(minutes(other.token)).toBe(15);
      expect((await as(app, other).get(path(other.tenantUid))).body).toEqual({ expiryTimeMinutes: 15 });
    });

    it('names its audit entry, which tells what was and is', async () => {
      await put(admin, 30).expect(204);
      const { headers } = await put(admin, 45).expect(204);
      const [entry] = await auditTrail(app, admin, { resourceUid: admin.tenantUid });
      expect(entry?.metadata.uid).toBe(headers['audituid']);
      expect(entry?.spec).toMatchObject({
        actionMsg: 'tenant.setTokenLife',
        contentMsg: expect.stringContaining('45 minutes (was 30)') as string,
      });
    });

    it('by a platform administrator for any organisation', async () => {
      await put(await given.platformAdmin(), 33, admin.tenantUid).expect(204);
      expect((await as(app, admin).get(path())).body).toEqual({ expiryTimeMinutes: 33 });
    });

    it('for all of many at once, the first time too', async () => {
      const answers = await Promise.all([20, 21, 22, 23].map((life) => put(admin, life)));
      expect(answers.map(({ status }) => status)).toEqual([204, 204, 204, 204]);
    });
  });

  it.each([14, 1441, 0, -15, 15.5, '15', true, null, [15]])('PUT 400 for %j (TK-07, IN-04)', async (life) => {
    const { body } = await put(admin, life).expect(400);
    expect(body).toEqual(
      errorBody('InvalidInput', { expiryTimeMinutes: 'must be a whole number from 15 to 1440' }),
    );
  });

  it('403 for a plain user, and for a viewer who would change it', async () => {
    const user = await given.user(admin);
    await as(app, user).get(path()).expect(403);
    await put(user, 30).expect(403);
    await put(await given.user(admin, { roles: ['Tenant Viewer'] }), 30).expect(403);
  });

  it('404 for another organisation as for one that there is not (AZ-02)', async () => {
    const other = await given.tenant();
    for (const call of [(uid: string) => as(app, other).get(path(uid)), (uid: string) => put(other, 30, uid)])
      expect(visible(await call(admin.tenantUid).expect(404))).toEqual(visible(await call(ABSENT)));
    expect((await as(app, admin).get(path())).body).toEqual({ expiryTimeMinutes: 15 });
  });
});
