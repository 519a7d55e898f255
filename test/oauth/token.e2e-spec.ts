import { createPublicKey } from 'node:crypto';
import type { JsonWebKey } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { as } from '../support/caller.js';
import { exchanged, exchangeOf } from '../support/exchanging.js';
import { Given } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';
import { MINUTE, SECOND } from '../support/test-clock.js';
import { claimsOf, headerOf } from '../support/tokens.js';

const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token';
const JWT = 'urn:ietf:params:oauth:token-type:jwt';

describe('POST /v1/oauth2/token', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;
  let user: Person;
  let key: IssuedKey;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
  });
  beforeEach(async () => {
    admin = await given.tenant();
    user = await given.user(admin, { roles: [await given.role(admin, ['user.list', 'audit.list'])] });
    key = await given.apiKey(user);
  });
  afterAll(() => app.close());

  const ask = (more: Record<string, string> = {}, apiKey = key.value) =>
    app.http.post('/v1/oauth2/token').type('form').send(exchangeOf(apiKey, more)).expect(200);
  const seconds = () => app.clock.now().getTime() / 1000;

  it('gives a token with all that the owner may do, for all services of the organisation (TK-16)', async () => {
    const { body, headers } = await ask();
    const { access_token: token, ...rest } = body as { access_token: string };
    expect(rest).toEqual({
      issued_token_type: ACCESS_TOKEN,
      token_type: 'Bearer',
      expires_in: 900,
      scope: 'audit.list user.list',
    });
    expect(headers['cache-control']).toBe('no-store');
    expect(headers).not.toHaveProperty('set-cookie');
    expect(headerOf(token)).toEqual({ alg: 'ES256', typ: 'at+jwt', kid: expect.any(String) as string });
    expect(claimsOf(token)).toEqual({
      iss: 'http://127.0.0.1:3000',
      sub: user.uid,
      aud: `urn:latchkey:tenant:${admin.tenantUid}`,
      client_id: key.uid,
      tid: admin.tenantUid,
      scope: 'audit.list user.list',
      jti: expect.stringMatching(/^[\da-f-]{36}$/) as string,
      iat: seconds(),
      exp: seconds() + 900,
    });
  });

  it('is checked by a standard library with what is published, and nothing else', async () => {
    const { body: metadata } = await app.http.get('/.well-known/oauth-authorization-server').expect(200);
    const { issuer, jwks_uri } = metadata as { issuer: string; jwks_uri: string };
    const { body } = await app.http.get(new URL(jwks_uri).pathname).expect(200);
    const { keys } = body as { keys: (JsonWebKey & { kid: string })[] };
    const check = (token: string, audience: string) => {
      const jwk = keys.find(({ kid }) => kid === headerOf(token)['kid']) ?? {};
      return jwt.verify(token, createPublicKey({ key: jwk, format: 'jwk' }), {
        algorithms: ['ES256'],
        issuer,
        audience,
        clockTimestamp: seconds(),
      });
    };
    const ours = `urn:latchkey:tenant:${admin.tenantUid}`;
    const token = await exchanged(app, key.value);
    expect(check(token, ours)).toMatchObject({ sub: user.uid, scope: 'audit.list user.list' });
    const theirs = await exchanged(app, (await given.apiKey(await given.tenant())).value);
    expect(() => check(theirs, ours)).toThrow('audience');
    expect(() => check(user.token, ours)).toThrow('audience');
    app.clock.advance(15 * MINUTE);
    expect(() => check(token, ours)).toThrow('expired');
  });

  it('narrows it to the scope that is asked for, in whatever order and however often', async () => {
    const { body } = await ask({ scope: 'user.list' });
    expect(body).toMatchObject({ scope: 'user.list' });
    expect(claimsOf((body as { access_token: string }).access_token)['scope']).toBe('user.list');
    expect((await ask({ scope: 'user.list audit.list user.list' })).body).toMatchObject({
      scope: 'audit.list user.list',
    });
  });

  it('of somebody without roles allows nothing', async () => {
    const { value } = await given.apiKey(await given.user(admin));
    const token = await exchanged(app, value);
    expect(claimsOf(token)['scope']).toBe('');
  });

  it('takes what the owner may do now, not what they could when the key was made', async () => {
    expect((await ask()).body).toMatchObject({ scope: 'audit.list user.list' });
    await as(app, admin).put(`/v1/users/${user.uid}/roles`).send({ roles: [] }).expect(204);
    expect((await ask()).body).toMatchObject({ scope: '' });
  });

  it.each(['audience', 'resource'])('is for whom %s names', async (name) => {
    const token = await exchanged(app, key.value, { [name]: 'https://orders.example.com' });
    expect(claimsOf(token).aud).toBe('https://orders.example.com');
    const own = `urn:latchkey:tenant:${admin.tenantUid}`;
    expect(claimsOf(await exchanged(app, key.value, { [name]: own })).aud).toBe(own);
  });

  it.each([ACCESS_TOKEN, JWT])('is issued as %s when that is asked for', async (type) => {
    expect((await ask({ requested_token_type: type })).body).toMatchObject({ issued_token_type: type });
  });

  it('ignores parameters that it does not know, names of clients, and credentials in headers (RFC 6749, 3.2)', async () => {
    const { body } = await ask({ client_id: 'orders', other: 'x' }).set('Authorization', 'Basic eDp5');
    expect(claimsOf((body as { access_token: string }).access_token).sub).toBe(user.uid);
  });

  it('never outlives the key', async () => {
    const expiry = new Date(app.clock.now().getTime() + 10 * MINUTE).toISOString();
    const short = await given.apiKey(user, { expiresInDays: undefined, expiry });
    app.clock.advance(4 * MINUTE + 500);
    const { body } = await ask({}, short.value);
    // rounded down at both ends: whole seconds
    expect(body).toMatchObject({ expires_in: 360 });
    expect(claimsOf((body as { access_token: string }).access_token).exp).toBe(Date.parse(expiry) / 1000);
    app.clock.advance(6 * MINUTE - 500 - SECOND);
    expect((await ask({}, short.value)).body).toMatchObject({ expires_in: 1 });
  });

  it('asks the database nothing for a key that it knows, and writes nothing', async () => {
    await ask();
    // what was changed for this spec may be heard of late on a busy machine, and then the copy is read once more
    const counts: number[] = [];
    while (counts.length < 3 && counts.at(-1) !== 0) counts.push(await app.countQueries(() => ask()));
    expect(counts.at(-1)).toBe(0);
  });

  it('is logged with the key and its owner, and without either secret', async () => {
    const at = app.logs.length;
    const token = await exchanged(app, key.value);
    const lines = app.logs.slice(at).join('');
    expect(lines).toContain('"route":"/v1/oauth2/token"');
    expect(lines).toContain(`"keyUid":"${key.uid}"`);
    expect(lines).toContain(`"userUid":"${user.uid}"`);
    for (const secret of [key.value, token]) expect(lines).not.toContain(secret);
  });
});
