import type { Test } from 'supertest';
import { as } from '../support/caller.js';
import { API_KEYS, create } from '../support/creating.js';
import { databaseTables } from '../support/database-dump.js';
import { exchanged, exchangeOf } from '../support/exchanging.js';
import { Given, tokenOf, unique } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { mailing } from '../support/mail-server.js';
import { NO_LIMITS } from '../support/no-limits.js';
import { login, resetToken, setByLink, statusOf } from '../support/password-links.js';
import { refreshed } from '../support/refreshing.js';
import { COOKIE_NAME, cookieOf, resume } from '../support/session-cookie.js';
import { TestApp } from '../support/test-app.js';
import { HOUR } from '../support/test-clock.js';
import { claimsOf } from '../support/tokens.js';

/** What a header can carry. */
const PRINTABLE = /^[ -~]+$/;
/** No shorter one could be guessed to be a proof. */
const SHORTEST_PROOF = 20;

describe('somebody who has a copy of the database, and nothing else', () => {
  let app: TestApp;
  let admin: Person;
  let reset: Person;
  let pending: { uid: string };
  let key: IssuedKey;
  let values: string[];

  /** Every way in, by what is shown there. */
  const DOORS: Record<string, (value: string) => Test> = {
    'the header Authorization': (value) => info().set('Authorization', value),
    'the header Authorization, as Bearer': (value) => info().set('Authorization', `Bearer ${value}`),
    'the header ApiKey': (value) => info().set('ApiKey', value),
    '?ApiKey=': (value) => app.http.get(`/v1/users/info?ApiKey=${encodeURIComponent(value)}`),
    'a gateway, with a token': (value) =>
      app.http.get('/v1/auth/verify').set('Authorization', `Bearer ${value}`),
    'a gateway, with a key': (value) => app.http.get('/v1/auth/verify').set('ApiKey', value),
    'the session cookie': (value) => resume(app, `${COOKIE_NAME}=${value}`),
    'refreshing, by GET': (value) => app.http.get(`/v1/auth/refresh/${encodeURIComponent(value)}`),
    'refreshing, by POST': (value) => app.http.post('/v1/auth/refresh').set('Authorization', value),
    'an activation link': (value) => setByLink(app, 'activate', encodeURIComponent(value)),
    'a reset link': (value) => setByLink(app, 'reset', encodeURIComponent(value)),
    'a key to be exchanged': (subject_token) =>
      app.http.post('/v1/oauth2/token').type('form').send(exchangeOf(subject_token)),
    'a client of OAuth': (value) =>
      app.http.post('/v1/oauth2/introspect').type('form').auth('client', value).send({ token: value }),
  };
  const info = () => app.http.get('/v1/users/info');
  const IN_HEADERS = /Authorization|header|gateway|cookie|POST/;

  beforeAll(async () => {
    // the mail server is not there: letters stay in the database
    const env = { ...NO_LIMITS, ...mailing('smtp://127.0.0.1:1') };
    // what is in the database is no secret, whatever it is shown as
    app = await TestApp.start({ env, showsSecrets: false });
    await fill();
    values = textsIn((await databaseTables(app)).map(([, rows]) => rows));
  });
  afterAll(() => app.close());

  /** Makes some of everything that the service keeps. */
  async function fill(): Promise<void> {
    const given = new Given(app);
    admin = await given.tenant();
    const user = await given.user(admin);
    reset = await given.user(admin, { emailId: 'reset@tenant.example' });
    pending = await given.pendingUser(admin, { emailId: 'pending@tenant.example' });
    await given.role(admin, ['user.list']);
    await given.recoverableKeys(admin);
    key = await given.apiKey(admin);
    const revoked = await given.apiKey(user);
    await as(app, admin).patch(`/v1/apiKeys/${revoked.uid}`).send({ isActive: false }).expect(204);
    const rotated = await given.apiKey(user);
    await as(app, user)
      .post(`/v1/apiKeys/${rotated.uid}/rotate`)
      .send({ gracePeriodMinutes: 60 })
      .expect(201);
    await create(app, admin, API_KEYS, unique('idempotency-key'), unique('key')).expect(201);
    await refreshed(app, user.token);
    await cookieOf(app, user);
    await exchanged(app, key.value);
    await info().set('ApiKey', key.value).expect(200);
    await resetToken(app, admin, reset.uid);
    await login(app, user, 'not the password').expect(401);
    await login(app, { ...user, emailId: 'nobody@tenant.example' }, 'not the password').expect(401);
  }

  it('CR-07 has much to try, out of every table that something was put into', async () => {
    const empty = (await databaseTables(app)).filter(([, rows]) => rows.length === 0).map(([name]) => name);
    expect(
      empty.filter(
        (name) => !['api_key_uses', 'audit_notes', 'system_settings', 'tenant_settings'].includes(name),
      ),
    ).toEqual([]);
    expect(values.length).toBeGreaterThan(200);
    expect(values).toEqual(expect.arrayContaining([key.uid, admin.uid, 'reset@tenant.example']));
  });

  it.each(Object.entries(DOORS))('CR-07 gets nowhere with any value of it at %s', async (door, show) => {
    const shown = IN_HEADERS.test(door) ? values.filter((value) => PRINTABLE.test(value)) : values;
    const entered: string[] = [];
    for (const value of shown) {
      const { status } = await show(value);
      if (status < 400 || status >= 500) entered.push(`${status} for ${value}`);
    }
    expect(entered).toEqual([]);
  });

  it('CR-07 makes no cookie and no link of a uid and any value of it', async () => {
    const expiry = (app.clock.now().getTime() + HOUR).toString(36);
    const { sid } = claimsOf(admin.token);
    const proofs = values.filter((value) => value.length >= SHORTEST_PROOF && /^[\w+/=-]+$/.test(value));
    expect(proofs.length).toBeGreaterThan(20);
    const statuses = new Set<number>();
    for (const proof of proofs.map(encodeURIComponent))
      for (const call of [
        resume(app, `${COOKIE_NAME}=${sid}.${proof}`),
        setByLink(app, 'reset', `${reset.uid}.${expiry}.${proof}`),
        setByLink(app, 'activate', `${pending.uid}.${expiry}.${proof}`),
      ])
        statuses.add((await call).status);
    expect([...statuses].filter((status) => ![400, 401].includes(status))).toEqual([]);
  });

  it('CR-07 is kept out by what the doors ask for: each opens for what it was made for', async () => {
    const { cookie, token } = await cookieOf(app, admin);
    const activation = tokenOf((await statusOf(app, admin, pending.uid)).activationLink);
    const right = [
      token,
      token,
      key.value,
      key.value,
      token,
      key.value,
      cookie.slice(COOKIE_NAME.length + 1),
    ];
    right.push(token, await refreshed(app, token), activation, await resetToken(app, admin, reset.uid));
    right.push(key.value, key.value);
    for (const [at, [door, show]] of Object.entries(DOORS).entries())
      expect([door, (await show(right[at] ?? '')).status]).toEqual([door, door.endsWith('link') ? 204 : 200]);
  });
});

/** @returns every text in there once: also those within texts that are JSON, and bytes as text. */
function textsIn(thing: unknown): string[] {
  const texts = new Set<string>();
  const collect = (part: unknown): void => {
    if (Buffer.isBuffer(part))
      for (const form of ['latin1', 'hex', 'base64url'] as const) texts.add(part.toString(form));
    else if (typeof part === 'string') {
      texts.add(part);
      if (/^[[{]/.test(part)) collect(JSON.parse(part));
    } else if (typeof part === 'object' && part !== null) Object.values(part).forEach(collect);
  };
  collect(thing);
  texts.delete('');
  return [...texts];
}
