import { unique } from '../../support/given.js';
import { goMetadata } from '../call.js';
import type { OperationCall } from '../call.js';
import { ABSENT } from '../world.js';
import type { World } from '../world.js';

/** A role as the Terraform provider writes it. */
const role = (permissions: string[]) => ({
  metadata: goMetadata({ name: unique('role'), annotations: { scope: 'tenant' } }),
  spec: { permissions, scope: 'tenant', type: 'user' },
  status: { isEnabled: true },
});
const aRole = ({ given, admin }: World) => given.role(admin, ['user.list']);
const absent = ({ admin: as }: World) => ({ as, path: { uid: ABSENT } });

export const ROLE_OPERATIONS: OperationCall[] = [
  {
    operationId: 'v1RolesList',
    route: 'GET /v1/roles',
    status: 200,
    good: async (world) => {
      await aRole(world);
      return { as: world.admin, query: { limit: '50' } };
    },
    bad: ['Forbidden', ({ user: as }) => ({ as })],
  },
  {
    operationId: 'v1RolesCreate',
    route: 'POST /v1/roles',
    status: 201,
    good: ({ admin: as }) => ({ as, body: role(['apiKey.list', 'apiKey.update']) }),
    bad: ['InvalidInput', ({ admin: as }) => ({ as, body: role(['moon.land']) })],
  },
  {
    operationId: 'v1RolesUidGet',
    route: 'GET /v1/roles/{uid}',
    status: 200,
    good: async (world) => ({ as: world.admin, path: { uid: await aRole(world) } }),
    // whoever imports a role may have typed its name
    bad: ['ResourceNotFound', ({ admin: as }) => ({ as, path: { uid: 'Key Manager' } })],
  },
  {
    operationId: 'v1RolesUidUpdate',
    route: 'PUT /v1/roles/{uid}',
    status: 204,
    good: async (world) => ({
      as: world.admin,
      path: { uid: await aRole(world) },
      body: role(['apiKey.list']),
    }),
    bad: [
      'ResourceNotFound',
      ({ admin: as }) => ({ as, path: { uid: ABSENT }, body: role(['apiKey.list']) }),
    ],
  },
  {
    operationId: 'v1RolesUidDelete',
    route: 'DELETE /v1/roles/{uid}',
    status: 204,
    good: async (world) => ({ as: world.admin, path: { uid: await aRole(world) } }),
    bad: ['ResourceNotFound', absent],
  },
  {
    operationId: 'v1RolesClone',
    route: 'POST /v1/roles/{uid}/clone',
    status: 201,
    good: async (world) => ({
      as: world.admin,
      path: { uid: await aRole(world) },
      body: { metadata: { name: unique('role') } },
    }),
    bad: [
      'ResourceNotFound',
      ({ admin: as }) => ({ as, path: { uid: ABSENT }, body: { metadata: { name: unique('role') } } }),
    ],
  },
];
