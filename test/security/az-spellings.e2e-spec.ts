import { ABSENT } from '../contract/world.js';
import { Given } from '../support/given.js';
import type { Person } from '../support/given.js';
import { readMatrix } from '../support/matrix.js';
import { request, sendBytes } from '../support/raw-bytes.js';
import { TestApp } from '../support/test-app.js';

/** Other spellings of an address, as they go over the wire: what some router, proxy or file system takes for the same. */
const SPELLINGS: ((path: string) => string)[] = [
  // letters in other words
  (path) => path.replace('v1', '%761'),
  (path) => path.replace('v1', 'v%31'),
  (path) => path.replace('v1', '%2576%2531'),
  (path) => path.replace('v1', 'v\u0031\u0301'),
  (path) => path.replace(/[a-z](?=\/|$)/, (last) => `%${last.charCodeAt(0).toString(16)}`),
  (path) => path.replace(/[a-z](?=\/|$)/, (last) => `%25${last.charCodeAt(0).toString(16)}`),
  (path) => [...path].map((c) => (c === '/' ? c : `%${c.charCodeAt(0).toString(16)}`)).join(''),
  // case
  (path) => path.toUpperCase(),
  (path) => path.replace('/v1', '/V1'),
  (path) => path.replace(/\/([a-z])(?=[^/]*$)/, (_, first: string) => `/${first.toUpperCase()}`),
  // slashes
  (path) => `/${path}`,
  (path) => path.replace('/v1/', '/v1//'),
  (path) => path.replace(/\/(?=[^/]*$)/, '//'),
  (path) => `${path}/`,
  (path) => `${path}//`,
  (path) => path.replaceAll('/', '%2f'),
  (path) => path.replace(/\/(?=[^/]*$)/, '%2F'),
  (path) => path.replace(/\/(?=[^/]*$)/, '%252f'),
  (path) => `${path}%2f`,
  (path) => path.replaceAll('/', '\\'),
  (path) => path.replace(/\/(?=[^/]*$)/, '\\'),
  (path) => path.replace(/\/(?=[^/]*$)/, '%5c'),
  (path) => path.replace(/\/(?=[^/]*$)/, '\u2215'),
  (path) => path.replace(/\/(?=[^/]*$)/, '%ef%bc%8f'),
  (path) => path.replace(/\/(?=[^/]*$)/, '%c0%af'),
  // dots
  (path) => `/.${path}`,
  (path) => `/x/..${path}`,
  (path) => `/health/live/../..${path}`,
  (path) => `/health/live/%2e%2e/%2e%2e${path}`,
  (path) => `/health/live/%252e%252e/%252e%252e${path}`,
  (path) => `/docs/..%2f..${path}`,
  (path) => `/docs/..%5c..${path}`,
  (path) => `${path}/.`,
  (path) => `${path}/x/..`,
  (path) => `${path}/%2e`,
  (path) => `${path}.json`,
  // what is cut off
  (path) => `${path};`,
  (path) => `${path};a=b`,
  (path) => path.replace('/v1', '/v1;a=b'),
  (path) => `/health/live;${path}`,
  (path) => `${path}%3b`,
  (path) => `${path}%00`,
  (path) => `${path}%0a`,
  (path) => `${path}%0d%0aX:%20y`,
  (path) => `${path}%09`,
  (path) => `${path}\t`,
  (path) => `${path}%20`,
  (path) => `${path}%3f`,
  (path) => `${path}%23`,
  (path) => `${path}#/health/live`,
  (path) => `http://latchkey.test${path}`,
];

describe('another spelling of an address', () => {
  const { operations } = readMatrix();
  const guarded = new Set(
    operations.filter(({ statuses }) => statuses.nobody === 401).map(({ route }) => route),
  );
  /** Routes that a plain user may not use for anything at all. */
  const administrators = [...guarded].filter((route) =>
    operations.every((row) => row.route !== route || row.statuses.userToken === 403),
  );
  let app: TestApp;
  let user: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    await app.app.listen(0, '127.0.0.1');
    const given = new Given(app);
    user = await given.user(await given.tenant());
  });
  afterAll(() => app.close());

  const statusOf = async (method: string, path: string, headers: string[]) =>
    (await sendBytes(app, request([`${method} ${path} HTTP/1.1`, 'Host: latchkey.test', ...headers]))).status;

  /** @returns the spellings of a route that are answered in another way than as no such thing, or as the route itself. */
  async function surprises(route: string, decisions: number[], headers: string[] = []) {
    const [method = '', path = ''] = route.replace(/\{\w+\}/, ABSENT).split(' ');
    expect(decisions).toContain(await statusOf(method, path, headers));
    const spellings = [...new Set(SPELLINGS.map((spell) => spell(path)))].filter((each) => each !== path);
    expect(spellings.length).toBeGreaterThanOrEqual(40);
    const answers = await Promise.all(
      spellings.map(async (spelling) => [spelling, await statusOf(method, spelling, headers)] as const),
    );
    // 403 is also what the files of the documentation say to whoever wants to leave their directory
    return answers.filter(([, status]) => ![400, 403, 404, 405, ...decisions].includes(status));
  }

  it.each([...guarded])('AZ-05 lets nobody in without a credential: %s', async (route) => {
    // who is no browser is not asked for a cookie
    const decisions = [route === 'POST /v1/auth/session' ? 403 : 401];
    expect(await surprises(route, decisions)).toEqual([]);
  });

  it.each(administrators)('AZ-05 is nothing, or the same, to a plain user: %s', async (route) => {
    // 400 where a user may do it for themself, and the body is looked at first
    expect(await surprises(route, [403, 400], [`Authorization: ${user.token}`])).toEqual([]);
  });

  it('AZ-05 was tried with each route that asks for a credential', () => {
    expect(guarded.size).toBeGreaterThan(55);
    expect(administrators.length).toBeGreaterThan(30);
  });
});
