// Lists of a big tenant: what they ask of the database, how it finds the answer, what that takes in time and in memory.
import { randomUUID } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { onEachEngine, uidAt } from './bed.mjs';

const USERS = 100_000;
const ENTRIES = 1_000_000;
const ALL_ENTRIES = ENTRIES + ENTRIES / 10;
const ROUNDS = 3;
const REQUESTS = 20;
const DAY = 86_400_000;
const SPAN = 730 * DAY;
const NOW = Date.now();
const USER_ROLE = '00000000-0000-7000-8000-000000000003';

/**
 * What is measured: a path, or a path with a method and a body. `{busy}`, `{rare}`, `{thing}` and `{from}`, `{to}` stand for somebody who
 * does a lot, somebody who does little, a thing to which little happened, and a week a year ago. `pages` goes so many answers of 10,000
 * into the list first and measures the page there.
 */
const ROUTES = [
  { path: '/v1/users?limit=50' },
  { path: '/v1/users?limit=50', pages: 9 },
  { path: '/v1/users?limit=50&offset=10000' },
  { path: '/v1/users?limit=50&orderBy=metadata.name=1' },
  { path: '/v1/users?limit=50&filters=metadata.name={name}' },
  { path: '/v1/users?limit=50&filters=spec.emailId={email}' },
  { path: '/v1/users/meta?limit=50' },
  {
    method: 'POST',
    path: '/v1/users/summary',
    body: { filter: { emailId: { eq: 'user-77777@bench.example' } } },
  },
  { method: 'POST', path: '/v1/users/summary?limit=50', body: { filter: { name: { beginsWith: 'uma5' } } } },
  {
    method: 'POST',
    path: '/v1/users/summary?limit=51',
    body: { filter: { name: { contains: 'user7777' } } },
  },
  { path: '/v1/audits?limit=50' },
  { path: '/v1/audits?limit=50', pages: 50 },
  { path: '/v1/audits?limit=50&offset=10000' },
  { path: '/v1/audits?limit=50&userUid={busy}' },
  { path: '/v1/audits?limit=50&userUid={busy}', pages: 20 },
  { path: '/v1/audits?limit=50&userUid={rare}' },
  { path: '/v1/audits?limit=50&resourceUid={thing}' },
  { path: '/v1/audits?limit=50&resourceKind=apiKey' },
  { path: '/v1/audits?limit=50&resourceKind=apiKey', pages: 10 },
  { path: '/v1/audits?limit=50&actionType=update' },
  { path: '/v1/audits?limit=50&actionType=deploy' },
  { path: '/v1/audits?limit=50&startTime={from}' },
  { path: '/v1/audits?limit=50&endTime={to}' },
  { path: '/v1/audits?limit=50&startTime={from}&endTime={to}' },
  { path: '/v1/audits?limit=50&resourceKind=apiKey&actionType=update' },
  { path: '/v1/audits?limit=50&resourceKind=session&actionType=create' },
  { path: '/v1/audits?limit=50&resourceKind=role&actionType=delete' },
  { path: '/v1/audits?limit=50&resourceKind=session&actionType=publish' },
  { path: '/v1/audits?limit=50&userUid={busy}&resourceKind=apiKey' },
  { path: '/v1/audits?limit=50&userUid={busy}&resourceKind=role' },
  { path: '/v1/audits?limit=50&userUid={busy}&actionType=delete' },
  { path: '/v1/audits?limit=50&userUid={busy}&resourceKind=role&actionType=delete' },
  { path: '/v1/audits?limit=50&resourceUid={thing}&actionType=update' },
  { path: '/v1/audits?limit=50&resourceKind=role&startTime={from}&endTime={to}' },
];

/** What is asked for at once and in full, to see what it weighs. */
const WHOLE = ['/v1/users?limit=0', '/v1/audits?limit=0'];

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

await onEachEngine(async (bed) => {
  console.log(
    `\n== ${bed.engine}, ${USERS} users and ${ENTRIES} audit entries in one tenant, a tenth more in others`,
  );
  const known = await fill(bed);
  console.log(
    `an audit entry takes ${await bed.bytesPerRow('audit_entries', ALL_ENTRIES)} bytes, indices included`,
  );
  const routes = {};
  for (const { method = 'GET', path, body, pages = 0 } of ROUTES) {
    const concrete = path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(known[name]));
    const cursor = await cursorAfter(bed, method, concrete, body, pages);
    const there = `${concrete}${cursor && `&continue=${cursor}`}`;
    routes[`${method} ${path}${pages ? `, after ${pages * 10_000}` : ''}`] = () =>
      bed.ask(method, there, body);
  }
  const [whoIsCalling] = await bed.record(() => bed.ask('GET', '/v1/users/info'));
  await bed.printPlans(routes, [whoIsCalling.sql]); // that one is in queries.mjs
  await bed.printTimes(routes, { rounds: ROUNDS, requestsOf: () => REQUESTS });
  for (const path of WHOLE) await printWeight(bed, path);
});

/** Goes into a list by its own cursors. */
async function cursorAfter(bed, method, path, body, pages) {
  let cursor = '';
  for (let page = 0; page < pages; page++) {
    const whole = path.replace('limit=50', 'limit=0') + (cursor && `&continue=${cursor}`);
    cursor = (await bed.ask(method, whole, body)).listmeta.continue;
    if (cursor === '') throw new Error(`${path} has less than ${(page + 1) * 10_000} items`);
  }
  return cursor;
}

