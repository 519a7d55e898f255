// What the database is asked, and how it finds the answer: statements per request, EXPLAIN of each, and time next to a bare route.
import { randomBytes, randomUUID } from 'node:crypto';
import { onEachEngine, uidAt } from './bed.mjs';

const KEYS = 100_000;
const REQUESTS = 2000;
const ROUNDS = 5;

await onEachEngine(async (bed) => {
  console.log(`\n== ${bed.engine}, ${KEYS} keys in one tenant of ${KEYS + KEYS / 10} in all`);
  const { apiKey } = await bed.ask('POST', '/v1/apiKeys', {
    metadata: { name: 'bench' },
    spec: { expiresInDays: 30 },
  });
  const owner = await fill(bed);
  const get =
    (path, headers = { authorization: bed.token }) =>
    () =>
      bed.call('GET', path, headers);
  const routes = {
    'GET /v1/users/info with a key': get('/v1/users/info', { apikey: apiKey }),
    'GET /v1/users/info with a token': get('/v1/users/info'),
    'GET /v1/users/info with garbage': get('/v1/users/info', { apikey: `lk_${'x'.repeat(38)}` }),
    'GET /v1/apiKeys?limit=50': get('/v1/apiKeys?limit=50'),
    'GET /v1/apiKeys?limit=50&orderBy=name': get('/v1/apiKeys?limit=50&orderBy=name'),
    'GET /v1/apiKeys?limit=50&status=expired': get('/v1/apiKeys?limit=50&status=expired'),
    'GET /v1/apiKeys?limit=50&userUid={owner}': get(`/v1/apiKeys?limit=50&userUid=${owner}`),
    'GET /v1/apiKeys?limit=50&userUid={owner}&orderBy=name': get(
      `/v1/apiKeys?limit=50&userUid=${owner}&orderBy=name`,
    ),
  };
  await bed.printPlans(routes);
  const requestsOf = (name) => (name.includes('limit=') ? REQUESTS / 20 : REQUESTS);
  await bed.printTimes(routes, { rounds: ROUNDS, requestsOf });
});

/** As a big tenant and some small ones would have them after a year. @returns who has one in a hundred of the tenant's. */
async function fill(bed) {
  const now = Date.now();
  const { tenantUid, userUid } = bed.me;
  const emailId = 'owner@bench.example';
  const { uid: owner } = await bed.ask('POST', '/v1/users', {
    spec: { firstName: 'Olga', lastName: 'Owner', emailId },
  });
  await bed.fill('api_keys', KEYS + KEYS / 10, (row) => {
    const made = bed.time(now - row * 300_000);
    return {
      uid: uidAt(now - row * 300),
      tenant_uid: row < KEYS ? tenantUid : randomUUID(),
      user_uid: row % 100 === 0 ? owner : userUid,
      created_by_uid: userUid,
      name: `key-${row}`,
      name_folded: `key-${row}`,
      annotations: '{}',
      labels: '{}',
      digest: randomBytes(32).toString('hex'),
      start: 'lk_abcd',
      last_four: 'wxyz',
      expiry: bed.time(now + (row % 100 < 90 ? 1 : -1) * (row % 365) * 86_400_000 + 1000),
      is_active: 1,
      expired_at: null,
      created_at: made,
      modified_at: made,
    };
  });
  return owner;
}
