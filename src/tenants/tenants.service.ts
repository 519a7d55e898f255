import { Injectable } from '@nestjs/common';
import { actorOf, reachOf } from '#access';
import type { Permission, Principal } from '#access';
import { ApiError, Cursors, pageOf, rowsFor } from '#http';
import { fold, isUniqueViolation, newUid, Transactions } from '#persistence';
import type { Transaction } from '#persistence';
import { Clock } from '#time';
import { AuditService } from '../audit/audit.service.js';
import type { Tenant } from './tenant.entity.js';
import type { TenantListRequest } from './tenant-list.rules.js';
import { TenantsRepository } from './tenants.repository.js';

const ROWS_WHEN_ABSENT = 50;

/** What a tenant is made from. */
export interface NewTenant {
  orgName: string;
  orgEmailId: string;
  address?: Record<string, string> | undefined;
  annotations?: Record<string, string> | undefined;
  labels?: Record<string, string> | undefined;
}

/** What may be changed; undefined stays as it is. */
export interface TenantChanges extends Partial<NewTenant> {
  allowsQueryApiKeys?: boolean | undefined;
}

/** The organisations: the outer wall of all data. */
@Injectable()
export class TenantsService {
  constructor(
    private readonly tenants: TenantsRepository,
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  /** Writes a tenant, as part of a founding. @throws ApiError DuplicateResource when the name is taken. */
  async create(tx: Transaction, { orgName, orgEmailId, ...rest }: NewTenant): Promise<Tenant> {
    const now = this.clock.now();
    const tenant: Tenant = {
      uid: newUid(),
      orgName,
      orgNameFolded: fold(orgName),
      orgEmailId,
      annotations: rest.annotations ?? {},
      labels: rest.labels ?? {},
      address: rest.address ?? {},
      isActive: true,
      allowsQueryApiKeys: true,
      createdAt: now,
      modifiedAt: now,
    };
    await named(this.tenants.insert(tx, tenant));
    return tenant;
  }

  /** @throws ApiError ResourceNotFound also for a tenant that the caller may not see. */
  async get(caller: Principal, uid: string): Promise<Tenant> {
    this.reach(caller, 'tenant.get', uid);
    return found(await this.tenants.find(uid));
  }

  /** @returns the organisation of this name, however it is spelt; for whoever has not logged in. */
  named(orgName: string): Promise<Tenant | null> {
    return this.tenants.named(fold(orgName));
  }

  /** In the order of making unless another is asked for. @throws ApiError InvalidCursor */
  async list(
    { filters, order }: TenantListRequest,
    page: { limit?: number; offset?: number; continue?: string },
  ) {
    const names = [filters['metadata.name'], filters['spec.orgName']].filter((name) => name !== undefined);
    const filter = { uid: filters['metadata.uid']?.toLowerCase(), names };
    const sort = { byName: order?.by === 'metadata.name', isDescending: order?.isDescending ?? false };
    const scope = ['tenants', filter, sort];
    const limit = rowsFor(page.limit, ROWS_WHEN_ABSENT);
    const offset = page.offset ?? 0;
    const after = this.cursors.read(scope, page.continue);
    const { rows, count } = await this.tenants.page(filter, { ...sort, after, limit: limit + 1, offset });
    return pageOf(rows, { limit, offset, count }, (last) =>
      this.cursors.write(scope, TenantsRepository.position(sort, last)),
    );
  }

  /** @throws ApiError ResourceNotFound, DuplicateResource */
  async update(caller: Principal, uid: string, changes: TenantChanges): Promise<void> {
    this.reach(caller, 'tenant.update', uid);
    const given = definedOf(changes);
    if (Object.keys(given).length === 0) return;
    await this.transactions.run(async (tx) => {
      const tenant = found(await this.tenants.findLocked(tx, uid));
      const { orgName } = changes;
      await named(
        this.tenants.update(tx, uid, {
          ...given,
          ...(orgName !== undefined && { orgNameFolded: fold(orgName) }),
          modifiedAt: this.clock.now(),
        }),
      );
      await this.record(
        tx,
        caller,
        uid,
        tenant,
        'update',
        `Organisation "${tenant.orgName}" was changed: ${describe(given)}.`,
      );
    });
  }

  /** Suspends or resumes. Nothing is deleted: with a resume everything works as before. @throws ApiError ResourceNotFound, OwnTenant */
  async setState(caller: Principal, uid: string, isActive: boolean): Promise<void> {
    this.reach(caller, 'tenant.suspend', uid);
    if (!isActive) this.refuseOwn(caller, uid);
    await this.transactions.run(async (tx) => {
      const tenant = found(await this.tenants.findLocked(tx, uid));
      if (tenant.isActive === isActive) return;
      await this.tenants.update(tx, uid, { isActive, modifiedAt: this.clock.now() });
      const verb = isActive ? 'resume' : 'suspend';
      await this.record(
        tx,
        caller,
        uid,
        tenant,
        verb,
        `Organisation "${tenant.orgName}" was ${isActive ? 'resumed' : 'suspended'}.`,
      );
    });
  }

  /** Deletes the tenant with everything in it; the entry is kept in the caller's own tenant. @throws ApiError ResourceNotFound, OwnTenant */
  async delete(caller: Principal, uid: string): Promise<void> {
    this.reach(caller, 'tenant.delete', uid);
    this.refuseOwn(caller, uid);
    await this.transactions.run(async (tx) => {
      const tenant = found(await this.tenants.findLocked(tx, uid));
      await this.tenants.delete(tx, uid);
      await this.record(
        tx,
        caller,
        caller.tenantUid,
        tenant,
        'delete',
        `Organisation "${tenant.orgName}" was deleted with its users and keys.`,
      );
    });
  }

  /** Orders changes to the administrators of one tenant: whoever holds the lock sees the others' finished work. */
  async lock(tx: Transaction, uid: string): Promise<Tenant> {
    return found(await this.tenants.findLocked(tx, uid));
  }

  /** The same for whoever changes something of the tenant. @throws ApiError ResourceNotFound also when the caller may not. */
  async lockToUpdate(tx: Transaction, caller: Principal, uid: string): Promise<Tenant> {
    this.reach(caller, 'tenant.update', uid);
    return this.lock(tx, uid);
  }

  private reach(caller: Principal, permission: Permission, uid: string): void {
    if (reachOf(caller, permission) !== 'platform' && uid !== caller.tenantUid)
      throw new ApiError('ResourceNotFound');
  }

  /** Platform administrators live in one tenant: without it nobody could run the platform. */
  private refuseOwn(caller: Principal, uid: string): void {
    if (uid === caller.tenantUid) throw new ApiError('OwnTenant');
  }

  private async record(
    tx: Transaction,
    caller: Principal,
    tenantUid: string,
    tenant: Tenant,
    verb: string,
    message: string,
  ): Promise<void> {
    await this.audit.record(tx, {
      tenantUid,
      actor: actorOf(caller),
      action: `tenant.${verb}`,
      actionType: verb === 'delete' ? 'delete' : 'update',
      resource: { kind: 'tenant', uid: tenant.uid, name: tenant.orgName },
      message,
    });
  }
}

function found(tenant: Tenant | null): Tenant {
  if (!tenant) throw new ApiError('ResourceNotFound');
  return tenant;
}

async function named<T>(writing: Promise<T>): Promise<T> {
  try {
    return await writing;
  } catch (error) {
    if (isUniqueViolation(error))
      throw new ApiError('DuplicateResource', {
        message: 'An organisation of this name exists already.',
        details: { 'spec.orgName': 'must be unique' },
      });
    throw error;
  }
}

/** Names what is changed; of a switch also what it was set to, since that decides who is let in. */
function describe(given: Partial<TenantChanges>): string {
  const parts = Object.entries(given).map(([name, value]) =>
    typeof value === 'boolean' ? `${name} to ${value}` : name,
  );
  return parts.join(', ');
}

/** Leaves out what was not given. */
function definedOf<T extends object>(changes: T): Partial<T> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Partial<T>;
}
