import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
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

const COLUMNS = {
  userUid: 'actorUid',
  resourceUid: 'resourceUid',
  resourceKind: 'resourceKind',
  actionType: 'actionType',
} as const;
type Narrowing = keyof typeof COLUMNS;

interface Path {
  index: string;
  entersBy: Narrowing[];
}

const PATHS: Path[] = [
  { index: 'ix_audit_resource_covering', entersBy: ['resourceUid'] },
  { index: 'ix_audit_actor_covering', entersBy: ['userUid'] },
  { index: 'ix_audit_kind_type', entersBy: ['resourceKind', 'actionType'] },
  { index: 'ix_audit_kind', entersBy: ['resourceKind'] },
  { index: 'ix_audit_type', entersBy: ['actionType'] },
  { index: 'ix_audit_tenant', entersBy: [] },
];

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

  /**
   * Newest first. The uids come from an index alone, and the rows of the page are looked up by them: what a filter leaves out is never
   * read, however much there is of it.
   */
  async page(
    { after, ...filter }: AuditFilter,
    limit: number,
    offset: number,
  ): Promise<{ rows: AuditEntry[]; count: number }> {
    const { rows: found, count } = await readPage(this.matching(filter).select('e.uid'), {
      by: ['e.at', 'e.uid'],
      direction: 'DESC',
      after: after && [new Date(after[0]), after[1]],
      limit,
      offset,
    });
    if (found.length === 0) return { rows: [], count };
    const entries = await this.dataSource.manager.findBy(AuditEntry, {
      uid: In(found.map(({ uid }) => uid)),
    });
    const entryAt = new Map(entries.map((entry) => [entry.uid, entry]));
    // one that was purged in between is gone
    return { rows: found.flatMap(({ uid }) => entryAt.get(uid) ?? []), count };
  }

  private matching(filter: AuditFilter): SelectQueryBuilder<AuditEntry> {
    const { index, entersBy } = pathOf(filter);
    const query = this.dataSource.manager.createQueryBuilder(AuditEntry, 'e').useIndex(index);
    if (filter.tenantUid === null) query.where('e.tenantUid IS NULL');
    else query.where(ofTenant(this.dataSource, 'e'), { tenantUid: filter.tenantUid });
    for (const [member, column] of Object.entries(COLUMNS)) {
      const value = filter[member as Narrowing];
      if (value === undefined) continue;
      // the sign keeps the embedded database from entering an index by this column, and means nothing to a server
      const place = entersBy.includes(member as Narrowing) ? `e.${column}` : `+(e.${column})`;
      query.andWhere(`${place} = :${member}`, { [member]: value });
    }
    const { startTime, endTime } = filter;
    if (startTime !== undefined) query.andWhere('e.at >= :startTime', { startTime });
    if (endTime !== undefined) query.andWhere('e.at < :endTime', { endTime });
    return query;
  }
}

/**
 * The index that a list is read from, the narrowest first: (tenant, [columns it is entered by,] time, uid, [columns of other filters]).
 * It is chosen here and not by the databases: the embedded one knows nothing of how many rows there are of what, and a server that
 * believes to know reads a million rows where it is mistaken.
 */
function pathOf(filter: AuditFilter): Path {
  return PATHS.find(({ entersBy }) => entersBy.every((member) => filter[member] !== undefined)) as Path;
}
