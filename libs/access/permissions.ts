/** Everything that can be allowed, as `resource.verb`. The names are part of the public interface. */
export const PERMISSIONS = [
  'apiKey.create',
  'apiKey.get',
  'apiKey.list',
  'apiKey.update',
  'apiKey.delete',
  'apiKey.reveal',
  'apiKey.verify',
  'audit.get',
  'audit.list',
  'audit.update',
  'role.create',
  'role.get',
  'role.list',
  'role.update',
  'role.delete',
  'session.list',
  'session.delete',
  'system.get',
  'system.update',
  'tenant.create',
  'tenant.get',
  'tenant.list',
  'tenant.update',
  'tenant.suspend',
  'tenant.delete',
  'user.create',
  'user.get',
  'user.list',
  'user.update',
  'user.delete',
] as const;

export type Permission = (typeof PERMISSIONS)[number];

/** How far a permission reaches: every tenant, the caller's tenant, or the caller alone. */
export type Reach = 'platform' | 'tenant' | 'self';

/** What every user may do for themself, whatever their roles. */
const SELF: ReadonlySet<Permission> = new Set([
  'apiKey.create',
  'apiKey.get',
  'apiKey.list',
  'apiKey.update',
  'apiKey.delete',
  'apiKey.reveal',
  'audit.get',
  'audit.list',
  'session.list',
  'session.delete',
  'user.get',
  'user.update',
]);

/** What a platform administrator may do beyond their own tenant. It is never anything with another tenant's keys or users. */
const PLATFORM: ReadonlySet<Permission> = new Set([
  'audit.get',
  'audit.list',
  'system.get',
  'system.update',
  'tenant.create',
  'tenant.get',
  'tenant.list',
  'tenant.update',
  'tenant.suspend',
  'tenant.delete',
]);

/** What only a platform administrator may do. */
const PLATFORM_ONLY: ReadonlySet<Permission> = new Set([
  'system.get',
  'system.update',
  'tenant.create',
  'tenant.list',
  'tenant.suspend',
  'tenant.delete',
]);

/** What a role can allow inside its tenant; the built-in role `Tenant Admin` allows all of it. */
export const TENANT_PERMISSIONS: ReadonlySet<Permission> = new Set(
  PERMISSIONS.filter((permission) => !PLATFORM_ONLY.has(permission)),
);

/** @returns true for one of {@link PERMISSIONS}. */
export const isPermission = (text: string): text is Permission =>
  (PERMISSIONS as readonly string[]).includes(text);

/** The part of a principal that decisions are made from. */
export interface Grants {
  isPlatformAdmin: boolean;
  /** What the caller's roles allow inside the caller's tenant. */
  permissions: ReadonlySet<Permission>;
}

/**
 * The one place that decides what a caller may do.
 * @returns how far the caller's `permission` reaches, or null when they do not have it at all.
 */
export function reachOf(caller: Grants, permission: Permission): Reach | null {
  if (caller.isPlatformAdmin && PLATFORM.has(permission)) return 'platform';
  if (caller.permissions.has(permission)) return 'tenant';
  return SELF.has(permission) ? 'self' : null;
}

/**
 * Whoever acts for somebody (makes a key in their name, sets them up to log in) can do what they can do. So nobody acts for a
 * person who may do more than they themself.
 */
export function coversGrantsOf(caller: Grants, other: Grants): boolean {
  if (other.isPlatformAdmin && !caller.isPlatformAdmin) return false;
  return [...other.permissions].every((permission) => caller.permissions.has(permission));
}
