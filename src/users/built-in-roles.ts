import { ApiError } from '#http';

/** The role of an administrator of the tenant, and everybody's. */
export const TENANT_ADMIN = 'Tenant Admin';
export const USER = 'User';

/** @returns whether the named roles make a tenant administrator; undefined for no list. @throws ApiError InvalidInput for an unknown role. */
export function isTenantAdminBy(roles: string[] | undefined): boolean | undefined {
  if (roles?.some((role) => role !== TENANT_ADMIN && role !== USER)) {
    throw new ApiError('InvalidInput', {
      details: { 'spec.roles': `must hold only ${TENANT_ADMIN} and ${USER}` },
    });
  }
  return roles?.includes(TENANT_ADMIN);
}
