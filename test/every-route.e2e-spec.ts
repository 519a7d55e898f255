import { errorBody, oauthErrorBody, visible } from './support/answers.js';
import { as } from './support/caller.js';
import { Given } from './support/given.js';
import type { Person } from './support/given.js';
import { cookieOf } from './support/session-cookie.js';
import { ServedDocument, takesForm } from './support/openapi.js';
import { routeTable } from './support/route-table.js';
import type { Route } from './support/route-table.js';
import { TestApp } from './support/test-app.js';

/** The docs themselves, pages for people, and what Prometheus reads with a token of its own: no part of the interface. */
const PAGES = [
  'GET /docs',
  'GET /docs/',
  'GET /docs/*',
  'HEAD /docs/*',
  'GET /docs/LICENSE',
  'GET /docs/index.html',
  'GET /docs/swagger-ui-init.js',
  'GET /docs/docs/swagger-ui-init.js',
  'GET /openapi.json',
  'GET /metrics',
  'GET /activate',
  'GET /reset',
  'GET /password-page.css',
  'GET /password-page.js',
];

/** Everything else that needs no credential. A route that is not here must ask for one. */
const PUBLIC = [
  'POST /v1/setup',
  'POST /v1/auth/authenticate',
  'POST /v1/auth/refresh',
  'GET /v1/auth/refresh/:token',
  'POST /v1/auth/session',
  'POST /v1/auth/user/password/reset',
  'PATCH /v1/users/password/change',
  'GET /v1/auth/org',
  'GET /v1/auth/user/org/forgot',
  'PATCH /v1/auth/password/:passwordToken/activate',
  'PATCH /v1/auth/password/:passwordToken/reset',
  'GET /v1/auth/verify',
  'GET /.well-known/jwks.json',
  'GET /.well-known/oauth-authorization-server',
  'POST /v1/oauth2/token',
  'GET /health/live',
  'GET /health/ready',
];

/** What every user may do, for themself alone. */
const FOR_EVERYBODY = [
  'GET /v1/users/info',
  'GET /v1/dashboard/projects/metadata',
  'GET /v1/permissions',
  'GET /v1/auth/orgs',
  'GET /v1/apiKeys',
  'POST /v1/apiKeys',
  'GET /v1/audits',
  'GET /v1/auth/sessions',
  'POST /v1/auth/logout',
  'POST /v1/users/auth/tokens/revoke',
];

const ABSENT = '01990f6e-7c2a-7b1e-9d53-0c1f2a3b4c5d';
const nameOf = ({ method, path }: Route) => `${method} ${path}`;