/** Prints what the largest answer takes, and what is left of it afterwards. */
async function printWeight(bed, path) {
  const mib = (bytes) => (bytes / 1024 / 1024).toFixed(0);
  collect();
  const before = process.memoryUsage();
  const residents = [];
  let body;
  for (let round = 0; round < 10; round++) {
    body = (await bed.call('GET', path, { authorization: bed.token })).body;
    residents.push(process.memoryUsage().rss);
  }
  const { items, listmeta } = JSON.parse(body);
  collect();
  const after = process.memoryUsage();
  console.log(
    `\nGET ${path}: ${items.length} items, count ${listmeta.count}, ${mib(body.length)} MiB; ` +
      `resident ${mib(before.rss)} MiB before, at most ${mib(Math.max(...residents))} during ten in turn; ` +
      `heap ${mib(before.heapUsed)} MiB before, ${mib(after.heapUsed)} after`,
  );
}

/** A tenant that has been busy for two years, and some others. @returns what the routes are about. */
async function fill(bed) {
  const { tenantUid, userUid } = bed.me;
  const users = await fillUsers(bed, tenantUid);
  const others = Array.from({ length: 10 }, () => randomUUID());
  const things = Array.from({ length: ENTRIES / 20 }, (_, index) => uidAt(NOW - SPAN + index));
  const busy = users[1];
  await bed.fillAnew('audit_entries', ALL_ENTRIES, (row) => {
    // the others' entries lie between those of the tenant, as they would have been written
    const isOther = row % 11 === 10;
    const at = NOW - SPAN + Math.trunc((row * SPAN) / ALL_ENTRIES);
    const { kind, type } = happeningAt(row);
    const actor = row % 3 === 0 ? busy : users[(row * 7919) % users.length];
    return {
      uid: uidAt(at),
      tenant_uid: isOther ? others[row % others.length] : tenantUid,
      at: bed.time(at),
      actor_type: 'user',
      actor_uid: actor,
      actor_email_id: `user-${row % 1000}@bench.example`,
      credential_kind: 'token',
      credential_uid: userUid,
      action: `${kind}.${type}`,
      action_type: type,
      resource_kind: kind,
      resource_uid: things[(row * 104_729) % things.length],
      resource_name: `thing-${row}`,
      message: `The ${kind} "thing-${row}" went through ${type}, as it was asked to.`,
      ip: '203.0.113.7',
      request_id: `abcdef-${row.toString(36)}`,
    };
  });
  const day = (ms) => new Date(ms).toISOString();
  return {
    name: 'Uma321 User321',
    email: 'user-77777@bench.example',
    busy,
    rare: users[7919 % users.length],
    thing: things[104_729 % things.length],
    from: day(NOW - 365 * DAY),
    to: day(NOW - 358 * DAY),
  };
}

/** Mostly logins, many changes to keys, few of anything else. */
function happeningAt(row) {
  const share = (row * 31) % 10_000;
  if (share < 6000) return { kind: 'session', type: 'create' };
  if (share < 7000) return { kind: 'session', type: 'action' };
  if (share < 8000) return { kind: 'apiKey', type: 'create' };
  if (share < 9000) return { kind: 'apiKey', type: 'update' };
  if (share < 9300) return { kind: 'apiKey', type: 'delete' };
  if (share < 9600) return { kind: 'user', type: 'create' };
  if (share < 9990) return { kind: 'user', type: 'update' };
  return { kind: 'role', type: share === 9999 ? 'delete' : 'update' };
}

async function fillUsers(bed, tenantUid) {
  const other = randomUUID();
  await bed.fill('tenants', 1, () => ({
    uid: other,
    org_name: 'other',
    org_name_folded: 'other',
    org_email_id: '',
    annotations: '{}',
    labels: '{}',
    address: '{}',
    is_active: 1,
    allows_query_api_keys: 1,
    created_at: bed.time(NOW),
    modified_at: bed.time(NOW),
  }));
  const count = USERS + USERS / 10;
  const uids = Array.from({ length: count }, (_, row) => uidAt(NOW - (count - row) * 1000));
  const tenantOf = (row) => (row < USERS ? tenantUid : other);
  await bed.fill('users', count, (row) => ({
    uid: uids[row],
    tenant_uid: tenantOf(row),
    email_id: `user-${row}@bench.example`,
    email_folded: `user-${row}@bench.example`,
    first_name: `Uma${row % 977}`,
    last_name: `User${row}`,
    name: `Uma${row % 977} User${row}`,
    name_folded: `uma${row % 977} user${row}`,
    annotations: '{}',
    labels: '{}',
    is_active: 1,
    is_platform_admin: 0,
    password_hash: null,
    session_epoch: 0,
    link_nonce: randomUUID(),
    created_at: bed.time(NOW - (count - row) * 1000),
    modified_at: bed.time(NOW),
  }));
  await bed.fill('role_assignments', count, (row) => ({
    user_uid: uids[row],
    role_uid: USER_ROLE,
    tenant_uid: tenantOf(row),
  }));
  return uids.slice(0, USERS);
}
