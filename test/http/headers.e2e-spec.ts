import type { Response } from 'supertest';
import { as } from '../support/caller.js';
import { Given, unique } from '../support/given.js';
import type { Person } from '../support/given.js';
import { sendBytes } from '../support/raw-bytes.js';
import { TestApp } from '../support/test-app.js';
import { UserList } from '../../src/users/user-list.service.js';

const EVERYWHERE = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
};

describe('every answer (WB-01)', () => {
  let app: TestApp;
  let admin: Person;
  let user: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    const given = new Given(app);
    admin = await given.tenant();
    user = await given.user(admin);
  });
  afterAll(() => app.close());

  const expectHeaders = ({ headers, status }: Pick<Response, 'headers' | 'status'>) => {
    expect({ status, ...headers }).toMatchObject({ status, ...EVERYWHERE });
    for (const name of ['server', 'x-powered-by', 'strict-transport-security', 'set-cookie'])
      expect(headers).not.toHaveProperty(name);
    for (const name of Object.keys(headers)) expect(name).not.toMatch(/^access-control-/);
  };

  it('of success carries the headers', async () => {
    const created = await as(app, admin)
      .post('/v1/users')
      .send({ spec: { emailId: `${unique('headers')}@x.example` } })
      .expect(201);
    const { uid } = created.body as { uid: string };
    for (const response of [
      created,
      await as(app, admin).get('/v1/users').expect(200),
      await as(app, admin).delete(`/v1/users/${uid}`).expect(204),
      await app.http.get('/health/live').expect(200),
      await app.http
        .post('/v1/auth/authenticate?setCookie=false')
        .send({ emailId: user.emailId, password: user.password }),
    ])
      expectHeaders(response);
  });

  it('of every error carries them too', async () => {
    vi.spyOn(app.get(UserList), 'list').mockRejectedValueOnce(new Error('unexpected'));
    const responses = [
      await as(app, admin).get('/v1/users').expect(500),
      await as(app, admin).post('/v1/users').send({}).expect(400),
      await app.http.get('/v1/users?limit=1&limit=2').expect(400),
      await app.http.get('/v1/%zz').expect(400),
      await app.http.get('/v1/users').expect(401),
      await as(app, user).get('/v1/users').expect(403),
      await app.http.get('/v1/nope').expect(404),
      await app.http.delete('/v1/users').expect(405),
      await app.http.head('/v1/users').expect(405),
      await as(app, admin).delete(`/v1/users/${admin.uid}`).expect(409),
      await as(app, admin).post('/v1/users').type('json').send('x'.repeat(70_000)).expect(413),
      await app.http.get(`/${'x'.repeat(9000)}`).expect(414),
      await app.http.get(`/v1/auth/refresh/${'x'.repeat(5000)}`).expect(414),
      await as(app, admin).post('/v1/users').type('text').send('x').expect(415),
      await app.http
        .get('/health/live')
        .set(Object.fromEntries(Array.from({ length: 101 }, (_, at) => [`x-${at}`, 'x'])))
        .expect(431),
      await sendBytes(app, `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(17_000)}\r\n\r\n`),
      await sendBytes(app, 'garbage\r\n\r\n'),
    ];
    for (const response of responses) expectHeaders(response);
  });

  it('says no word to another site’s script: no CORS, not even for a preflight (WB-03)', async () => {
    for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:3000'])
      for (const request of [
        app.http.options('/v1/users').set('Access-Control-Request-Method', 'GET'),
        app.http.get('/health/live'),
        as(app, admin).get('/v1/users'),
      ])
        expectHeaders(await request.set('Origin', origin));
  });

  it('with a body says application/json and UTF-8; one without says nothing', async () => {
    const { headers } = await as(app, admin).get('/v1/users').expect(200);
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
    const { uid } = await new Given(app).pendingUser(admin);
    const empty = await as(app, admin).delete(`/v1/users/${uid}`).expect(204, '');
    expect(empty.headers).not.toHaveProperty('content-type');
  });
});

describe('behind an https address', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start({ env: { LATCHKEY_PUBLIC_URL: 'https://keys.example' } });
  });
  afterAll(() => app.close());

  it('every answer tells browsers to stay with https', async () => {
    const responses = [
      await app.http.get('/health/live').expect(200),
      await app.http.get('/v1/nope').expect(404),
      await app.http.get('/v1/%zz').expect(400),
      await sendBytes(app, 'garbage\r\n\r\n'),
    ];
    for (const { headers } of responses)
      expect(headers).toMatchObject({ ...EVERYWHERE, 'strict-transport-security': 'max-age=31536000' });
  });
});
