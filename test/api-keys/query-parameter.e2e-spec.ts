import { errorBody, visible } from '../support/answers.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

const INFO = '/v1/users/info';

describe('?ApiKey=, switched off', () => {
  describe('for one organisation', () => {
    let app: TestApp;
    let given: Given;

    beforeAll(async () => {
      app = await TestApp.start();
      given = new Given(app);
    });
    afterAll(() => app.close());

    it('is refused like no credential there, and works elsewhere; the header goes on working', async () => {
      const [admin, other] = [await given.tenant(), await given.tenant()];
      const [key, otherKey] = [await given.apiKey(admin), await given.apiKey(other)];
      const allow = (allowsQueryApiKeys: boolean) =>
        as(app, admin)
          .put(`/v1/tenants/${admin.tenantUid}`)
          .send({ spec: { allowsQueryApiKeys } })
          .expect(204);
      const inQuery = (value: string) => app.http.get(INFO).query({ ApiKey: value });
      await inQuery(key.value).expect(200);
      await allow(false);
      const refused = await inQuery(key.value).expect(401);
      expect(refused.body).toEqual(errorBody('NotAuthenticated'));
      expect(visible(refused)).toEqual(visible(await app.http.get(INFO)));
      await app.http.get(INFO).set('ApiKey', key.value).expect(200);
      await inQuery(otherKey.value).expect(200);
      await allow(true);
      await inQuery(key.value).expect(200);
    });
  });

  describe('for the installation, by LATCHKEY_QUERY_API_KEYS=false', () => {
    let app: TestApp;
    let given: Given;

    beforeAll(async () => {
      app = await TestApp.start({ env: { LATCHKEY_QUERY_API_KEYS: 'false' } });
      given = new Given(app);
    });
    afterAll(() => app.close());

    it('is refused like no credential, whatever the organisation says; the header goes on working', async () => {
      const admin = await given.tenant();
      const key = await given.apiKey(admin);
      await as(app, admin)
        .put(`/v1/tenants/${admin.tenantUid}`)
        .send({ spec: { allowsQueryApiKeys: true } })
        .expect(204);
      const refused = await app.http.get(INFO).query({ ApiKey: key.value }).expect(401);
      expect(refused.body).toEqual(errorBody('NotAuthenticated'));
      expect(visible(refused)).toEqual(visible(await app.http.get(INFO)));
      await app.http.get(INFO).set('ApiKey', key.value).expect(200);
    });

    it('still counts as a credential beside another: 400', async () => {
      const admin = await given.tenant();
      const key = await given.apiKey(admin);
      const { body } = await as(app, admin).get(INFO).query({ ApiKey: key.value }).expect(400);
      expect(body).toEqual(errorBody('AmbiguousCredentials'));
    });
  });
});
