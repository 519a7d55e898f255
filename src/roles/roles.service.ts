import { Injectable } from '@nestjs/common';
import { actorOf, coversGrantsOf, isPermission, TENANT_PERMISSIONS } from '#access';
import type { Permission, Principal } from '#access';
import { ApiError } from '#http';
import type { IdempotentRequest } from '#http';
import { fold, isUid, isUniqueViolation, newUid, Transactions } from '#persistence';
import type { Transaction } from '#persistence';
import { Clock } from '#time';
import { Creations } from '../idempotency/creations.service.js';
import type { Made } from '../idempotency/creations.service.js';
import { AuditService } from '../audit/audit.service.js';
import { TenantsService } from '../tenants/tenants.service.js';
import { BUILT_IN_ROLES } from './built-in-roles.js';
import { HeldRolesService } from './held-roles.service.js';
import { RoleAssignmentsRepository } from './role-assignments.repository.js';
import type { Role, RoleScope } from './role.entity.js';
import { RolesRepository } from './roles.repository.js';

/** A tenant's roles are listed, sorted and searched in memory: this many are read in a millisecond. */
const MOST_ROLES = 500;

/** What a role is made from. */
export interface NewRole {
  name: string;
  permissions: string[];
  /** Absent: `tenant`. */
  scope?: RoleScope | undefined;
  annotations?: Record<string, string> | undefined;
  labels?: Record<string, string> | undefined;
}

/** What may be changed; undefined stays as it is. */
export type RoleChanges = { [Name in keyof NewRole]?: NewRole[Name] | undefined };

/**
 * Makes and changes the roles of a tenant. Whoever does needs every permission that the role has, before and after: nobody grants what
 * they lack, and nobody takes from people who may do more than they.
 */
