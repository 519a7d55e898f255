import { ZERO_TIME } from '../call.js';
import type { OperationCall } from '../call.js';
import { ABSENT } from '../world.js';
import type { World } from '../world.js';

const own = ({ admin: as }: Pick<World, 'admin'>) => ({ as, path: { tenantUid: as.tenantUid } });
const absent = ({ admin: as }: World) => ({ as, path: { tenantUid: ABSENT } });

export const SETTINGS_OPERATIONS: OperationCall[] = [
  {
    operationId: 'v1SystemAuthTokenSettingsGet',
    route: 'GET /v1/system/authTokenSettings',
    status: 200,
    good: ({ platform: as }) => ({ as }),
    bad: ['Forbidden', ({ admin: as }) => ({ as })],
  },
  {
    operationId: 'v1SystemAuthTokenSettingsUpdate',
    route: 'PUT /v1/system/authTokenSettings',
    status: 204,
    good: ({ platform: as }) => ({ as, body: { expiryTimeMinutes: 15 } }),
    bad: ['InvalidInput', ({ platform: as }) => ({ as, body: { expiryTimeMinutes: 14 } })],
  },
  {
    operationId: 'v1TenantUidAuthTokenSettingsGet',
    route: 'GET /v1/tenants/{tenantUid}/authTokenSettings',
    status: 200,
    good: own,
    bad: ['ResourceNotFound', absent],
  },
  {
    operationId: 'v1TenantUidAuthTokenSettingsUpdate',
    route: 'PUT /v1/tenants/{tenantUid}/authTokenSettings',
    status: 204,
    good: (world) => ({ ...own(world), body: { expiryTimeMinutes: 240 } }),
    bad: ['InvalidInput', (world) => ({ ...own(world), body: { expiryTimeMinutes: 1441 } })],
  },
  {
    operationId: 'v1TenantUidLoginBannerGet',
    route: 'GET /v1/tenants/{tenantUid}/loginBanner',
    status: 200,
    good: own,
    bad: ['Forbidden', ({ user: as }) => ({ as, path: { tenantUid: as.tenantUid } })],
  },
  {
    operationId: 'v1TenantUidLoginBannerUpdate',
    route: 'PUT /v1/tenants/{tenantUid}/loginBanner',
    status: 204,
    // what Terraform sends when there is to be none
    good: (world) => ({ ...own(world), body: { Message: '', isEnabled: false, title: '' } }),
    bad: ['InvalidInput', (world) => ({ ...own(world), body: { message: 'in lower case' } })],
  },
  {
    operationId: 'V1TenantUidPasswordPolicyGet',
    route: 'GET /v1/tenants/{tenantUid}/password/policy',
    status: 200,
    good: own,
    bad: ['ResourceNotFound', absent],
  },
  {
    operationId: 'V1TenantUidPasswordPolicyUpdate',
    route: 'POST /v1/tenants/{tenantUid}/password/policy',
    status: 204,
    // what Terraform sends when it gives the policy up; in an organisation where nobody sets a password afterwards
    good: async ({ given }) => ({
      ...own({ admin: await given.tenant() }),
      body: {
        creationTimestamp: ZERO_TIME,
        updateTimestamp: ZERO_TIME,
        expiryDurationInDays: 999,
        firstReminderInDays: 5,
        minLength: 6,
        minNumOfBlockLetters: 1,
        minNumOfDigits: 1,
        minNumOfSmallLetters: 1,
        minNumOfSpecialCharacters: 1,
      },
    }),
    bad: ['InvalidInput', (world) => ({ ...own(world), body: { minLength: 0 } })],
  },
];
