import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

describe('credentials that do not count (IN-15)', () => {
  let app: TestApp;
  let admin: Person;
  let key: IssuedKey;

  beforeEach(async () => {
    app = await TestApp.start({
      env: { LATCHKEY_INVALID_PER_MINUTE: '3', LATCHKEY_TRUSTED_PROXIES: '127.0.0.1,::1,::ffff:127.0.0.1' },
    });
    const given = new Given(app);
    admin = await given.platformAdmin();
    key = await given.apiKey(admin);
  });
  afterEach(() => app.close());

  const from = (address: string, value: string) =>
    app.http.get('/v1/auth/verify').set({ ApiKey: value, 'X-Forwarded-For': address });

  it('are answered 429 after too many from one address; whoever shows a good one there is let in', async () => {
    for (let times = 0; times < 3; times++) await from('203.0.113.7', 'garbage').expect(401);
    const { headers, text } = await from('203.0.113.7', 'garbage').expect(429);
    expect(text).toBe('');
    expect(Number(headers['retry-after'])).toBeGreaterThan(50);
    for (let times = 0; times < 10; times++) await from('203.0.113.7', key.value).expect(200);
  });

  it('cost nobody else behind the same gateway; a network of IPv6 is one address', async () => {
    for (let times = 0; times < 4; times++) await from(`2001:db8:0:1::${times}`, 'garbage');
    await from('2001:db8:0:1:ffff::9', 'garbage').expect(429);
    await from('2001:db8:0:2::1', 'garbage').expect(401);
    await from('203.0.113.8', 'garbage').expect(401);
  });

  it('are RATE_LIMITED in place of NOT_FOUND when a back end asks', async () => {
    const keys = ['garbage', 'garbage', 'garbage', 'garbage', key.value];
    const { body } = await as(app, admin).post('/v1/apiKeys/verify').send({ keys }).expect(200);
    const results = (body as { results: { code: string; retryAfter?: number }[] }).results;
    const notFound = ['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND'];
    expect(results.map(({ code }) => code)).toEqual([...notFound, 'RATE_LIMITED', 'VALID']);
    expect(results[3]?.retryAfter).toBeGreaterThan(50);
  });
});
