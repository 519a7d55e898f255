import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SigningKeysService } from '../../src/auth/signing-keys.service.js';
import { SetupService } from '../../src/setup/setup.service.js';
import { as } from '../support/caller.js';
import { Canaries, canaries } from '../support/canaries/canaries.js';
import { noteSettings } from '../support/canaries/installation.js';
import { exchanged, exchangeOf } from '../support/exchanging.js';
import { Given, tokenOf } from '../support/given.js';
import type { Person } from '../support/given.js';
import { login, resetToken, setByLink, statusOf } from '../support/password-links.js';
import { METRICS_ENV, METRICS_TOKEN } from '../support/scrape.js';
import { cookieOf, resume } from '../support/session-cookie.js';
import { TestApp } from '../support/test-app.js';

/** Something that could be a secret of anybody. */
const made = () => randomBytes(24).toString('base64url');

describe('what the search for secrets knows', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;

  beforeAll(async () => {
    app = await TestApp.start({ env: METRICS_ENV });
    given = new Given(app);
    admin = await given.tenant();
  });
  afterAll(() => app.close());

  const authenticate = (body: string) =>
    app.http.post('/v1/auth/authenticate').set('Content-Type', 'application/json').send(body);
  /** What is shown is in the middle of nothing: each is a secret of its own that the service refuses. */
  const SHOWN: [what: string, show: (secret: string) => PromiseLike<unknown>][] = [
    ['a wrong password', (password) => login(app, admin, password)],
    ['a password in a body that is no JSON', (password) => authenticate(`{"password": "${password}",`)],
    [
      'a password in a body that breaks off',
      (password) => authenticate(`{"emailId": "a", "password": "${password}`),
    ],
    ['a password that the rules refuse', (secret) => setByLink(app, 'reset', made(), secret)],
    [
      'both passwords of a change',
      (newPassword) =>
        app.http
          .patch('/v1/users/password/change')
          .send({ emailId: admin.emailId, currentPassword: 'not this one', newPassword }),
    ],
    ['a token', (token) => app.http.get('/v1/users/info').set('Authorization', token)],
    ['a bearer token', (token) => app.http.get('/v1/users/info').set('Authorization', `Bearer ${token}`)],
    ['a token for a gateway', (token) => app.http.get('/v1/auth/verify').set('Authorization', token)],
    ['a token in an address', (token) => app.http.get(`/v1/auth/refresh/${token}`)],
    [
      'tokens to be revoked',
      (token) =>
        as(app, admin)
          .post('/v1/users/auth/tokens/revoke')
          .send({ tokens: [token] }),
    ],
    ['a token of a link', (token) => setByLink(app, 'activate', token)],
    ['a key', (key) => app.http.get('/v1/users/info').set('ApiKey', key)],
    ['a key in an address', (key) => app.http.get(`/v1/users/info?ApiKey=${key}`)],
    ['a key in an address that there is not', (key) => app.http.get(`/v1/nowhere?a=b&ApiKey=${key}`)],
    [
      'a key that a gateway tells',
      (key) => app.http.get('/v1/auth/verify').set('X-Original-Uri', `/a?ApiKey=${key}`),
    ],
    ['a key to be verified', (key) => as(app, admin).post('/v1/apiKeys/verify').send({ key })],
    ['a key of a client', (key) => app.http.post('/v1/oauth2/introspect').type('form').auth('client', key)],
    [
      'a token to be introspected',
      (token) => as(app, admin).post('/v1/oauth2/introspect').type('form').send({ token }),
    ],
    ['a key to be exchanged', (key) => app.http.post('/v1/oauth2/token').type('form').send(exchangeOf(key))],
    ['a session cookie', (cookie) => resume(app, `__Host-latchkey-session=${cookie}`)],
    ['a setup token', (token) => app.http.post('/v1/setup').send({ token, password: made() })],
  ];

  it.each(SHOWN)('LO-01 is %s, good or bad', async (_, show) => {
    const secret = made();
    expect(canaries.leakIn(secret)).toBeUndefined();
    await show(secret);
    expect(canaries.leakIn(secret.slice(-12))).toBeDefined();
  });

  const GIVEN: [what: string, make: () => Promise<string>][] = [
    ['the password of somebody', () => Promise.resolve(admin.password)],
    ['a token', async () => (await given.user(admin)).token],
    ['a key', async () => (await given.apiKey(admin)).value],
    ['a token for a key', async () => exchanged(app, (await given.apiKey(admin)).value)],
    ['a session cookie', async () => (await cookieOf(app, admin)).cookie],
    [
      'a token out of an activation link',
      async () => {
        const { uid } = await given.pendingUser(admin);
        return tokenOf((await statusOf(app, admin, uid)).activationLink);
      },
    ],
    ['a token out of a reset link', async () => resetToken(app, admin, (await given.user(admin)).uid)],
    ['the token for metrics', () => Promise.resolve(METRICS_TOKEN)],
  ];

  it.each(GIVEN)('LO-01 is %s, as soon as the service gave it', async (_, make) => {
    expect(canaries.leakIn((await make()).slice(-12))).toBeDefined();
  });

  it('LO-01 is not what is made of them for everybody to see', async () => {
    const key = await given.apiKey(admin);
    const { body } = await as(app, admin).get(`/v1/apiKeys/${key.uid}`).expect(200);
    const seen = [admin.uid, admin.emailId, JSON.stringify(body), admin.token.split('.')[0] ?? ''];
    expect(seen.map((text) => canaries.leakIn(text))).toEqual(seen.map(() => undefined));
  });

  it('LO-01 is every secret of the settings, also as bytes', () => {
    const [database, redis, mail, metrics] = [made(), made(), `p%/w ${made()}`, made()];
    const master = randomBytes(32);
    const own = new Canaries();
    noteSettings(own, {
      DATABASE_URL: `mysql://service:${database}@127.0.0.1:3306/latchkey`,
      REDIS_URL: `redis://:${redis}@127.0.0.1`,
      SMTP_URL: `smtp://service:${encodeURIComponent(mail)}@127.0.0.1`,
      LATCHKEY_METRICS_TOKEN: metrics,
      LATCHKEY_MASTER_KEY: master.toString('base64'),
    });
    const written = [
      database,
      redis,
      mail,
      metrics,
      master.toString('base64'),
      master.toString('hex'),
      master,
    ];
    expect(written.filter((secret) => !own.leakIn(secret))).toEqual([]);
  });

  it('LO-01 is what a service has in itself: its master key, its signing keys, its setup token', async () => {
    const own = await TestApp.start({ bootstrap: false });
    const { token = '' } = (await own.get(SetupService).openToken()) ?? {};
    const { d = '' } = own.get(SigningKeysService).signer().privateKey.export({ format: 'jwk' });
    const secrets: Record<string, string | Buffer> = {
      'by-text': own.database.env['LATCHKEY_MASTER_KEY'] ?? '',
      'by-bytes': Buffer.from(own.database.env['LATCHKEY_MASTER_KEY'] ?? '', 'base64'),
      'by-jwk': d,
      'by-der': own.get(SigningKeysService).signer().privateKey.export({ format: 'der', type: 'pkcs8' }),
      'by-pem': own.get(SigningKeysService).signer().privateKey.export({ format: 'pem', type: 'pkcs8' }),
      'by-token': token,
    };
    for (const [name, secret] of Object.entries(secrets))
      writeFileSync(join(own.database.directory, name), secret);
    const complaint: unknown = await own.close().catch((error: unknown) => error);
    expect(complaint).toBeInstanceOf(Error);
    for (const name of Object.keys(secrets)) expect((complaint as Error).message).toContain(` ${name}`);
    expect((complaint as Error).message).not.toContain('setup-token'); // the file that it is in
  });
});
