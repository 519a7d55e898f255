import { Injectable } from '@nestjs/common';
import { DataSource, MoreThan } from 'typeorm';
import type { Transaction } from '#persistence';
import { SystemSettings } from './system-settings.entity.js';
import { TenantSettings } from './tenant-settings.entity.js';

/** The one row of the platform's settings. */
const SYSTEM = 1;

@Injectable()
export class TenantSettingsRepository {
  constructor(private readonly dataSource: DataSource) {}

  find(tenantUid: string, tx?: Transaction): Promise<TenantSettings | null> {
    return (tx ?? this.dataSource.manager).findOneBy(TenantSettings, { tenantUid });
  }

  system(tx?: Transaction): Promise<SystemSettings | null> {
    return (tx ?? this.dataSource.manager).findOneBy(SystemSettings, { id: SYSTEM });
  }

  /** Writes these columns, whether or not there is a row. */
  async save(tx: Transaction, tenantUid: string, changes: Partial<TenantSettings>): Promise<void> {
    await tx.upsert(TenantSettings, { tenantUid, ...changes }, ['tenantUid']);
  }

  async saveSystem(tx: Transaction, changes: Partial<SystemSettings>): Promise<void> {
    await tx.upsert(SystemSettings, { id: SYSTEM, ...changes }, ['id']);
  }

  /** Rows of tenants that set something, a page at a time in the order of uids. */
  page(afterUid: string, limit: number): Promise<TenantSettings[]> {
    return this.dataSource.manager.find(TenantSettings, {
      where: { tenantUid: MoreThan(afterUid) },
      order: { tenantUid: 'ASC' },
      take: limit,
    });
  }
}
