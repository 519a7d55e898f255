import { as } from '../support/caller.js';
import { Given, unique } from '../support/given.js';
import type { Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';
import { HOUR } from '../support/test-clock.js';
import { byToken, NEW_UID, on, once } from '../support/told-once.js';
import type { Told } from '../support/told-once.js';

describe('what the audit trail tells of organisations and settings', () => {
  let app: TestApp;
  let given: Given;
  let platform: Person;
  let admin: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
    app.clock.advance(123); // times are told with their milliseconds
  });
  beforeEach(async () => {
    app.clock.advance(HOUR); // whatever was counted of one address is forgotten
    platform = await given.platformAdmin();
    admin = await given.tenant();
  });
  afterAll(() => app.close());

  describe('of organisations and settings', () => {
    const byPlatform = (): Told => ({ ...byToken(platform), tenantUid: admin.tenantUid });
    const path = () => `/v1/tenants/${admin.tenantUid}`;

    it('AU-01 that one is founded, changed, suspended, resumed and deleted', async () => {
      const orgName = unique('founded');
      const spec = { orgName, emailId: `${orgName}@tenant.example`, firstName: 'Ada', lastName: 'Admin' };
      const asPlatform = as(app, platform);
      await once(
        app,
        'POST /v1/tenants',
        () => asPlatform.post('/v1/tenants').send({ spec }).expect(201),
        {
          ...byToken(platform),
          tenantUid: NEW_UID,
          action: 'tenant.create',
          actionType: 'create',
          ...on('tenant', NEW_UID, orgName),
        },
        {
          ...byToken(platform),
          tenantUid: NEW_UID,
          action: 'user.create',
          actionType: 'create',
          ...on('user', NEW_UID, spec.emailId),
        },
      );
      const told = (action: string): Told => ({ ...byPlatform(), action, ...on('tenant', admin.tenantUid) });
      await once(
        app,
        'PUT /v1/tenants/:tenantUid',
        () =>
          asPlatform
            .put(path())
            .send({ spec: { orgEmailId: 'new@tenant.example' } })
            .expect(204),
        told('tenant.update'),
      );
      const state = (isActive: boolean) => asPlatform.put(`${path()}/state`).send({ isActive }).expect(204);
      await once(app, 'PUT /v1/tenants/:tenantUid/state', () => state(false), told('tenant.suspend'));
      await once(app, 'PUT /v1/tenants/:tenantUid/state', () => state(true), told('tenant.resume'));
      await once(app, 'DELETE /v1/tenants/:tenantUid', () => asPlatform.delete(path()).expect(204), {
        ...told('tenant.delete'),
        tenantUid: platform.tenantUid,
        actionType: 'delete',
      });
    });

    it('AU-01 each setting that is changed', async () => {
      const told = (action: string): Told => ({
        ...byToken(admin),
        action,
        ...on('tenant', admin.tenantUid, admin.orgName),
      });
      const asAdmin = as(app, admin);
      await once(
        app,
        'PUT /v1/tenants/:tenantUid/authTokenSettings',
        () => asAdmin.put(`${path()}/authTokenSettings`).send({ expiryTimeMinutes: 20 }).expect(204),
        told('tenant.setTokenLife'),
      );
      await once(
        app,
        'PUT /v1/tenants/:tenantUid/loginBanner',
        () => asAdmin.put(`${path()}/loginBanner`).send({ Message: 'Hello', isEnabled: true }).expect(204),
        told('tenant.setLoginBanner'),
      );
      await once(
        app,
        'POST /v1/tenants/:tenantUid/password/policy',
        () => asAdmin.post(`${path()}/password/policy`).send({ minLength: 20 }).expect(204),
        told('tenant.setPasswordPolicy'),
      );
      await once(
        app,
        'PUT /v1/tenants/:tenantUid/apiKeySettings',
        () => asAdmin.put(`${path()}/apiKeySettings`).send({ maxLifetimeInDays: 90 }).expect(204),
        told('tenant.setApiKeySettings'),
      );
      await once(
        app,
        'PUT /v1/system/authTokenSettings',
        () =>
          as(app, platform).put('/v1/system/authTokenSettings').send({ expiryTimeMinutes: 15 }).expect(204),
        { ...byToken(platform), action: 'system.setTokenLife', ...on('system', null) },
      );
    });
  });
});
