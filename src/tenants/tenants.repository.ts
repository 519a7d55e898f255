import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { hasRowLocks, readPage } from '#persistence';
import type { Transaction } from '#persistence';
import { Tenant } from './tenant.entity.js';

@Injectable()
export class TenantsRepository {
  constructor(private readonly dataSource: DataSource) {}

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

  /** In the order of uids, which is the order of making. */
  page(
    after: [string] | undefined,
    limit: number,
    offset: number,
  ): Promise<{ rows: Tenant[]; count: number }> {
    const everything = this.dataSource.manager.createQueryBuilder(Tenant, 't');
    return readPage(everything, { by: ['t.uid'], direction: 'ASC', after, limit, offset });
  }

  async insert(tx: Transaction, tenant: Tenant): Promise<void> {
    await tx.insert(Tenant, tenant);
  }

  async update(tx: Transaction, uid: string, changes: Partial<Tenant>): Promise<void> {
    await tx.update(Tenant, { uid }, changes);
  }

  /** Takes everything in the tenant along (foreign keys); audit entries stay. */
  async delete(tx: Transaction, uid: string): Promise<void> {
    await tx.delete(Tenant, { uid });
  }
}
