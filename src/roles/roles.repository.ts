import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import type { FindOptionsWhere } from 'typeorm';
import { fold, TenantRepository } from '#persistence';
import type { Transaction } from '#persistence';
import { ChangeLog } from '../changes/change-log.service.js';
import { Role } from './role.entity.js';

@Injectable()
export class RolesRepository extends TenantRepository<Role> {
  constructor(
    source: DataSource,
    private readonly changes: ChangeLog,
  ) {
    super(source, Role);
  }

  /** What it allows is copied into what is kept of its holders, who may be many: the whole tenant hears of it. */
  override async update(
    tx: Transaction,
    tenantUid: string,
    where: FindOptionsWhere<Role>,
    changes: Partial<Role>,
  ): Promise<boolean> {
    const isUpdated = await super.update(tx, tenantUid, where, changes);
    if (isUpdated && ('permissions' in changes || 'scope' in changes))
      this.changes.note(tx, `tenant:${tenantUid}`);
    return isUpdated;
  }

  override async delete(tx: Transaction, tenantUid: string, uid: string): Promise<boolean> {
    const isDeleted = await super.delete(tx, tenantUid, uid);
    if (isDeleted) this.changes.note(tx, `tenant:${tenantUid}`);
    return isDeleted;
  }

  /** @returns the tenant's own roles that one of these texts names, by uid or by name. */
  named(tenantUid: string, references: string[], tx?: Transaction): Promise<Role[]> {
    if (references.length === 0) return Promise.resolve([]);
    // uids are ASCII, and MariaDB refuses to compare their column with anything else
    const uids = references.filter((text) => /^[\x21-\x7e]+$/.test(text));
    const query = this.query(tenantUid, 'r', tx);
    return query
      .andWhere([{ nameFolded: In(references.map(fold)) }, ...(uids.length > 0 ? [{ uid: In(uids) }] : [])])
      .getMany();
  }
}
