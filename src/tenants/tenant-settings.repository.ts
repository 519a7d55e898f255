import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Transaction } from '#persistence';
import { SystemSettings } from './system-settings.entity.js';
import { TenantSettings } from './tenant-settings.entity.js';
import { Tenant } from './tenant.entity.js';

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

  /** What the tenant set, or else the platform; null when neither did. One query over primary keys: every token that is issued asks it. */
  async tokenMinutes(tenantUid: string): Promise<number | null> {
    const row = await this.dataSource.manager
      .createQueryBuilder(Tenant, 't')
      .leftJoin(TenantSettings, 's', 's.tenantUid = t.uid')
      .leftJoin(SystemSettings, 'y', 'y.id = :system', { system: SYSTEM })
      .select('COALESCE(s.tokenMinutes, y.tokenMinutes)', 'minutes')
      .where('t.uid = :tenantUid', { tenantUid })
      .getRawOne<{ minutes: number | null }>();
    return row?.minutes ?? null;
  }

  /** Writes these columns, whether or not there is a row. */
  async save(tx: Transaction, tenantUid: string, changes: Partial<TenantSettings>): Promise<void> {
    await tx.upsert(TenantSettings, { tenantUid, ...changes }, ['tenantUid']);
  }

  async saveSystem(tx: Transaction, changes: Partial<SystemSettings>): Promise<void> {
    await tx.upsert(SystemSettings, { id: SYSTEM, ...changes }, ['id']);
  }

  /** Rows of tenants that are not suspended and set something, a page at a time in the order of uids. */
  page(afterUid: string, limit: number): Promise<TenantSettings[]> {
    return this.dataSource.manager
      .createQueryBuilder(TenantSettings, 's')
      .innerJoin(Tenant, 't', 't.uid = s.tenantUid AND t.isActive = :yes', { yes: true })
      .where('s.tenantUid > :afterUid', { afterUid })
      .orderBy('s.tenantUid')
      .limit(limit)
      .getMany();
  }
}
