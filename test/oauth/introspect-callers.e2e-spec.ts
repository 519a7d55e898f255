import { oauthErrorBody } from '../support/answers.js';
import { as } from '../support/caller.js';
import { exchanged } from '../support/exchanging.js';
import { Given } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { cookieOf } from '../support/session-cookie.js';
import { TestApp } from '../support/test-app.js';

const PATH = '/v1/oauth2/introspect';

describe('who may introspect', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;
  let user: Person;
  let key: IssuedKey;

  beforeAll(async () => {
    app = await TestApp.start({ env: { LATCHKEY_INVALID_PER_MINUTE: '30' } });
    given = new Given(app);
    admin = await given.tenant();
    user = await given.user(admin);
    key = await given.apiKey(admin);
  });
  afterAll(() => app.close());

  const ask = (headers: Record<string, string>) =>
    app.http.post(PATH).type('form').set(headers).send({ token: key.value });
  const basic = (name: string, secret: string) => ({
    Authorization: `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}`,
  });

  it('is whoever has apiKey.verify, however they show it', async () => {
    for (const headers of [
      { ApiKey: key.value },
      { Authorization: admin.token },
      { Authorization: `Bearer ${admin.token}` },
      basic('anything', key.value),
      basic('', key.value),
      // as some libraries do, which encode what need not be (RFC 6749, 2.3.1)
      basic('a%3Ab', key.value.replace('_', '%5F')),
    ])
      expect((await ask(headers).expect(200)).body).toMatchObject({ active: true, client_id: key.uid });
  });

  it.each([
    ['a token as the secret', () => basic('x', admin.token)],
    ['a secret that is no key', () => basic('x', 'secret')],
    ['a key as the name', () => basic(key.value, '')],
    ['nothing in it', () => basic('', '')],
    ['no colon', () => ({ Authorization: `Basic ${Buffer.from(key.value).toString('base64')}` })],
    ['broken percent-encoding', () => basic('x', `${key.value}%`)],
    ['no base64', () => ({ Authorization: `Basic ${key.value}` })],
  ])('401 for Basic with %s, in the words of that scheme', async (_what, headers) => {
    const { body, headers: answered } = await ask(headers()).expect(401);
    expect(body).toEqual(oauthErrorBody('invalid_client', 'NotAuthenticated'));
    expect(answered['www-authenticate']).toBe('Basic realm="latchkey"');
  });

  it('401 without a credential; a browser is never asked for a name and a password', async () => {
    const { cookie } = await cookieOf(app, admin);
    for (const headers of [{}, { Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' }, { ApiKey: 'lk_' }]) {
      const { body, headers: answered } = await ask(headers as Record<string, string>).expect(401);
      expect(body).toEqual(oauthErrorBody('invalid_client', 'NotAuthenticated'));
      expect(answered['www-authenticate']).toBe('Bearer realm="latchkey", ApiKey realm="latchkey"');
    }
  });

  it('400 for two credentials, Basic being one', async () => {
    const { body } = await ask({ ApiKey: key.value, ...basic('x', key.value) }).expect(400);
    expect(body).toEqual(oauthErrorBody('invalid_request', 'AmbiguousCredentials'));
  });

  it('403 for whoever lacks apiKey.verify; a role can give it', async () => {
    expect((await ask({ Authorization: user.token }).expect(403)).body).toEqual(
      oauthErrorBody('insufficient_scope', 'Forbidden'),
    );
    const verifier = await given.user(admin, { roles: [await given.role(admin, ['apiKey.verify'])] });
    await ask({ Authorization: verifier.token }).expect(200);
  });

  it('401 for Basic elsewhere, and for an exchanged token here', async () => {
    await app.http.get('/v1/users/info').set(basic('x', key.value)).expect(401);
    await app.http.get('/v1/auth/verify').set(basic('x', key.value)).expect(401);
    await ask({ Authorization: `Bearer ${await exchanged(app, key.value)}` }).expect(401);
  });

  it('400 without a token to look at', async () => {
    for (const form of [{}, { token: '' }]) {
      const { body } = await as(app, admin).post(PATH).type('form').send(form).expect(400);
      expect(body).toEqual(oauthErrorBody('invalid_request', 'InvalidInput', { token: 'must be given' }));
    }
    await as(app, admin).post(PATH).expect(400);
  });

  it('is told "not active" also after too many that do not count, which then count against their address', async () => {
    for (let times = 0; times < 32; times++) {
      const answer = await as(app, admin).post(PATH).type('form').send({ token: 'garbage' }).expect(200);
      expect(answer.text).toBe('{"active":false}');
    }
    await app.http.get('/v1/auth/verify').set('ApiKey', 'garbage').expect(429);
    expect((await ask({ ApiKey: key.value }).expect(200)).body).toMatchObject({ active: true });
  });
});
