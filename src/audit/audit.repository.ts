import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { SelectQueryBuilder } from 'typeorm';
import { hasRowLocks, ofTenant, readPage } from '#persistence';
import type { Transaction } from '#persistence';
import { AuditEntry } from './audit-entry.entity.js';

/** What a page of entries is narrowed by; undefined means "any". Times include the start and not the end. */
export interface AuditFilter {
  tenantUid: string | null;
  userUid?: string | undefined;
  startTime?: Date | undefined;
  endTime?: Date | undefined;
  resourceKind?: string | undefined;
  resourceUid?: string | undefined;
  actionType?: string | undefined;
  /** The last row of the page before: time in milliseconds, uid. */
  after?: [number, string] | undefined;
}

/** The append-only table of entries: it has no method that changes or removes one. */
@Injectable()
export class AuditRepository {
  constructor(private readonly dataSource: DataSource) {}

  async insert(tx: Transaction, entry: AuditEntry): Promise<void> {
    await tx.insert(AuditEntry, entry);
  }

  find(uid: string): Promise<AuditEntry | null> {
    return this.dataSource.manager.findOneBy(AuditEntry, { uid });
  }

  /** Reads the entry and keeps it from being purged until the transaction ends. It asks for no right to change entries. */
  findKept(tx: Transaction, uid: string): Promise<AuditEntry | null> {
    return tx.findOne(AuditEntry, {
      where: { uid },
      ...(hasRowLocks(this.dataSource) && { lock: { mode: 'pessimistic_read' as const } }),
    });
  }

  /** Newest first, over the index (tenant, [what it is narrowed by,] time, uid). */
  page(
    { after, ...filter }: AuditFilter,
    limit: number,
    offset: number,
  ): Promise<{ rows: AuditEntry[]; count: number }> {
    return readPage(this.matching(filter), {
      by: ['e.at', 'e.uid'],
      direction: 'DESC',
      after: after && [new Date(after[0]), after[1]],
      limit,
      offset,
    });
  }

  private matching(filter: AuditFilter): SelectQueryBuilder<AuditEntry> {
    const query = this.dataSource.manager.createQueryBuilder(AuditEntry, 'e');
    if (filter.tenantUid === null) query.where('e.tenantUid IS NULL');
    else query.where(ofTenant(this.dataSource, 'e'), { tenantUid: filter.tenantUid });
    const { userUid, resourceUid, resourceKind, actionType, startTime, endTime } = filter;
    if (userUid !== undefined) query.andWhere('e.actorUid = :userUid', { userUid });
    if (resourceUid !== undefined) query.andWhere('e.resourceUid = :resourceUid', { resourceUid });
    if (resourceKind !== undefined) query.andWhere('e.resourceKind = :resourceKind', { resourceKind });
    if (actionType !== undefined) query.andWhere('e.actionType = :actionType', { actionType });
    if (startTime !== undefined) query.andWhere('e.at >= :startTime', { startTime });
    if (endTime !== undefined) query.andWhere('e.at < :endTime', { endTime });
    return query;
  }
}
