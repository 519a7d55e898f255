import { unique } from '../../support/given.js';
import { goMetadata } from '../call.js';
import type { OperationCall } from '../call.js';
import { ABSENT } from '../world.js';

const tenant = (orgName: string) => ({
  metadata: goMetadata(),
  spec: {
    orgName,
    emailId: `${unique('admin')}@tenant.example`,
    firstName: 'Ada',
    lastName: 'Admin',
    roles: null,
  },
});

export const TENANT_OPERATIONS: OperationCall[] = [
  {
    operationId: 'v1TenantsList',
    route: 'GET /v1/tenants',
    status: 200,
    good: ({ platform: as }) => ({ as, query: { limit: '0' } }),
    bad: ['Forbidden', ({ admin: as }) => ({ as })],
  },
  {
    operationId: 'v1TenantsCreate',
    route: 'POST /v1/tenants',
    status: 201,
    good: ({ platform: as }) => ({ as, body: tenant(unique('org')) }),
    bad: ['InvalidInput', ({ platform: as }) => ({ as, body: tenant('') })],
  },
  {
    operationId: 'v1TenantsGet',
    route: 'GET /v1/tenants/{tenantUid}',
    status: 200,
    good: ({ admin: as }) => ({ as, path: { tenantUid: as.tenantUid } }),
    bad: ['ResourceNotFound', ({ admin: as, platform }) => ({ as, path: { tenantUid: platform.tenantUid } })],
  },
  {
    operationId: 'v1TenantsDelete',
    route: 'DELETE /v1/tenants/{tenantUid}',
    status: 204,
    good: async ({ given, platform: as }) => ({
      as,
      path: { tenantUid: (await given.tenant()).tenantUid },
    }),
    bad: ['Forbidden', ({ admin: as }) => ({ as, path: { tenantUid: as.tenantUid } })],
  },
  {
    operationId: 'v1TenantsUserGet',
    route: 'GET /v1/tenants/{tenantUid}/user',
    status: 200,
    good: ({ admin, platform: as }) => ({ as, path: { tenantUid: admin.tenantUid } }),
    bad: ['ResourceNotFound', ({ platform: as }) => ({ as, path: { tenantUid: ABSENT } })],
  },
];
