import { randomBytes } from 'node:crypto';
import { as } from '../support/caller.js';
import { Given, PASSWORD } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { METRICS_ENV, Scrape } from '../support/scrape.js';
import { TestApp } from '../support/test-app.js';

describe('what is counted of requests', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;
  let key: IssuedKey;

  beforeAll(async () => {
    // one text is shown as everything, a credential among it
    app = await TestApp.start({
      env: { ...METRICS_ENV, LATCHKEY_INVALID_PER_MINUTE: '5' },
      showsSecrets: false,
    });
    given = new Given(app);
    admin = await given.tenant();
    key = await given.apiKey(admin);
  });
  afterAll(() => app.close());

  /** @returns the counters of requests that rose while something was done, the two scrapes left out. */
  async function counted(work: () => PromiseLike<unknown>): Promise<Record<string, number>> {
    await Scrape.of(app); // the first one counts only after it was answered
    const before = await Scrape.of(app);
    await work();
    const risen = (await Scrape.of(app)).risenSince(before, 'latchkey_request');
    const isOfScrape = (series: string) => series.includes('door="other"');
    return Object.fromEntries(
      Object.entries(risen).filter(([series]) => !isOfScrape(series) && !series.includes('_bucket')),
    );
  }
  const once = (door: string, code: number) => ({
    [`latchkey_requests_total{door="${door}",code="${code}"}`]: 1,
    [`latchkey_request_duration_seconds_count{door="${door}"}`]: 1,
    [`latchkey_request_duration_seconds_sum{door="${door}"}`]: expect.any(Number),
  });
  const login = (password: string) =>
    app.http.post('/v1/auth/authenticate').send({ emailId: admin.emailId, password });
  const shown = (header: string, value: string) => app.http.get('/v1/auth/verify').set(header, value);

  it.each<[string, number, () => PromiseLike<unknown>]>([
    ['forward_auth', 200, () => shown('ApiKey', key.value)],
    ['forward_auth', 200, () => app.http.post('/v1/auth/verify').set('ApiKey', key.value)],
    ['forward_auth', 401, () => shown('ApiKey', 'lk_')],
    ['forward_auth', 403, () => app.http.get('/v1/auth/verify?permission=nope').set('ApiKey', key.value)],
    ['verify_keys', 200, () => as(app, admin).post('/v1/apiKeys/verify').send({ key: key.value })],
    ['verify_keys', 401, () => app.http.post('/v1/apiKeys/verify').send({ key: key.value })],
    ['login', 200, () => login(PASSWORD)],
    ['login', 401, () => login('seven green lamps in a bow')],
    ['refresh', 200, async () => as(app, admin).post('/v1/auth/refresh')],
    ['refresh', 401, () => app.http.get('/v1/auth/refresh/x')],
    ['management', 200, () => as(app, admin).get('/v1/apiKeys')],
    ['management', 404, () => as(app, admin).get('/v1/apiKeys/01990f6e-7c2a-7b1e-9d53-0c1f2a3b4c5d')],
    ['health', 200, () => app.http.get('/health/live')],
  ])('one at %s that is answered %i counts as one, and nowhere else', async (door, code, work) => {
    expect(await counted(work)).toEqual(once(door, code));
  });

  it('the time that they took is in the histogram: all of them in its last bucket', async () => {
    const before = await Scrape.of(app);
    for (let count = 0; count < 3; count++) await app.http.get('/health/live').expect(200);
    const after = await Scrape.of(app);
    const inAll = (le: string) => `latchkey_request_duration_seconds_bucket{door="health",le="${le}"}`;
    expect(after.value(inAll('+Inf')) - before.value(inAll('+Inf'))).toBe(3);
    const buckets = [...after.series].filter(([series]) => series.includes('_bucket{door="health"'));
    const values = buckets.map(([, value]) => value);
    expect(values).toEqual(values.toSorted((a, b) => a - b));
  });

  it('each key that a back end asks about counts with what became of it', async () => {
    const before = await Scrape.of(app);
    const keys = [key.value, 'lk_', key.value];
    await as(app, admin).post('/v1/apiKeys/verify').send({ keys }).expect(200);
    await as(app, admin).post('/v1/apiKeys/verify').send({ key: key.value, permission: 'tenant.create' });
    expect((await Scrape.of(app)).risenSince(before, 'latchkey_key_verifications_total')).toEqual({
      'latchkey_key_verifications_total{result="VALID"}': 2,
      'latchkey_key_verifications_total{result="NOT_FOUND"}': 1,
      'latchkey_key_verifications_total{result="INSUFFICIENT_PERMISSIONS"}': 1,
    });
  });

  it('nothing that a caller chooses makes a series: 1,000 paths, methods, permissions and keys later there is none more', async () => {
    const odd = (at: number) => {
      const text = randomBytes(12).toString('hex');
      const unheardOf = app.http.get('/').set('ApiKey', text);
      unheardOf.method = ['PROPFIND', 'QUERY', 'M-SEARCH', 'PURGE'][at % 4] ?? 'TRACE';
      return [
        () => app.http.get(`/${text}?${text}=1`),
        () => app.http.put(`/v1/${text}/${text}`),
        () => unheardOf,
        () => app.http.get(`/v1/auth/verify?permission=${text}.${text}`).set('ApiKey', key.value),
        () => shown('ApiKey', `lk_${text}`),
        () => shown('Authorization', text),
        () =>
          as(app, admin)
            .post('/v1/apiKeys/verify')
            .send({ key: text, permission: `apiKey.${text}` }),
        () => as(app, admin).post('/v1/apiKeys/verify').send({ key: text }),
        () => as(app, admin).get(`/v1/apiKeys/${text}`),
        () => app.http.get(`/v1/auth/refresh/${text}`),
      ];
    };
    for (let at = 0; at < 8; at++) for (const send of odd(at)) await send();
    const before = await Scrape.of(app);
    for (let at = 0; at < 100; at++) await Promise.all(odd(at).map((send) => send()));
    const after = await Scrape.of(app);
    // the engine collects garbage in a few ways, which show when they have happened
    const ofCallers = [...after.series.keys()].filter((series) => !series.startsWith('nodejs_gc_'));
    expect(ofCallers.filter((series) => !before.series.has(series))).toEqual([]);
    const risen = Object.entries(after.risenSince(before, 'latchkey_requests_total'));
    expect(risen.reduce((sum, [, rise]) => sum + rise, 0)).toBe(1001);
  }, 60_000);
});
