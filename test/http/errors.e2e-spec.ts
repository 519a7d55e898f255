import { errorBody, withoutRef } from '../support/answers.js';
import { as } from '../support/caller.js';
import { Given, tokenOf } from '../support/given.js';
import type { Person } from '../support/given.js';
import { BOOTSTRAP, TestApp } from '../support/test-app.js';
import { UserList } from '../../src/users/user-list.service.js';

const ABSENT = '01990f6e-7c2a-7b1e-9d53-0c1f2a3b4c5d';

describe('an error', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;
  let user: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
    admin = await given.tenant();
    user = await given.user(admin);
  });
  afterAll(() => app.close());

  /** One way to each status, with the code that it must carry. */
  const ways = () =>
    [
      [400, 'MalformedJson', as(app, admin).post('/v1/users').type('json').send('{')],
      [400, 'InvalidInput', as(app, admin).post('/v1/users').send({})],
      [400, 'AmbiguousCredentials', as(app, admin).get('/v1/users').set('ApiKey', 'x')],
      [400, 'BadRequest', app.http.get('/v1/%zz')],
      [400, 'InvalidLink', app.http.patch('/v1/auth/password/x/activate').send({ password: 'x' })],
      [401, 'NotAuthenticated', app.http.get('/v1/users')],
      [401, 'LoginFailed', app.http.post('/v1/auth/authenticate').send({ emailId: 'a', password: 'b' })],
      [403, 'Forbidden', as(app, user).get('/v1/users')],
      [404, 'ResourceNotFound', as(app, admin).get(`/v1/users/${ABSENT}`)],
      [404, 'ResourceNotFound', app.http.get('/v1/nope')],
      [405, 'MethodNotAllowed', app.http.delete('/v1/users')],
      [409, 'LastAdministrator', as(app, admin).delete(`/v1/users/${admin.uid}`)],
      [409, 'SetupDone', app.http.post('/v1/setup').send({ ...BOOTSTRAP, token: 'x' })],
      [413, 'PayloadTooLarge', as(app, admin).post('/v1/users').type('json').send('x'.repeat(70_000))],
      [414, 'UriTooLong', app.http.get(`/${'x'.repeat(9000)}`)],
      [415, 'UnsupportedMediaType', as(app, admin).post('/v1/users').type('text').send('x')],
    ] as const;

  it('has one shape, whoever makes it: code, message, details where there are fields, ref', async () => {
    for (const [status, code, asking] of ways()) {
      const response = await asking;
      const { details } = response.body as { details?: Record<string, string> };
      expect({ status: response.status, body: response.body as object }).toEqual({
        status,
        body: errorBody(code, details),
      });
      expect(response.headers['content-type']).toBe('application/json; charset=utf-8');
    }
  });

  it('carries the ref that the log has for this request', async () => {
    for (const [status, , asking] of ways()) {
      const { ref } = (await asking).body as { ref: string };
      const lines = app.logs.map((line) => JSON.parse(line) as Record<string, unknown>);
      const [line, ...more] = lines.filter((each) => each['requestId'] === ref && each['msg'] === 'request');
      expect(line).toMatchObject({ status });
      expect(more).toEqual([]);
    }
  });

  it('carries another ref each time, and never one that the client chose', async () => {
    const ask = () => app.http.get('/v1/users').set('X-Request-Id', 'mine').set('Request-Id', 'mine');
    const refs = await Promise.all([ask(), ask(), ask()]);
    const texts = refs.map((response) => (response.body as { ref: string }).ref);
    expect(new Set(texts).size).toBe(3);
    expect(texts.join()).not.toContain('mine');
  });

  it('that is a 401 says which credentials would do', async () => {
    const { headers } = await app.http.get('/v1/users').expect(401);
    expect(headers['www-authenticate']).toBe('Bearer realm="latchkey", ApiKey realm="latchkey"');
  });

  describe('repeats nothing of the request', () => {
    const CANARY = 'Canary0123456789abcdef';
    /** Of nobody; it may be written down, in the audit trail. */
    const ADDRESS = 'linnet@nowhere.example';

    it('neither its address nor its credential', async () => {
      const paths = [
        `/v1/${CANARY}`,
        `/v1/nope?ApiKey=${CANARY}`,
        `/v1/users?ApiKey=${CANARY}`,
        `/v1/users?ApiKey=${CANARY}&ApiKey=${CANARY}`,
        `/v1/users/${CANARY}?ApiKey=${CANARY}`,
        `/v1/auth/refresh/${CANARY}`,
        `/v1/%zz${CANARY}`,
        `/${CANARY.repeat(500)}`,
      ];
      for (const path of paths) {
        for (const headers of [{}, { Authorization: CANARY }, { ApiKey: CANARY }, { 'User-Agent': CANARY }]) {
          const response = await app.http.get(path).set(headers);
          expect(response.status).toBeGreaterThanOrEqual(400);
          expect(response.text + JSON.stringify(response.headers)).not.toContain(CANARY.slice(0, 8));
        }
      }
    });

    it('nor the value of a field', async () => {
      const bodies = [
        { spec: { emailId: CANARY } },
        { spec: { emailId: `${CANARY}@x.example`, roles: [CANARY] } },
        { spec: { emailId: `${CANARY}@x.example`, unknown: CANARY } },
        { spec: CANARY },
      ];
      for (const body of bodies) {
        const { text } = await as(app, admin).post('/v1/users').send(body).expect(400);
        expect(text).not.toContain(CANARY);
      }
      const password = `${CANARY}${CANARY}`;
      const login = await app.http
        .post('/v1/auth/authenticate')
        .send({ emailId: ADDRESS, password })
        .expect(401);
      expect(login.text).not.toContain(CANARY);
      expect(login.text).not.toContain(ADDRESS);
    });

    it('LO-04 nor a credential that stands where a name does', async () => {
      const key = (await given.apiKey(admin)).value;
      for (const name of [key, admin.token, `${CANARY}\u2028`, CANARY.repeat(3)]) {
        const inQuery = encodeURIComponent(name);
        for (const asking of [
          as(app, admin).get(`/v1/users?${inQuery}=1`),
          as(app, admin).get(`/v1/users?${inQuery}=1&${inQuery}=2`),
          as(app, admin)
            .post('/v1/users')
            .send({ [name]: 1, spec: { [name]: 1, emailId: ADDRESS } }),
          app.http.post('/v1/oauth2/token').type('form').send(`${inQuery}=1&${inQuery}=2`),
        ]) {
          const { status, text } = await asking;
          expect(status).toBe(400);
          expect(text).not.toContain(name.slice(0, 8));
        }
      }
    });

    it('nor the token of a link', async () => {
      const { uid } = await given.pendingUser(admin);
      const token = tokenOf(await given.activationLink(admin, uid));
      const weak = await app.http.patch(`/v1/auth/password/${token}/activate`).send({ password: 'short' });
      expect(weak.status).toBe(400);
      expect(weak.text).not.toContain(token.slice(0, 12));
    });
  });

  describe('that nobody expected (IN-09)', () => {
    const words = `SELECT secret FROM users at ${__filename}`;

    afterEach(() => vi.restoreAllMocks());

    it.each([
      ['an error', new Error(words)],
      [
        'an error with a status of its own',
        Object.assign(new Error(words), { statusCode: 200, status: 204 }),
      ],
      ['a text', words],
      ['nothing', undefined],
    ])('is a 500 that says nothing but where to look: %s was thrown', async (_, thrown) => {
      vi.spyOn(app.get(UserList), 'list').mockRejectedValue(thrown);
      const response = await as(app, admin).get('/v1/users').expect(500);
      expect(response.body).toEqual(errorBody('InternalError'));
      expect(withoutRef(response.text)).toBe(
        '{"code":"InternalError","message":"Something went wrong on our side. The log has more under this \\"ref\\".","ref":"..."}',
      );
      await as(app, admin).get('/v1/users/info').expect(200);
    });

    it('is in the log with its stack, under the ref', async () => {
      vi.spyOn(app.get(UserList), 'list').mockRejectedValue(new Error('needle'));
      const { ref } = (await as(app, admin).get('/v1/users').expect(500)).body as { ref: string };
      const lines = app.logs.map((line) => JSON.parse(line) as Record<string, unknown>);
      expect(
        lines.find((line) => line['msg'] === 'request failed' && line['requestId'] === ref),
      ).toMatchObject({
        level: 'error',
        code: 'InternalError',
        err: { message: 'needle', stack: expect.stringContaining(__filename) as string },
      });
    });
  });
});
