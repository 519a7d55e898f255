import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { fold, TenantRepository } from '#persistence';
import type { Transaction } from '#persistence';
import { Role } from './role.entity.js';

@Injectable()
export class RolesRepository extends TenantRepository<Role> {
  constructor(source: DataSource) {
    super(source, Role);
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
