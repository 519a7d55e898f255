import { PASSWORD, unique } from '../../support/given.js';
import { NEW_PASSWORD } from '../../support/password-links.js';
import { goMetadata } from '../call.js';
import type { OperationCall } from '../call.js';
import { ABSENT } from '../world.js';
import type { World } from '../world.js';

const aUser = async ({ given, admin }: World) => (await given.user(admin)).uid;
const another = async (world: World) => ({ as: world.admin, path: { uid: await aUser(world) } });
const absent = ({ admin: as }: World) => ({ as, path: { uid: ABSENT } });
/** A user as the Go SDK writes one who belongs to nothing. */
const user = (emailId: string) => ({
  metadata: goMetadata({ name: 'Grace Hopper' }),
  spec: { emailId, firstName: 'Grace', lastName: 'Hopper', roles: null, teams: null },
});

export const USER_OPERATIONS: OperationCall[] = [
  {
    operationId: 'v1UsersList',
    route: 'GET /v1/users',
    status: 200,
    good: ({ admin: as }) => ({ as, query: { limit: '0' } }),
    // the SDK takes a 200 for being an administrator
    bad: ['Forbidden', ({ user: as }) => ({ as, query: { limit: '50' } })],
  },
  {
    operationId: 'v1UsersCreate',
    route: 'POST /v1/users',
    status: 201,
    good: ({ admin: as }) => ({ as, body: user(`${unique('user')}@tenant.example`) }),
    bad: [
      'InvalidInput',
      ({ admin: as }) => ({
        as,
        body: { spec: { ...user('grace@tenant.example').spec, teams: [ABSENT] } },
      }),
    ],
  },
  {
    operationId: 'v1UsersAuthTokensRevoke',
    route: 'POST /v1/users/auth/tokens/revoke',
    status: 204,
    good: async (world) => {
      const { of } = await world.session();
      return { as: of, body: { tokens: [of.token, 'no.token.of-ours'] } };
    },
    bad: ['InvalidInput', ({ user: as }) => ({ as, body: { tokens: 'all' } })],
  },
  {
    operationId: 'v1UsersInfoGet',
    route: 'GET /v1/users/info',
    status: 200,
    good: async ({ given, user: as }) => ({ as: await given.apiKey(as) }),
    bad: ['NotAuthenticated', () => ({})],
  },
  {
    operationId: 'v1UsersMetadata',
    route: 'GET /v1/users/meta',
    status: 200,
    good: ({ admin: as }) => ({ as }),
    bad: ['Forbidden', ({ user: as }) => ({ as })],
  },
  {
    operationId: 'V1UsersPasswordChange',
    route: 'PATCH /v1/users/password/change',
    status: 204,
    good: async ({ given, admin }) => {
      const { emailId, password } = await given.user(admin);
      return { body: { emailId, currentPassword: password, newPassword: NEW_PASSWORD } };
    },
    bad: [
      'LoginFailed',
      ({ user: { emailId } }) => ({
        body: { emailId, currentPassword: 'not this one', newPassword: NEW_PASSWORD },
      }),
    ],
  },
  {
    operationId: 'v1UsersEmailPasswordReset',
    route: 'PATCH /v1/users/password/reset',
    status: 204,
    good: async ({ given, admin: as }) => ({ as, body: { emailId: (await given.user(as)).emailId } }),
    bad: ['InvalidInput', ({ admin: as }) => ({ as, body: { emailId: 1 } })],
  },
  {
    operationId: 'v1UsersSummaryGet',
    route: 'POST /v1/users/summary',
    status: 200,
    good: ({ admin: as, user: { emailId } }) => ({
      as,
      body: { filter: { emailId: { eq: emailId } }, sort: null },
    }),
    bad: ['InvalidInput', ({ admin: as }) => ({ as, body: { filter: { shoeSize: { eq: '42' } } } })],
  },
  {
    operationId: 'v1UsersUidGet',
    route: 'GET /v1/users/{uid}',
    status: 200,
    good: another,
    // whoever imports a user may have typed the address
    bad: ['ResourceNotFound', ({ admin: as }) => ({ as, path: { uid: as.emailId } })],
  },
  {
    operationId: 'v1UsersUidUpdate',
    route: 'PUT /v1/users/{uid}',
    status: 204,
    good: async (world) => ({
      ...(await another(world)),
      body: { metadata: goMetadata(), spec: { firstName: 'Grace', lastName: 'Hopper', roles: null } },
    }),
    bad: ['ResourceNotFound', (world) => ({ ...absent(world), body: { spec: { firstName: 'Nobody' } } })],
  },
  {
    operationId: 'v1UsersUidDelete',
    route: 'DELETE /v1/users/{uid}',
    status: 204,
    good: another,
    bad: ['ResourceNotFound', absent],
  },
  {
    operationId: 'v1UsersUidPatch',
    route: 'PATCH /v1/users/{uid}',
    status: 204,
    good: async (world) => ({
      ...(await another(world)),
      body: [{ op: 'replace', path: '/spec/lastName', value: 'Murray' }],
    }),
    bad: [
      'InvalidInput',
      async (world) => ({
        ...(await another(world)),
        body: [{ op: 'replace', path: '/status/isActive', value: false }],
      }),
    ],
  },
  {
    operationId: 'v1UsersUidPasswordChange',
    route: 'PATCH /v1/users/{uid}/password/change',
    status: 204,
    good: async ({ given, admin }) => {
      const as = await given.user(admin);
      return {
        as,
        path: { uid: as.uid },
        body: { currentPassword: PASSWORD, newPassword: NEW_PASSWORD },
      };
    },
    bad: [
      'WrongPassword',
      ({ user: as }) => ({
        as,
        path: { uid: as.uid },
        body: { currentPassword: 'not this one', newPassword: NEW_PASSWORD },
      }),
    ],
  },
  {
    operationId: 'v1UsersUidPasswordReset',
    route: 'PATCH /v1/users/{uid}/password/reset',
    status: 204,
    good: another,
    bad: ['ResourceNotFound', absent],
  },
  {
    operationId: 'v1UsersUidRoles',
    route: 'GET /v1/users/{uid}/roles',
    status: 200,
    good: async (world) => ({
      as: world.admin,
      path: { uid: (await world.given.user(world.admin, { roles: ['Tenant Viewer'] })).uid },
    }),
    bad: ['ResourceNotFound', absent],
  },
  {
    operationId: 'v1UsersUidRolesUpdate',
    route: 'PUT /v1/users/{uid}/roles',
    status: 204,
    good: async (world) => ({
      ...(await another(world)),
      body: { roles: [await world.given.role(world.admin, ['user.list'])] },
    }),
    bad: ['ResourceNotFound', (world) => ({ ...absent(world), body: { roles: [] } })],
  },
];