describe('every route', () => {
  let app: TestApp;
  let document: ServedDocument;
  let routes: Route[];
  let guarded: Route[];
  let admin: Person;
  let user: Person;
  let stranger: Person;
  /** One thing of each kind in the tenant of `admin`, none of them the user's. */
  let things: Record<string, string>;

  beforeAll(async () => {
    app = await TestApp.start();
    document = await ServedDocument.of(app);
    routes = routeTable(app);
    guarded = routes.filter((route) => ![...PAGES, ...PUBLIC].includes(nameOf(route)));
    const given = new Given(app);
    admin = await given.tenant();
    user = await given.user(admin);
    stranger = await given.tenant();
    things = {
      '/v1/users/': (await given.user(admin, { roles: ['Tenant Admin'] })).uid,
      '/v1/workspaces/users/': (await given.user(admin)).uid,
      '/v1/apiKeys/': (await given.apiKey(admin)).uid,
      '/v1/roles/': await given.role(admin, ['user.list']),
      '/v1/tenants/': admin.tenantUid,
      '/v1/auth/sessions/': await firstUid(as(app, admin).get('/v1/auth/sessions')),
      '/v1/audits/': await firstUid(as(app, admin).get('/v1/audits')),
    };
  });
  afterAll(() => app.close());

  async function firstUid(list: PromiseLike<{ body: unknown }>): Promise<string> {
    const { items } = (await list).body as { items: { uid?: string; metadata?: { uid: string } }[] };
    return items[0]?.uid ?? items[0]?.metadata?.uid ?? 'none';
  }

  const takesUid = ({ path }: Route) => path.includes(':');
  /** @throws when a route was added that this file does not know a thing for. */
  const thingFor = ({ path }: Route) => {
    const uid = things[path.slice(0, path.indexOf(':'))];
    if (uid === undefined) throw new Error(`say in this file what ${path} is about`);
    return uid;
  };

  /** Calls a route with the body that the docs show, so that nothing but the caller can be at fault. */
  const call = (http: TestApp['http'] | ReturnType<typeof as>, route: Route, uid = ABSENT) => {
    const path = route.path.replace(/:[^/]+/, uid);
    const operation = document.operations.find((each) => nameOf(each) === nameOf(documented(route)));
    const request = (http as TestApp['http'])[route.method.toLowerCase() as 'get'](path);
    const body = operation && document.exampleBody(operation);
    if (operation && takesForm(operation)) void request.type('form');
    return body ? request.send(body) : request;
  };
  const documented = ({ method, path }: Route) => ({ method, path: path.replace(/:([^/]+)/g, '{$1}') });

  it('is in the list of this file or in the document, and the lists hold nothing else', () => {
    const all = routes.map(nameOf);
    expect(all.length).toBeGreaterThan(40);
    expect([...PAGES, ...PUBLIC, ...FOR_EVERYBODY].filter((name) => !all.includes(name))).toEqual([]);
    const ours = routes
      .filter((route) => !PAGES.includes(nameOf(route)))
      .map((route) => nameOf(documented(route)));
    expect(ours.toSorted()).toEqual(document.operations.map(nameOf).toSorted());
  });

  it('that is not public answers 401 without a credential, whatever else is sent (AZ-01, AZ-05, WB-07)', async () => {
    expect(guarded.length).toBeGreaterThan(25);
    const { cookie } = await cookieOf(app, admin);
    for (const route of guarded) {
      for (const headers of [
        {},
        { ProjectUid: admin.tenantUid, 'X-Tenant': admin.tenantUid, Cookie: `Authorization=${admin.token}` },
        { Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' },
      ]) {
        const uid = takesUid(route) ? thingFor(route) : ABSENT;
        const { status, body } = await call(app.http, route, uid).set(headers);
        expect({ route: nameOf(route), status, body: body as object }).toEqual({
          route: nameOf(route),
          status: 401,
          body: route.path.startsWith('/v1/oauth2/')
            ? oauthErrorBody('invalid_client', 'NotAuthenticated')
            : errorBody('NotAuthenticated'),
        });
      }
    }
  });

  it('that is not public says so in the document, and a public one does not ask', () => {
    for (const operation of document.operations) {
      const isPublic = PUBLIC.includes(nameOf(operation).replace(/\{([^}]+)\}/g, ':$1'));
      const schemes = (operation.security ?? []).flatMap((scheme) => Object.keys(scheme));
      if (operation.operationId === 'v1AuthRefreshPost') expect(schemes).toEqual(['Authorization']);
      else if (operation.operationId === 'verifyRequest')
        expect(schemes.toSorted()).toEqual(['ApiKey', 'Authorization']);
      else expect([operation.path, schemes.includes('Authorization')]).toEqual([operation.path, !isPublic]);
    }
  });

  it('spelt another way lets nobody in either (AZ-05)', async () => {
    for (const { method, path } of guarded) {
      const real = path.replace(/:[^/]+/, ABSENT);
      const spellings = [
        real.replace('/v1', '/%761'),
        real.replace('/v1', '//v1'),
        real.replace('/v1/', '/v1//'),
        `${real}/`,
        `${real}//`,
        `${real};a=b`,
        `${real}%2f`,
        `${real}/.`,
        `${real}%00`,
        `/x/..${real}`,
        `/./${real.slice(1)}`,
        real.toUpperCase(),
        real.replace(/s(\/|$)/, '%73$1'),
        `${real}.json`,
        `${real}?ApiKey=`,
      ];
      for (const spelling of spellings) {
        const { status } = await app.http[method.toLowerCase() as 'get'](spelling);
        expect([spelling, [400, 401, 404, 405].includes(status)]).toEqual([spelling, true]);
      }
    }
  }, 60_000);

  it('about one thing answers another tenant’s administrator as if there were no such thing (AZ-02)', async () => {
    for (const route of guarded.filter(takesUid)) {
      const absent = await call(as(app, stranger), route);
      const foreign = await call(as(app, stranger), route, thingFor(route));
      expect([nameOf(route), [403, 404].includes(foreign.status)]).toEqual([nameOf(route), true]);
      expect([nameOf(route), visible(foreign)]).toEqual([nameOf(route), visible(absent)]);
    }
  });

  it('refuses a plain user what is another’s of the same tenant, or the tenant’s (AZ-03, AZ-07)', async () => {
    for (const route of guarded.filter((each) => !FOR_EVERYBODY.includes(nameOf(each)))) {
      const { status } = await call(as(app, user), route, takesUid(route) ? thingFor(route) : ABSENT);
      // a user may read entries of their own, so whether there are others is not for them to know; nobody but administrators writes
      const isHidden = route.path.startsWith('/v1/audits/') && route.method === 'GET';
      expect([nameOf(route), status]).toEqual([nameOf(route), isHidden ? 404 : 403]);
    }
  });

  it('left everything as it was', async () => {
    await as(app, admin)
      .get(`/v1/users/${thingFor({ method: 'GET', path: '/v1/users/:uid' })}`)
      .expect(200);
    await as(app, admin)
      .get(`/v1/apiKeys/${thingFor({ method: 'GET', path: '/v1/apiKeys/:uid' })}`)
      .expect(200);
    const { body } = await as(app, admin).get(`/v1/tenants/${admin.tenantUid}`).expect(200);
    expect(body).toMatchObject({ spec: { orgName: admin.orgName }, status: { isActive: true } });
  });
});
