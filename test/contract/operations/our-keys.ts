import type { OperationCall } from '../call.js';
import { ABSENT } from '../world.js';

/** What API keys can do beside the contract. */
export const OUR_KEY_OPERATIONS: OperationCall[] = [
  {
    operationId: 'v1ApiKeysLeaked',
    route: 'POST /v1/apiKeys/leaked',
    status: 204,
    good: async ({ given, user }) => ({ body: { apiKey: (await given.apiKey(user)).value } }),
    bad: ['InvalidInput', () => ({ body: { apiKey: 7 } })],
  },
  {
    operationId: 'v1ApiKeysUidRotate',
    route: 'POST /v1/apiKeys/{uid}/rotate',
    status: 201,
    good: async ({ given, user: as }) => ({
      as,
      path: { uid: (await given.apiKey(as)).uid },
      body: { gracePeriodMinutes: 60 },
    }),
    bad: ['ResourceNotFound', ({ admin: as }) => ({ as, path: { uid: ABSENT }, body: {} })],
  },
  {
    operationId: 'v1ApiKeysUidReveal',
    route: 'POST /v1/apiKeys/{uid}/reveal',
    status: 200,
    good: async ({ given, admin, user: as }) => {
      await given.recoverableKeys(admin);
      return { as, path: { uid: (await given.apiKey(as)).uid } };
    },
    bad: ['ResourceNotFound', ({ admin: as }) => ({ as, path: { uid: ABSENT } })],
  },
];
