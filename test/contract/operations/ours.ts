import { exchangeOf } from '../../support/exchanging.js';
import { cookieOf, FROM_OUR_PAGE } from '../../support/session-cookie.js';
import type { OperationCall } from '../call.js';
import { ABSENT } from '../world.js';
import type { World } from '../world.js';

const ofUser = ({ admin: as, user }: World) => ({ as, path: { uid: user.uid } });
const absent = ({ admin: as }: World) => ({ as, path: { uid: ABSENT } });
/** What no route accepts, whoever may call it. */
const twice = () => ({ query: 'page=1&page=2' });

/** What is ours beside the contract. */
export const OUR_OPERATIONS: OperationCall[] = [
  {
    operationId: 'v1Setup',
    route: 'POST /v1/setup',
    status: 201,
    good: (world) => ({
      to: world.newInstallation,
      body: {
        token: world.setupToken(),
        orgName: 'acme',
        emailId: 'ada@acme.example',
        password: 'ordinary giraffes count clouds',
      },
    }),
    bad: [
      'InvalidInput',
      ({ admin: { orgName, emailId, password } }) => ({ body: { orgName, emailId, password } }),
    ],
  },
  {
    operationId: 'v1AuthRefreshPost',
    route: 'POST /v1/auth/refresh',
    status: 200,
    good: async (world) => ({ as: (await world.session()).of }),
    bad: ['NotAuthenticated', () => ({})],
  },
  {
    operationId: 'v1AuthSession',
    route: 'POST /v1/auth/session',
    status: 200,
    good: async ({ app, user }) => {
      const { cookie } = await cookieOf(app, user);
      return { headers: { ...FROM_OUR_PAGE, Cookie: cookie } };
    },
    bad: ['NotAuthenticated', () => ({ headers: FROM_OUR_PAGE })],
  },
  {
    operationId: 'v1AuthLogout',
    route: 'POST /v1/auth/logout',
    status: 204,
    good: async (world) => ({ as: (await world.session()).of }),
    bad: ['TokenRequired', async ({ given, user }) => ({ as: await given.apiKey(user) })],
  },
  {
    operationId: 'v1AuthSessionsList',
    route: 'GET /v1/auth/sessions',
    status: 200,
    good: ({ user: as }) => ({ as }),
    bad: ['ResourceNotFound', ({ admin: as }) => ({ as, query: { userUid: ABSENT } })],
  },
  {
    operationId: 'v1AuthSessionsDelete',
    route: 'DELETE /v1/auth/sessions',
    status: 204,
    good: async (world) => ({ as: world.admin, query: { userUid: (await world.session()).of.uid } }),
    bad: ['ResourceNotFound', ({ admin: as }) => ({ as, query: { userUid: ABSENT } })],
  },
  {
    operationId: 'v1AuthSessionsUidDelete',
    route: 'DELETE /v1/auth/sessions/{uid}',
    status: 204,
    good: async (world) => ({ as: world.admin, path: { uid: (await world.session()).uid } }),
    bad: ['ResourceNotFound', absent],
  },
  {
    operationId: 'v1UsersUidState',
    route: 'PUT /v1/users/{uid}/state',
    status: 204,
    good: async ({ given, admin: as }) => ({
      as,
      path: { uid: (await given.user(as)).uid },
      body: { isActive: false },
    }),
    bad: ['ResourceNotFound', (world) => ({ ...absent(world), body: { isActive: false } })],
  },
  {
    operationId: 'v1UsersUidUnlock',
    route: 'PUT /v1/users/{uid}/unlock',
    status: 204,
    good: ({ admin: as, user }) => ({ as, path: { uid: user.uid } }),
    bad: ['ResourceNotFound', absent],
  },
  {
    operationId: 'v1TenantsUpdate',
    route: 'PUT /v1/tenants/{tenantUid}',
    status: 204,
    good: ({ admin: as }) => ({
      as,
      path: { tenantUid: as.tenantUid },
      body: { spec: { orgEmailId: 'office@tenant.example', address: { city: 'Utrecht' } } },
    }),
    bad: [
      'InvalidInput',
      ({ admin: as }) => ({ as, path: { tenantUid: as.tenantUid }, body: { spec: { orgEmailId: 'x' } } }),
    ],
  },
  {
    operationId: 'v1TenantUidApiKeySettingsGet',
    route: 'GET /v1/tenants/{tenantUid}/apiKeySettings',
    status: 200,
    good: ({ admin: as }) => ({ as, path: { tenantUid: as.tenantUid } }),
    bad: ['Forbidden', ({ user: as }) => ({ as, path: { tenantUid: as.tenantUid } })],
  },
  {
    operationId: 'v1TenantUidApiKeySettingsUpdate',
    route: 'PUT /v1/tenants/{tenantUid}/apiKeySettings',
    status: 204,
    good: ({ admin: as }) => ({
      as,
      path: { tenantUid: as.tenantUid },
      body: { maxLifetimeInDays: 365, defaultLifetimeInDays: 90 },
    }),
    bad: [
      'InvalidInput',
      ({ admin: as }) => ({ as, path: { tenantUid: as.tenantUid }, body: { maxLifetimeInDays: -1 } }),
    ],
  },
  {
    operationId: 'v1TenantsState',
    route: 'PUT /v1/tenants/{tenantUid}/state',
    status: 204,
    good: async ({ given, platform: as }) => ({
      as,
      path: { tenantUid: (await given.tenant()).tenantUid },
      body: { isActive: false },
    }),
    bad: [
      'Forbidden',
      ({ admin: as }) => ({ as, path: { tenantUid: as.tenantUid }, body: { isActive: false } }),
    ],
  },
  {
    operationId: 'v1PermissionsList',
    route: 'GET /v1/permissions',
    status: 200,
    good: ({ user: as }) => ({ as, query: { scope: 'tenant' } }),
    bad: ['InvalidInput', ({ user: as }) => ({ as, query: { scope: 'moon' } })],
  },
  {
    operationId: 'v1ProjectsMetadata',
    route: 'GET /v1/dashboard/projects/metadata',
    status: 200,
    good: ({ user: as }) => ({ as }),
    bad: ['NotAuthenticated', () => ({})],
  },
  {
    operationId: 'v1UsersProjectRoles',
    route: 'GET /v1/users/{uid}/projects',
    status: 200,
    good: ofUser,
    bad: ['ResourceNotFound', absent],
  },
  {
    operationId: 'v1UsersWorkspaceGetRoles',
    route: 'GET /v1/workspaces/users/{uid}/roles',
    status: 200,
    good: ofUser,
    bad: ['ResourceNotFound', absent],
  },
  {
    operationId: 'v1UsersUidResourceRoles',
    route: 'GET /v1/users/{uid}/resourceRoles',
    status: 200,
    good: ofUser,
    bad: ['ResourceNotFound', absent],
  },
  {
    operationId: 'verifyRequest',
    route: 'GET /v1/auth/verify',
    status: 200,
    good: ({ user: as }) => ({ as }),
    bad: ['NotAuthenticated', () => ({})],
    isBodiless: true,
  },
  {
    operationId: 'verifyApiKeys',
    route: 'POST /v1/apiKeys/verify',
    status: 200,
    good: ({ admin: as }) => ({ as, body: { key: 'lk_', permission: 'apiKey.*' } }),
    bad: ['InvalidInput', ({ admin: as }) => ({ as, body: { key: 'lk_', permission: 'apiKey.*  OR' } })],
  },
  {
    operationId: 'introspectToken',
    route: 'POST /v1/oauth2/introspect',
    status: 200,
    good: ({ admin: as, user }) => ({ as, form: { token: user.token } }),
    bad: ['InvalidInput', ({ admin: as }) => ({ as, form: { token_type_hint: 'access_token' } })],
  },
  {
    operationId: 'exchangeToken',
    route: 'POST /v1/oauth2/token',
    status: 200,
    good: async ({ given, admin }) => ({ form: exchangeOf((await given.apiKey(admin)).value) }),
    bad: ['InvalidSubjectToken', () => ({ form: exchangeOf('lk_') })],
  },
  {
    operationId: 'serverMetadata',
    route: 'GET /.well-known/oauth-authorization-server',
    status: 200,
    good: () => ({}),
    bad: ['InvalidInput', twice],
  },
  {
    operationId: 'jwks',
    route: 'GET /.well-known/jwks.json',
    status: 200,
    good: () => ({}),
    bad: ['InvalidInput', twice],
  },
  {
    operationId: 'healthLive',
    route: 'GET /health/live',
    status: 200,
    good: () => ({}),
    bad: ['InvalidInput', twice],
  },
  {
    operationId: 'healthReady',
    route: 'GET /health/ready',
    status: 200,
    good: () => ({}),
    bad: ['InvalidInput', twice],
  },
];