@Injectable()
export class RolesService {
  constructor(
    private readonly roles: RolesRepository,
    private readonly assignments: RoleAssignmentsRepository,
    private readonly held: HeldRolesService,
    private readonly tenants: TenantsService,
    private readonly creations: Creations,
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** @throws ApiError InvalidInput, Forbidden, DuplicateResource, TooMany */
  create(caller: Principal, request: IdempotentRequest | undefined, input: NewRole): Promise<Made> {
    const permissions = permissionsFrom(input.permissions);
    refuseBeyond(caller, permissions);
    return this.creations.once(caller, request, async (tx) => {
      await this.takeTurn(tx, caller);
      return this.insert(tx, caller, { ...input, permissions }, 'created');
    });
  }

  /** Makes a role of one's own that allows what another allows, built in or not. @throws ApiError ResourceNotFound and as {@link create} */
  clone(caller: Principal, request: IdempotentRequest | undefined, uid: string, name: string): Promise<Made> {
    return this.creations.once(caller, request, async (tx) => {
      await this.takeTurn(tx, caller);
      const builtIn = BUILT_IN_ROLES.find((role) => role.uid === uid);
      const own = builtIn ? null : found(await this.roles.find(caller.tenantUid, uid, tx));
      const { permissions, name: original } = builtIn ?? (own as Role);
      refuseBeyond(caller, permissions);
      const { annotations, labels, scope } = own ?? {};
      const copy = { name, permissions: [...permissions], scope, annotations, labels };
      return this.insert(tx, caller, copy, `cloned from "${original}"`);
    });
  }

  /** @throws ApiError ResourceNotFound, BuiltInRole, InvalidInput, Forbidden, DuplicateResource */
  async update(caller: Principal, uid: string, changes: RoleChanges): Promise<void> {
    const permissions = changes.permissions && permissionsFrom(changes.permissions);
    await this.changing(caller, async (tx) => {
      const role = await this.own(tx, caller, uid);
      refuseBeyond(caller, permissions ?? []);
      const { name, scope, annotations, labels } = changes;
      if (name !== undefined) refuseReserved(name);
      const given = Object.fromEntries(
        Object.entries({ name, scope, permissions, annotations, labels }).filter(
          ([, value]) => value !== undefined,
        ),
      );
      await named(
        this.roles.update(
          tx,
          caller.tenantUid,
          { uid },
          {
            ...given,
            ...(name !== undefined && { nameFolded: fold(name) }),
            modifiedAt: this.clock.now(),
          },
        ),
      );
      const what = permissions ? differenceOf(role.permissions, permissions) : [];
      const fields = Object.keys(given).filter((field) => field !== 'permissions');
      return this.record(
        tx,
        caller,
        role,
        'update',
        `was changed: ${[...fields, ...what].join(', ') || 'nothing'}.`,
      );
    });
  }

  /**
   * @param options `force`: take the role from everybody who holds it; otherwise a role that somebody holds stays.
   * @throws ApiError ResourceNotFound, BuiltInRole, Forbidden, RoleInUse
   */
  async delete(caller: Principal, uid: string, { force }: { force: boolean }): Promise<void> {
    await this.changing(caller, async (tx) => {
      const role = await this.own(tx, caller, uid);
      const holders = await this.assignments.holders(tx, caller.tenantUid, uid);
      if (holders > 0 && !force) throw new ApiError('RoleInUse', { details: { users: String(holders) } });
      await this.assignments.removeFromAll(tx, caller.tenantUid, uid);
      await this.roles.delete(tx, caller.tenantUid, uid);
      const from = holders > 0 ? ` and taken from ${holders} user${holders === 1 ? '' : 's'}` : '';
      return this.record(tx, caller, role, 'delete', `was deleted${from}.`);
    });
  }

  /** One change, in turn with every other change of who may do what in this tenant. */
  private changing<T>(caller: Principal, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.transactions.run(async (tx) => {
      await this.takeTurn(tx, caller);
      return work(tx);
    });
  }

  private async takeTurn(tx: Transaction, caller: Principal): Promise<void> {
    await this.tenants.lock(tx, caller.tenantUid);
    await this.held.refuseDemoted(tx, caller);
  }

  private async own(tx: Transaction, caller: Principal, uid: string): Promise<Role> {
    if (BUILT_IN_ROLES.some((role) => role.uid === uid)) throw new ApiError('BuiltInRole');
    const role = found(await this.roles.find(caller.tenantUid, uid, tx));
    refuseBeyond(caller, role.permissions);
    return role;
  }

  private async insert(
    tx: Transaction,
    caller: Principal,
    { name, permissions, scope, annotations, labels }: NewRole & { permissions: Permission[] },
    how: string,
  ): Promise<Made> {
    refuseReserved(name);
    if ((await this.roles.count(caller.tenantUid, {}, tx)) >= MOST_ROLES) throw new ApiError('TooMany');
    const now = this.clock.now();
    const role: Role = {
      uid: newUid(),
      tenantUid: caller.tenantUid,
      name,
      nameFolded: fold(name),
      annotations: annotations ?? {},
      labels: labels ?? {},
      scope: scope ?? 'tenant',
      permissions,
      createdAt: now,
      modifiedAt: now,
    };
    await named(this.roles.insert(tx, role));
    const allows = permissions.join(', ') || 'nothing';
    return {
      uid: role.uid,
      auditUid: await this.record(tx, caller, role, 'create', `was ${how}; it allows ${allows}.`),
    };
  }

  private record(
    tx: Transaction,
    caller: Principal,
    role: Role,
    verb: string,
    what: string,
  ): Promise<string> {
    return this.audit.record(tx, {
      tenantUid: role.tenantUid,
      actor: actorOf(caller),
      action: `role.${verb}`,
      actionType: verb as 'create' | 'update' | 'delete',
      resource: { kind: 'role', uid: role.uid, name: role.name },
      message: `Role "${role.name}" ${what}`,
    });
  }
}

/** @returns each once, in the order of the catalogue. @throws ApiError InvalidInput */
function permissionsFrom(texts: string[]): Permission[] {
  if (!texts.every((text) => isPermission(text) && TENANT_PERMISSIONS.has(text)))
    throw new ApiError('InvalidInput', {
      details: { 'spec.permissions': `must hold only ${[...TENANT_PERMISSIONS].join(', ')}` },
    });
  return [...TENANT_PERMISSIONS].filter((permission) => texts.includes(permission));
}

function refuseBeyond(caller: Principal, permissions: Iterable<Permission>): void {
  if (!coversGrantsOf(caller, { isPlatformAdmin: false, permissions: new Set(permissions) }))
    throw new ApiError('Forbidden', { message: 'This role allows more than you may do.' });
}

/** A name must not be taken for a built-in role, nor for the uid of another. */
function refuseReserved(name: string): void {
  if (BUILT_IN_ROLES.some((role) => fold(role.name) === fold(name))) throw duplicate();
  if (isUid(fold(name)))
    throw new ApiError('InvalidInput', { details: { 'metadata.name': 'must not look like a uid' } });
}

function differenceOf(before: readonly Permission[], after: readonly Permission[]): string[] {
  return [
    ...after.filter((permission) => !before.includes(permission)).map((permission) => `+${permission}`),
    ...before.filter((permission) => !after.includes(permission)).map((permission) => `-${permission}`),
  ];
}

function found(role: Role | null): Role {
  if (!role) throw new ApiError('ResourceNotFound');
  return role;
}

async function named<T>(writing: Promise<T>): Promise<T> {
  try {
    return await writing;
  } catch (error) {
    throw isUniqueViolation(error) ? duplicate() : error;
  }
}

function duplicate(): ApiError {
  return new ApiError('DuplicateResource', {
    message: 'A role of this name exists already.',
    details: { 'metadata.name': 'must be unique in the organisation' },
  });
}
