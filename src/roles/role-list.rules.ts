import { META_FIELDS } from '#http';
import type { ListRequest } from '#http';

/** What the list of roles can be asked for. */
export const ROLE_PATHS = {
  filters: ['metadata.name', 'metadata.uid'],
  sorts: ['metadata.name', 'metadata.creationTimestamp'],
  fields: [...META_FIELDS, 'spec.permissions', 'spec.scope', 'spec.type', 'status.isEnabled'],
} as const;

export type RoleListRequest = ListRequest<
  (typeof ROLE_PATHS.filters)[number],
  (typeof ROLE_PATHS.sorts)[number]
>;
