import { errorBody } from '../support/answers.js';
import { Given } from '../support/given.js';
import { TestApp } from '../support/test-app.js';
import { claimsOf } from '../support/tokens.js';

describe('POST /v1/auth/refresh: the token in the header', () => {
  let app: TestApp;
  let given: Given;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
  });
  afterAll(() => app.close());

  const refresh = (...authorization: string[]) =>
    app.http.post('/v1/auth/refresh').set('Authorization', authorization as unknown as string);

  it.each(['Bearer ', 'bearer ', 'BEARER  '])('200 with "%s" before it as without', async (scheme) => {
    const { token } = await given.platformAdmin();
    const { body } = await refresh(`${scheme}${token}`).expect(200);
    expect(claimsOf((body as { Authorization: string }).Authorization).sid).toBe(claimsOf(token).sid);
  });

  it('401 without a token', async () => {
    const answer = await app.http.post('/v1/auth/refresh').expect(401);
    expect(answer.body).toEqual(errorBody('NotAuthenticated'));
    expect(answer.headers['www-authenticate']).toBe('Bearer realm="latchkey", ApiKey realm="latchkey"');
  });

  it('401 for an API key, which is nothing to refresh', async () => {
    const key = await given.apiKey(await given.platformAdmin());
    await app.http.post('/v1/auth/refresh').set('ApiKey', key.value).expect(401);
    await app.http.post(`/v1/auth/refresh?ApiKey=${key.value}`).expect(401);
  });

  it('400 for more than one credential: none is preferred (AK-04)', async () => {
    const one = await given.platformAdmin();
    const other = await given.tenant();
    const key = await given.apiKey(other);
    const ambiguous = [
      refresh(one.token, other.token),
      refresh(one.token, one.token),
      refresh(one.token).set('ApiKey', key.value),
      app.http.post(`/v1/auth/refresh?ApiKey=${key.value}`).set('Authorization', one.token),
    ];
    for (const request of ambiguous) {
      const answer = await request;
      expect(answer.body).toEqual(errorBody('AmbiguousCredentials'));
      expect(answer.status).toBe(400);
    }
  });
});
