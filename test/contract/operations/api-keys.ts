import { unique } from '../../support/given.js';
import { goMetadata } from '../call.js';
import type { OperationCall } from '../call.js';
import { ABSENT } from '../world.js';
import type { World } from '../world.js';

const expiry = ({ app }: World) => new Date(app.clock.now().getTime() + 86_400_000).toISOString();
const aKey = async ({ given, user }: World) => (await given.apiKey(user)).uid;
const absent = ({ admin: as }: World) => ({ as, path: { uid: ABSENT } });

export const API_KEY_OPERATIONS: OperationCall[] = [
  {
    operationId: 'v1ApiKeysList',
    route: 'GET /v1/apiKeys',
    status: 200,
    good: async ({ given, admin }) => {
      await given.apiKey(admin);
      return { as: admin };
    },
    bad: ['InvalidInput', ({ admin: as }) => ({ as, query: { status: 'lost' } })],
  },
  {
    operationId: 'v1ApiKeysCreate',
    route: 'POST /v1/apiKeys',
    status: 201,
    good: (world) => ({
      as: world.admin,
      body: {
        metadata: goMetadata({ name: unique('key'), annotations: { description: 'Nightly backup' } }),
        // the SDK has the uid of the organisation where that of the owner should be
        spec: { expiry: expiry(world), userUid: world.admin.tenantUid },
      },
    }),
    bad: [
      'InvalidInput',
      ({ user: as }) => ({ as, body: { metadata: goMetadata({ name: 'no expiry' }), spec: {} } }),
    ],
  },
  {
    operationId: 'v1ApiKeysUidGet',
    route: 'GET /v1/apiKeys/{uid}',
    status: 200,
    good: async (world) => ({ as: world.user, path: { uid: await aKey(world) } }),
    bad: ['ResourceNotFound', absent],
  },
  {
    operationId: 'v1ApiKeysUidUpdate',
    route: 'PUT /v1/apiKeys/{uid}',
    status: 204,
    good: async (world) => ({
      as: world.admin,
      path: { uid: await aKey(world) },
      body: { metadata: goMetadata({ name: unique('key') }), spec: { expiry: expiry(world) } },
    }),
    bad: [
      'InvalidInput',
      async (world) => ({
        as: world.admin,
        path: { uid: await aKey(world) },
        body: { metadata: goMetadata({ name: 'x'.repeat(129) }) },
      }),
    ],
  },
  {
    operationId: 'v1ApiKeysUidDelete',
    route: 'DELETE /v1/apiKeys/{uid}',
    status: 204,
    good: async (world) => ({ as: world.admin, path: { uid: await aKey(world) } }),
    bad: ['ResourceNotFound', absent],
  },
  {
    operationId: 'v1ApiKeysUidActiveState',
    route: 'PATCH /v1/apiKeys/{uid}',
    status: 204,
    // the Go models leave false out
    good: async (world) => ({ as: world.admin, path: { uid: await aKey(world) }, body: {} }),
    bad: ['ResourceNotFound', ({ admin: as }) => ({ as, path: { uid: ABSENT }, body: { isActive: true } })],
  },
  {
    operationId: 'v1ApiKeysUidState',
    route: 'PUT /v1/apiKeys/{uid}/state',
    status: 204,
    good: async (world) => ({
      as: world.user,
      path: { uid: await aKey(world) },
      body: { isActive: true },
    }),
    bad: [
      'InvalidInput',
      async (world) => ({ as: world.user, path: { uid: await aKey(world) }, body: { isActive: 'yes' } }),
    ],
  },
];
