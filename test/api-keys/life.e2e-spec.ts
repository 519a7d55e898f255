import { Given } from '../support/given.js';
import { TestApp } from '../support/test-app.js';
import { DAY } from '../support/test-clock.js';

describe('the life of an API key', () => {
  let app: TestApp;
  let given: Given;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
  });
  afterAll(() => app.close());

  const info = (key: string) => app.http.get('/v1/users/info').set('ApiKey', key);

  it('is made, used, revoked, re-activated, expires and is deleted', async () => {
    const admin = await given.tenant();
    const user = await given.user(admin);
    const key = await given.apiKey(admin, { userUid: user.uid });
    const asUser = { orgName: admin.orgName, tenantUid: admin.tenantUid, userUid: user.uid };
    await info(key.value).expect(200, asUser);
    await app.http.get(`/v1/users/info?ApiKey=${key.value}`).expect(200, asUser);
    await app.http
      .put(`/v1/apiKeys/${key.uid}/state`)
      .set('Authorization', user.token)
      .send({ isActive: false })
      .expect(204);
    await info(key.value).expect(401);
    await app.http
      .patch(`/v1/apiKeys/${key.uid}`)
      .set('Authorization', user.token)
      .send({ isActive: true })
      .expect(204);
    await info(key.value).expect(200);
    app.clock.advance(30 * DAY - 1);
    await info(key.value).expect(200);
    app.clock.advance(1);
    await info(key.value).expect(401);
    const token = await given.token(user.emailId, user.password);
    const { body } = await app.http.get(`/v1/apiKeys/${key.uid}`).set('Authorization', token).expect(200);
    expect(body.status).toEqual({ isActive: false, state: 'expired', isExpiring: false });
    await app.http.delete(`/v1/apiKeys/${key.uid}`).set('Authorization', token).expect(204);
    await app.http.get(`/v1/apiKeys/${key.uid}`).set('Authorization', token).expect(404);
  });
});
