import { errorBody } from '../support/answers.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

describe('GET /v1/users/info', () => {
  let app: TestApp;
  let given: Given;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
  });
  afterAll(() => app.close());

  it('200: says who the caller is, for a token and for a key, and no more', async () => {
    const admin = await given.tenant();
    const user = await given.user(admin);
    const key = await given.apiKey(user);
    const { orgName, tenantUid } = admin;
    await as(app, admin).get('/v1/users/info').expect(200, { orgName, tenantUid, userUid: admin.uid });
    for (const caller of [user, key])
      await as(app, caller).get('/v1/users/info').expect(200, { orgName, tenantUid, userUid: user.uid });
  });

  it('200: takes the caller from the credential alone (AZ-01)', async () => {
    const admin = await given.tenant();
    const other = await given.tenant();
    const { body } = await as(app, admin)
      .get(`/v1/users/info?userUid=${other.uid}&tenantUid=${other.tenantUid}`)
      .set({ ProjectUid: other.tenantUid, 'X-Tenant': other.tenantUid, 'X-User': other.uid })
      .expect(200);
    expect(body).toMatchObject({ tenantUid: admin.tenantUid, userUid: admin.uid });
  });

  it('200: asks the database once', async () => {
    const admin = await given.tenant();
    const key = await given.apiKey(admin);
    for (const caller of [admin, key])
      expect(await app.countQueries(() => as(app, caller).get('/v1/users/info').expect(200))).toBe(1);
  });

  it('401: without a credential', async () => {
    const { body } = await app.http.get('/v1/users/info').expect(401);
    expect(body).toEqual(errorBody('NotAuthenticated'));
  });
});
