import { META_FIELDS } from '#http';
import type { ListRequest } from '#http';

/** What the list of organisations can be asked for; the name stands in two places. */
export const TENANT_PATHS = {
  filters: ['metadata.name', 'metadata.uid', 'spec.orgName'],
  sorts: ['metadata.name', 'metadata.creationTimestamp'],
  fields: [
    ...META_FIELDS,
    'spec.orgName',
    'spec.orgEmailId',
    'spec.address',
    'spec.authType',
    'spec.allowsQueryApiKeys',
    'status.isActive',
    'status.toBeDeleted',
  ],
} as const;

export type TenantListRequest = ListRequest<
  (typeof TENANT_PATHS.filters)[number],
  (typeof TENANT_PATHS.sorts)[number]
>;
