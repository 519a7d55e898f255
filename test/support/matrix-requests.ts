import type { Sent } from '../contract/call.js';
import { ALL_OPERATIONS } from '../contract/operations.js';
import { ABSENT } from '../contract/world.js';
import { as } from './caller.js';
import { unique } from './given.js';
import type { Person } from './given.js';
import type { Cast } from './matrix-cast.js';
import type { Row } from './matrix.js';
import { FROM_OUR_PAGE } from './session-cookie.js';
import { claimsOf } from './tokens.js';

/** @param caller who will send it; the user in place of somebody unknown. @returns what is changed of a request. */
type Change = (cast: Cast, caller: Person) => Partial<Sent> | Promise<Partial<Sent>>;

const on =
  (uidOf: (cast: Cast, caller: Person) => string | Promise<string>, name = 'uid'): Change =>
  async (cast, caller) => ({ path: { [name]: await uidOf(cast, caller) } });

const key = (owner: 'user' | 'admin') =>
  on(async ({ world, people }) => (await world.given.apiKey(people[owner])).uid);
const recoverableKey = (owner: 'user' | 'admin') =>
  on(async ({ world, people }) => {
    await world.given.recoverableKeys(people.admin);
    return (await world.given.apiKey(people[owner])).uid;
  });
const entry = (actor: 'user' | 'admin') =>
  on(async ({ world, people }) => {
    await world.given.apiKey(people[actor]);
    const { body } = await as(world.app, people[actor]).get('/v1/audits?limit=1').expect(200);
    return (body as { items: { metadata: { uid: string } }[] }).items[0]?.metadata.uid ?? 'none';
  });
const session = (owner: 'user' | 'admin') =>
  on(async ({ world, people }) => {
    const { emailId, password, orgName } = people[owner];
    return claimsOf(await world.given.token(emailId, password, orgName)).sid;
  });
const newKey = (spec: object = {}) => ({
  metadata: { name: unique('key') },
  spec: { expiresInDays: 7, ...spec },
});

/** What a request can be about, in the words of the matrix. */
const ABOUT: Record<string, Change> = {
  'a key of the user': key('user'),
  'a key of the administrator': key('admin'),
  'a recoverable key of the user': recoverableKey('user'),
  'a recoverable key of the administrator': recoverableKey('admin'),
  'a key for themselves': () => ({ body: newKey() }),
  'a key for the user': ({ people }) => ({ body: newKey({ userUid: people.user.uid }) }),
  'a key for the administrator': ({ people }) => ({ body: newKey({ userUid: people.admin.uid }) }),

  'an entry of the user': entry('user'),
  'an entry of the administrator': entry('admin'),

  'a session of the user': session('user'),
  'a session of the administrator': session('admin'),
  'their own sessions': () => ({ query: {} }),
  'the sessions of the user': ({ people }) => ({ query: { userUid: people.user.uid } }),
  'the sessions of the administrator': ({ people }) => ({ query: { userUid: people.admin.uid } }),

  themselves: on((_, { uid }) => uid),
  'the user': on(({ people }) => people.user.uid),
  'another user': on(async ({ world }) => (await world.given.user(world.admin)).uid),

  'their own tenant': on((_, { tenantUid }) => tenantUid, 'tenantUid'),
  'the tenant of the user': on(({ people }) => people.user.tenantUid, 'tenantUid'),
  'another tenant': on(async ({ world }) => (await world.given.tenant()).tenantUid, 'tenantUid'),

  'the session of the cookie': () => ({ headers: FROM_OUR_PAGE }),
  'a service that is set up': ({ world: { app, platform } }) => {
    const { orgName, emailId, password } = platform;
    return { to: app, body: { token: 'any', orgName, emailId, password } };
  },
};

/** What each caller has their own of. */
const OWN = ['themselves', 'their own tenant'];
/** After these, callers cannot go on as before, or no more of them can be made. */
const ALTERING = [
  'POST /v1/auth/logout',
  'DELETE /v1/auth/sessions',
  'PATCH /v1/users/{uid}/password/change',
  'POST /v1/tenants/{tenantUid}/password/policy',
];
export const isAboutCaller = ({ about }: Row): boolean => OWN.includes(about);
export const altersCast = ({ route }: Row): boolean => ALTERING.includes(route);

/** Paths of pages that name no file. */
const PAGES: Record<string, string> = {
  'GET /docs/*': 'GET /docs/swagger-ui.css',
  'HEAD /docs/*': 'HEAD /docs/swagger-ui.css',
};

/**
 * @returns a request that has everything right, so that nothing but the caller can be at fault: the one that the contract is tested with,
 * about what the row says.
 */
export async function requestOf(
  { route, about }: Row,
  cast: Cast,
  caller: Person,
): Promise<Sent & { route: string }> {
  const operation = ALL_OPERATIONS.find((each) => each.route === route);
  const change: Change | undefined = about === '' ? () => ({}) : ABOUT[about];
  if (!change) throw new Error(`test/support/matrix-requests.ts does not know "${about}"`);
  const { as: _caller, ...good } = operation ? await operation.good(cast.world) : {};
  return { route: PAGES[route] ?? route, ...good, ...(await change(cast, caller)) };
}

const UUID = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g;

/** @returns the same request about things that there are not; null when it names none. */
export function aboutNothing<T extends Sent>(sent: T): T | null {
  const { path, query, body } = sent;
  const said = JSON.stringify({ path, query, body });
  const changed = said.replace(UUID, ABSENT);
  return said === changed ? null : { ...sent, ...(JSON.parse(changed) as Sent) };
}
