import { Injectable } from '@nestjs/common';
import { TENANT_PERMISSIONS } from '#access';
import type { Permission, Principal } from '#access';
import { ApiError } from '#http';
import { fold } from '#persistence';
import type { Transaction } from '#persistence';
import { BUILT_IN_ROLES, USER } from './built-in-roles.js';
import type { KnownRole } from './built-in-roles.js';
import { RoleAssignmentsRepository } from './role-assignments.repository.js';
import type { AssignedRole } from './role-assignments.repository.js';
import type { Role } from './role.entity.js';
import { RolesRepository } from './roles.repository.js';

export { TENANT_ADMIN, USER } from './built-in-roles.js';
export type { KnownRole } from './built-in-roles.js';
export type { AssignedRole } from './role-assignments.repository.js';

/** What somebody holds, and what all of it together allows. */
export interface HeldRoles {
  /** In the order of their names. */
  roles: KnownRole[];
  permissions: ReadonlySet<Permission>;
}

/** Who holds which roles. Whoever changes that locks the tenant first, so that no role is deleted while it is given. */
@Injectable()
export class HeldRolesService {
  constructor(
    private readonly assignments: RoleAssignmentsRepository,
    private readonly roles: RolesRepository,
  ) {}

  /** @returns what each of these people holds, with one query for all of them. */
  async of(userUids: string[], tx?: Transaction): Promise<(userUid: string) => HeldRoles> {
    const byUser = new Map<string, AssignedRole[]>();
    for (const assignment of await this.assignments.of(userUids, tx))
      byUser.set(assignment.userUid, [...(byUser.get(assignment.userUid) ?? []), assignment]);
    return (userUid) => this.summaryOf(byUser.get(userUid) ?? []);
  }

  /** @param assignments of one person. */
  summaryOf(assignments: AssignedRole[]): HeldRoles {
    const roles = assignments.flatMap(roleOf).toSorted((a, b) => (a.name < b.name ? -1 : 1));
    return { roles, permissions: new Set(roles.flatMap((role) => [...role.permissions])) };
  }

  /**
   * Who may do less than when the request began waits for its lock in vain: nobody acts with rights that were taken meanwhile.
   * @param tx holds the lock on the tenant. @throws ApiError Forbidden
   */
  async refuseDemoted(tx: Transaction, caller: Principal): Promise<void> {
    const { permissions } = (await this.of([caller.userUid], tx))(caller.userUid);
    if ([...caller.permissions].some((permission) => !permissions.has(permission)))
      throw new ApiError('Forbidden', { message: 'Your rights have just been changed.' });
  }

  /**
   * Finds the roles that a request names, by uid or by name; each once.
   * @throws ApiError InvalidInput naming `field` when one is no role of the organisation.
   */
  async resolve(
    tenantUid: string,
    references: string[],
    field: string,
    tx?: Transaction,
  ): Promise<KnownRole[]> {
    const own = (await this.roles.named(tenantUid, references, tx)).map(knownRole);
    const found = references.map((text) =>
      [...BUILT_IN_ROLES, ...own].find((role) => role.uid === text || fold(role.name) === fold(text)),
    );
    if (found.includes(undefined))
      throw new ApiError('InvalidInput', {
        details: { [field]: 'must hold only uids or names of roles of the organisation' },
      });
    if (found.some((role) => role?.isForProjects))
      throw new ApiError('InvalidInput', {
        details: { [field]: 'must hold only roles of scope tenant: there are no projects' },
      });
    return [...new Set(found as KnownRole[])];
  }

  /** Gives somebody these roles in place of those that they hold. */
  async replace(
    tx: Transaction,
    { tenantUid, uid: userUid }: { tenantUid: string; uid: string },
    held: readonly KnownRole[],
    roles: readonly KnownRole[],
  ): Promise<void> {
    const { added, removed } = difference(held, roles);
    await this.assignments.remove(
      tx,
      userUid,
      removed.map(({ uid }) => uid),
    );
    await this.assignments.add(
      tx,
      added.map(({ uid }) => ({ userUid, roleUid: uid, tenantUid })),
    );
  }
}

/** @returns what somebody is shown with: whoever holds nothing has what everybody has. */
export function shownRoles({ roles }: HeldRoles): readonly KnownRole[] {
  return roles.length > 0 ? roles : [USER];
}

/** @returns what a change from one list of roles to another adds and takes away. */
export function difference(
  before: readonly KnownRole[],
  after: readonly KnownRole[],
): { added: KnownRole[]; removed: KnownRole[] } {
  const lacks = (list: readonly KnownRole[]) => (role: KnownRole) =>
    list.every(({ uid }) => uid !== role.uid);
  return { added: after.filter(lacks(before)), removed: before.filter(lacks(after)) };
}

/** @returns a row in the form that built-in roles have too. */
export function knownRole({ uid, name, scope, permissions }: Role): KnownRole {
  const isForProjects = scope !== 'tenant';
  // a row may be older than the catalogue, or come from elsewhere: nothing in it can reach beyond the tenant
  const allowed = isForProjects ? [] : permissions.filter((permission) => TENANT_PERMISSIONS.has(permission));
  return { uid, name, permissions: new Set(allowed), isForProjects };
}

function roleOf({ roleUid, role }: AssignedRole): KnownRole[] {
  const known = role ? knownRole(role) : BUILT_IN_ROLES.find(({ uid }) => uid === roleUid);
  return known ? [known] : [];
}
