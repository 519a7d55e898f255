import { TENANT_PERMISSIONS } from '#access';
import type { Permission } from '#access';

/** A role with what it allows, wherever it comes from. */
export interface KnownRole {
  uid: string;
  name: string;
  permissions: ReadonlySet<Permission>;
}

/** Everything in the organisation. At least one active person holds it. */
export const TENANT_ADMIN: KnownRole = {
  uid: '00000000-0000-7000-8000-000000000001',
  name: 'Tenant Admin',
  permissions: TENANT_PERMISSIONS,
};

/** Sees everything in the organisation and changes nothing. */
export const TENANT_VIEWER: KnownRole = {
  uid: '00000000-0000-7000-8000-000000000002',
  name: 'Tenant Viewer',
  permissions: new Set([...TENANT_PERMISSIONS].filter((permission) => /\.(get|list)$/.test(permission))),
};

/** What everybody may do anyway: their own keys, sessions and profile. */
export const USER: KnownRole = {
  uid: '00000000-0000-7000-8000-000000000003',
  name: 'User',
  permissions: new Set(),
};

/** The roles that every organisation has. They are code and no rows: nobody can change them, and an upgrade can. */
export const BUILT_IN_ROLES: readonly KnownRole[] = [TENANT_ADMIN, TENANT_VIEWER, USER];
