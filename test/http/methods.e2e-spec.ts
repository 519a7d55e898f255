import { as } from '../support/caller.js';
import { errorBody } from '../support/answers.js';
import { Given } from '../support/given.js';
import { request, sendBytes } from '../support/raw-bytes.js';
import { TestApp } from '../support/test-app.js';

describe('a method (IN-12)', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app.close());

  it.each([
    ['PATCH', '/v1/users', 'GET, POST'],
    ['DELETE', '/v1/apiKeys', 'GET, POST'],
    ['GET', '/v1/auth/authenticate', 'POST'],
    ['POST', '/v1/auth/refresh/abc', 'GET'],
    ['GET', '/v1/users/x/state', 'PUT'],
    ['POST', '/health/ready', 'GET'],
    ['POST', '/.well-known/jwks.json', 'GET'],
    ['GET', '/v1/oauth2/token', 'POST'],
    ['OPTIONS', '/v1/users', 'GET, POST'],
    ['TRACE', '/v1/users', 'GET, POST'],
    ['PROPFIND', '/v1/users', 'GET, POST'],
    ['SEARCH', '/v1/apiKeys', 'GET, POST'],
  ])('%s that %s does not have is 405, and Allow names %s', async (method, path, allow) => {
    const { status, headers, text } = await sendBytes(
      app,
      request([`${method} ${path} HTTP/1.1`, 'Host: x']),
    );
    expect({ status, allow: headers['allow'] }).toEqual({ status: 405, allow });
    expect(JSON.parse(text)).toEqual(errorBody('MethodNotAllowed'));
  });

  it.each(['/v1/users', '/v1/users/info', '/v1/auth/refresh/abc', '/health/live', '/openapi.json'])(
    'HEAD on %s is 405 without a body: it must not run what GET runs',
    async (path) => {
      const answer = await sendBytes(app, request([`HEAD ${path} HTTP/1.1`, 'Host: x']));
      expect(answer).toMatchObject({ status: 405, text: '' });
      expect(answer.headers['allow']).toContain('GET');
    },
  );

  it('HEAD does not refresh a token', async () => {
    const { token } = await new Given(app).platformAdmin();
    await app.http.head(`/v1/auth/refresh/${token}`).expect(405);
    // with the generation raised, the old token could be refreshed only once more
    await app.http.post('/v1/auth/refresh').set('Authorization', token).expect(200);
    await app.http.post('/v1/auth/refresh').set('Authorization', token).expect(200);
  });

  it('is the request’s own, whatever a header or a query says', async () => {
    const given = new Given(app);
    const admin = await given.tenant();
    const { uid } = await given.pendingUser(admin);
    const caller = as(app, admin);
    await caller.get(`/v1/users/${uid}?_method=DELETE`).set('X-HTTP-Method-Override', 'DELETE').expect(200);
    await caller
      .get(`/v1/users/${uid}`)
      .set('X-HTTP-Method', 'DELETE')
      .set('X-Method-Override', 'DELETE')
      .expect(200);
    await caller.get(`/v1/users/${uid}`).expect(200);
  });

  it('of an address that is none is 404, whatever it is', async () => {
    for (const method of ['GET', 'POST', 'OPTIONS', 'TRACE']) {
      const { status, headers, text } = await sendBytes(
        app,
        request([`${method} /v1/nope HTTP/1.1`, 'Host: x']),
      );
      expect({ status, allow: headers['allow'] }).toEqual({ status: 404, allow: undefined });
      expect(JSON.parse(text)).toEqual(errorBody('ResourceNotFound'));
    }
  });
});
