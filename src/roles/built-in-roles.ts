import { TENANT_PERMISSIONS } from '#access';
import type { Permission } from '#access';

/** A role with what it allows, wherever it comes from. */
export interface KnownRole {
  uid: string;
  name: string;
  permissions: ReadonlySet<Permission>;
  /** Cannot be given and allows nothing. */
  isForProjects?: boolean;
}

/** A role of every organisation. */
export interface BuiltInRole extends KnownRole {
  description: string;
}

/** At least one active person holds it. */
export const TENANT_ADMIN: BuiltInRole = {
  uid: '00000000-0000-7000-8000-000000000001',
  name: 'Tenant Admin',
  description: 'Sees and changes everything in the organisation',
  permissions: TENANT_PERMISSIONS,
};

export const TENANT_VIEWER: BuiltInRole = {
  uid: '00000000-0000-7000-8000-000000000002',
  name: 'Tenant Viewer',
  description: 'Sees everything in the organisation and changes nothing',
  permissions: new Set([...TENANT_PERMISSIONS].filter((permission) => /\.(get|list)$/.test(permission))),
};

/** What everybody may do anyway. */
export const USER: BuiltInRole = {
  uid: '00000000-0000-7000-8000-000000000003',
  name: 'User',
  description: 'Manages their own keys, sessions and profile, as everybody does',
  permissions: new Set(),
};

/** The roles that every organisation has. They are code and no rows: nobody can change them, and an upgrade can. */
export const BUILT_IN_ROLES: readonly BuiltInRole[] = [TENANT_ADMIN, TENANT_VIEWER, USER];
