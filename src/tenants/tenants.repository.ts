import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { SelectQueryBuilder } from 'typeorm';
import { fold, hasRowLocks, isUid, readPage } from '#persistence';
import type { Transaction } from '#persistence';
import { ChangeLog } from '../changes/change-log.service.js';
import { Tenant } from './tenant.entity.js';

/** Which tenants a list is narrowed to; all of it must hold. */
export interface TenantFilter {
  uid: string | undefined;
  names: string[];
}

/** Which part of the list is read, and in which order. */
export interface TenantPage {
  /** false: in the order of making. */
  byName: boolean;
  isDescending: boolean;
  /** Where the page before ended, as {@link TenantsRepository.position} has it. */
  after: unknown[] | undefined;
  limit: number;
  offset: number;
}

/** What a credential of the tenant is judged by, or shown with. */
const JUDGED = ['isActive', 'allowsQueryApiKeys', 'orgName'] as const satisfies (keyof Tenant)[];

@Injectable()
export class TenantsRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly changes: ChangeLog,
  ) {}

  find(uid: string): Promise<Tenant | null> {
    return this.dataSource.manager.findOneBy(Tenant, { uid });
  }

  named(orgNameFolded: string): Promise<Tenant | null> {
    return this.dataSource.manager.findOneBy(Tenant, { orgNameFolded });
  }

  /** Reads the tenant and keeps it locked until the transaction ends: the one lock that orders changes to its administrators. */
  findLocked(tx: Transaction, uid: string): Promise<Tenant | null> {
    return tx.findOne(Tenant, {
      where: { uid },
      ...(hasRowLocks(this.dataSource) && { lock: { mode: 'pessimistic_write' as const } }),
    });
  }

  /** Over the primary key, or the index of names. */
  page(
    filter: TenantFilter,
    { byName, isDescending, after, limit, offset }: TenantPage,
  ): Promise<{ rows: Tenant[]; count: number }> {
    const by: [string] | [string, string] = byName ? ['t.orgNameFolded', 't.uid'] : ['t.uid'];
    const direction = isDescending ? 'DESC' : 'ASC';
    return readPage(this.matching(filter), { by, direction, after, limit, offset });
  }

  /** @returns the values that say where this tenant stands in the order. */
  static position({ byName }: Pick<TenantPage, 'byName'>, tenant: Tenant): string[] {
    return byName ? [tenant.orgNameFolded, tenant.uid] : [tenant.uid];
  }

  async insert(tx: Transaction, tenant: Tenant): Promise<void> {
    await tx.insert(Tenant, tenant);
  }

  async update(tx: Transaction, uid: string, changes: Partial<Tenant>): Promise<void> {
    await tx.update(Tenant, { uid }, changes);
    if (JUDGED.some((column) => column in changes)) this.changes.note(tx, `tenant:${uid}`);
  }

  /** Takes everything in the tenant along (foreign keys); audit entries stay. */
  async delete(tx: Transaction, uid: string): Promise<void> {
    await tx.delete(Tenant, { uid });
    this.changes.note(tx, `tenant:${uid}`);
  }

  private matching({ uid, names }: TenantFilter): SelectQueryBuilder<Tenant> {
    const query = this.dataSource.manager.createQueryBuilder(Tenant, 't');
    names.forEach((name, at) =>
      query.andWhere(`t.orgNameFolded = :name${at}`, { [`name${at}`]: fold(name) }),
    );
    // MariaDB refuses to compare uids, which are ASCII, with anything else
    if (uid !== undefined && isUid(uid)) query.andWhere('t.uid = :uid', { uid });
    else if (uid !== undefined) query.andWhere('1 = 0');
    return query;
  }
}
