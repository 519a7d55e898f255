import { as } from '../support/caller.js';
import { Given, PASSWORD, tokenOf } from '../support/given.js';
import { request, sendBytes } from '../support/raw-bytes.js';
import { COOKIE_NAME, cookieOf, resume } from '../support/session-cookie.js';
import { BOOTSTRAP, TestApp } from '../support/test-app.js';

type Line = Record<string, unknown>;

describe('the log, at debug level', () => {
  let app: TestApp;
  let given: Given;

  beforeAll(async () => {
    app = await TestApp.start({ env: { LATCHKEY_REFRESH_BY_GET: 'true' } });
    given = new Given(app);
  });
  afterAll(() => app.close());

  /** @returns the lines that `work` brought about. */
  const linesOf = async (work: () => PromiseLike<unknown>): Promise<Line[]> => {
    const from = app.logs.length;
    await work();
    return app.logs.slice(from).map((line) => JSON.parse(line) as Line);
  };

  it('has one line for a request: pattern, status, duration, caller; never the address (LO-02, LO-03)', async () => {
    const admin = await given.tenant();
    const { uid } = await given.pendingUser(admin);
    const lines = await linesOf(() => as(app, admin).get(`/v1/users/${uid}`).expect(200));
    expect(lines).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
        requestId: expect.any(String) as string,
        msg: 'request',
        method: 'GET',
        route: '/v1/users/:uid',
        status: 200,
        ms: expect.any(Number) as number,
        ip: expect.stringContaining('127.0.0.1') as string,
        tenantUid: admin.tenantUid,
        userUid: admin.uid,
        sessionUid: expect.any(String) as string,
      },
    ]);
  });

  it('names the uid of a key, not its value', async () => {
    const admin = await given.tenant();
    const key = await given.apiKey(admin);
    for (const asking of [
      () => app.http.get('/v1/users/info').set('ApiKey', key.value).expect(200),
      () => app.http.get(`/v1/users/info?ApiKey=${key.value}`).expect(200),
    ])
      expect(await linesOf(asking)).toEqual([
        expect.objectContaining({ route: '/v1/users/info', keyUid: key.uid, userUid: admin.uid }),
      ]);
  });

  it.each([
    ['an address that is none', '/v1/canary-nope/canary', 404],
    ['a method that it does not have', '/v1/auth/logout?canary', 405],
    ['an address that is too long', `/canary${'x'.repeat(9000)}`, 414],
    ['a part that is too long', `/v1/auth/refresh/canary${'x'.repeat(5000)}`, 414],
    ['an address that cannot be decoded', '/v1/canary%zz', 400],
  ])('has one line for %s, without it', async (_, path, status) => {
    const lines = await linesOf(() => app.http[status === 405 ? 'delete' : 'get'](path).expect(status));
    expect(lines).toEqual([
      expect.objectContaining({ msg: 'request', route: expect.any(String) as string, status }),
    ]);
    expect(JSON.stringify(lines)).not.toContain('canary');
  });

  it('has one JSON object on each line, whatever a client writes (LO-04)', async () => {
    const odd = 'a\u2028b\u0085c\u001b[31m{"level":"fatal"}';
    await app.http
      .post('/v1/auth/authenticate')
      .send({ emailId: `x\r\n{"level":"fatal","msg":"forged"}${odd}`, password: 'x', org: odd });
    await sendBytes(
      app,
      request([
        'GET /v1/nope%0d%0aforged HTTP/1.1',
        'Host: x',
        'User-Agent: a\u001b[31m\u0085',
        'ApiKey: forged',
      ]),
    );
    await sendBytes(app, request(['GET /health/live HTTP/1.1', 'Host: x', 'User-Agent: a\rforged: 1']));
    for (const line of app.logs) {
      expect(line.endsWith('\n')).toBe(true);
      expect(line.slice(0, -1)).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
      expect(line.length).toBeLessThan(8 * 1024);
      const { level, time } = JSON.parse(line) as Line;
      expect(level).not.toBe('fatal');
      expect(new Date(time as string).toISOString()).toBe(time);
    }
    expect(app.logs.join('')).not.toContain('forged');
  });

  it('holds no secret of a whole life, whole or in part, in any spelling (LO-01)', async () => {
    const admin = await given.tenant();
    const { uid, emailId } = await given.pendingUser(admin);
    const link = tokenOf(await given.activationLink(admin, uid));
    const weak = 'Canary-weak';
    await app.http.patch(`/v1/auth/password/${link}/activate`).send({ password: weak }).expect(400);
    await given.activate(`#token=${link}`, PASSWORD);
    await app.http.patch(`/v1/auth/password/${link}/activate`).send({ password: PASSWORD }).expect(400);
    const token = await given.token(emailId, PASSWORD);
    const wrong = 'Canary-wrong-password';
    await app.http.post('/v1/auth/authenticate').send({ emailId, password: wrong }).expect(401);
    const { body } = await app.http.get(`/v1/auth/refresh/${token}`).expect(200);
    const refreshed = (body as { Authorization: string }).Authorization;
    const key = await given.apiKey(admin, { userUid: uid });
    await app.http.get(`/v1/nope?apikey=${key.value}`).expect(404);
    await app.http.get(`/v1/users?ApiKey=${key.value}&ApiKey=${key.value}`).expect(400);
    await app.http.get(`/v1/users?%41piKey=${key.value}`).expect(403);
    await app.http.get(`/v1/${key.value}%zz`).expect(400);
    await app.http.get('/v1/users').set('Authorization', `Bearer ${token}x`).expect(401);
    await app.http
      .post('/v1/users/auth/tokens/revoke')
      .set('Authorization', refreshed)
      .send({ tokens: [token] });
    await sendBytes(app, `${key.value}\r\n\r\n`);
    await sendBytes(app, request([`GET /?ApiKey=${key.value} HTTP/7.7`, `ApiKey: ${key.value}`]));
    const { cookie } = await cookieOf(app, { emailId, password: PASSWORD });
    await resume(app, cookie).expect(200);
    await resume(app, `${cookie}x`).expect(401);
    await resume(app, cookie, {}).expect(403);
    await app.http.get('/v1/nope').set('Cookie', cookie).expect(404);
    await sendBytes(app, request(['GET / HTTP/7.7', `Cookie: ${cookie}`]));
    const proof = cookie.slice(COOKIE_NAME.length + 1);
    const secrets = [PASSWORD, BOOTSTRAP.password, weak, wrong, link, key.value, proof];
    // the first part of a token is the same in all and no secret
    const parts = [token, refreshed, admin.token].flatMap((each) => each.split('.').slice(1));
    const log = app.logs.join('');
    for (const secret of [...secrets, ...parts])
      for (const piece of piecesOf(secret)) expect(log).not.toContain(piece);
  });
});

/** Each 12 characters in a row, and the whole as it may be encoded. A uid at the front of a link is no secret. */
function piecesOf(secret: string): string[] {
  const hidden = secret.replace(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\./, '');
  const windows = Array.from({ length: Math.max(1, hidden.length - 11) }, (_, at) =>
    hidden.slice(at, at + 12),
  );
  return [...windows, encodeURIComponent(hidden), Buffer.from(hidden).toString('base64').replace(/=+$/, '')];
}
