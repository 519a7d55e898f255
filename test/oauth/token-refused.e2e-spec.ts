import { oauthErrorBody } from '../support/answers.js';
import { as } from '../support/caller.js';
import { exchanged, exchangeOf } from '../support/exchanging.js';
import { Given } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';
import { SECOND } from '../support/test-clock.js';

describe('POST /v1/oauth2/token refuses', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;
  let user: Person;
  let key: IssuedKey;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
    admin = await given.tenant();
    user = await given.user(admin, { roles: [await given.role(admin, ['user.list'])] });
    key = await given.apiKey(user);
  });
  afterAll(() => app.close());

  const send = (form: object | string) => app.http.post('/v1/oauth2/token').type('form').send(form);
  const expectRefused = async (form: object | string, error: string, code: string, details?: object) => {
    const { body, status, headers } = await send(form);
    expect(body).toEqual(oauthErrorBody(error, code, details as Record<string, unknown>));
    expect([status, headers['cache-control']]).toEqual([400, 'no-store']);
  };
  const INVALID_KEY = ['invalid_request', 'InvalidSubjectToken'] as const;

  it.each(['client_credentials', 'password', 'refresh_token', 'token-exchange'])(
    'the grant %s: unsupported_grant_type',
    async (grant_type) => {
      await expectRefused(
        { ...exchangeOf(key.value), grant_type },
        'unsupported_grant_type',
        'UnsupportedGrantType',
      );
    },
  );

  it.each(['grant_type', 'subject_token', 'subject_token_type'])(
    'a request without %s: invalid_request',
    async (name) => {
      const details = { [name]: 'must be given' };
      await expectRefused(
        { ...exchangeOf(key.value), [name]: '' },
        'invalid_request',
        'InvalidInput',
        details,
      );
      const { [name as 'grant_type']: _left, ...others } = exchangeOf(key.value);
      await expectRefused(others, 'invalid_request', 'InvalidInput', details);
    },
  );

  it.each([
    ['subject_token_type', 'urn:ietf:params:oauth:token-type:access_token'],
    ['requested_token_type', 'urn:ietf:params:oauth:token-type:refresh_token'],
    ['actor_token', 'lk_'],
  ])('%s of %s: invalid_request', async (name, value) => {
    await expectRefused({ ...exchangeOf(key.value), [name]: value }, 'invalid_request', 'InvalidInput', {
      [name]: expect.any(String),
    });
  });

  it('what is no API key, whatever else it is (RFC 8693, 2.2.2)', async () => {
    for (const value of ['garbage', 'lk_', user.token, await exchanged(app, key.value), `${key.value}x`])
      await expectRefused(exchangeOf(value), ...INVALID_KEY);
  });

  it('a key that does not count, alike for every reason', async () => {
    const state = (path: string, isActive: boolean) =>
      as(app, admin).put(path).send({ isActive }).expect(204);
    const owner = await given.user(admin);
    const mine = await given.apiKey(owner);
    const expiry = new Date(app.clock.now().getTime() + 5 * SECOND).toISOString();
    const short = await given.apiKey(owner, { expiresInDays: undefined, expiry });
    for (const path of [`/v1/apiKeys/${mine.uid}/state`, `/v1/users/${owner.uid}/state`]) {
      await state(path, false);
      await expectRefused(exchangeOf(mine.value), ...INVALID_KEY);
      await state(path, true);
      await send(exchangeOf(mine.value)).expect(200);
    }
    await send(exchangeOf(short.value)).expect(200);
    app.clock.advance(5 * SECOND);
    await expectRefused(exchangeOf(short.value), ...INVALID_KEY);
    await as(app, admin).delete(`/v1/apiKeys/${mine.uid}`).expect(204);
    await expectRefused(exchangeOf(mine.value), ...INVALID_KEY);
  });

  it('a key that ends within this second: there is no time left to say', async () => {
    const expiry = new Date(app.clock.now().getTime() + 900).toISOString();
    const short = await given.apiKey(user, { expiresInDays: undefined, expiry });
    await expectRefused(exchangeOf(short.value), ...INVALID_KEY);
  });

  it.each([
    'audit.list',
    'user.list audit.list',
    'user.*',
    'no.such',
    'user.list  user.list',
    'USER.LIST',
    '*',
  ])(
    'the scope "%s" of somebody who has user.list alone: invalid_scope, and no token with less',
    async (scope) => {
      await expectRefused(exchangeOf(key.value, { scope }), 'invalid_scope', 'InvalidScope');
    },
  );

  it('what everybody may do for themself, and what only platform administrators may: no scope', async () => {
    const { value } = await given.apiKey(await given.platformAdmin());
    await expectRefused(exchangeOf(value, { scope: 'tenant.create' }), 'invalid_scope', 'InvalidScope');
    await expectRefused(exchangeOf(key.value, { scope: 'user.get' }), 'invalid_scope', 'InvalidScope');
  });

  it.each([
    'latchkey',
    'urn:latchkey:tenant:01990f6e-7c2a-7b1e-9d53-0c1f2a3b4c5d',
    'urn:latchkey:anything',
    'two words',
    'ä',
    'x'.repeat(256),
  ])('the audience "%s": invalid_target', async (audience) => {
    await expectRefused(exchangeOf(key.value, { audience }), 'invalid_target', 'InvalidTarget');
    await expectRefused(exchangeOf(key.value, { resource: audience }), 'invalid_target', 'InvalidTarget');
  });

  it('two audiences: invalid_target', async () => {
    const form = exchangeOf(key.value, { audience: 'orders', resource: 'https://orders.example' });
    await expectRefused(form, 'invalid_target', 'InvalidTarget');
  });
});

describe('POST /v1/oauth2/token, for keys that do not count', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start({ env: { LATCHKEY_INVALID_PER_MINUTE: '3' } });
  });
  afterAll(() => app.close());

  it('answers 429 after too many from one address; whoever shows a good one there is served', async () => {
    const given = new Given(app);
    const key = await given.apiKey(await given.platformAdmin());
    const send = (value: string) => app.http.post('/v1/oauth2/token').type('form').send(exchangeOf(value));
    for (let times = 0; times < 3; times++) await send('garbage').expect(400);
    const { body, headers } = await send('garbage').expect(429);
    expect(body).toEqual(oauthErrorBody('temporarily_unavailable', 'TooManyRequests'));
    expect(Number(headers['retry-after'])).toBeGreaterThan(50);
    for (let times = 0; times < 5; times++) await send(key.value).expect(200);
  });
});
