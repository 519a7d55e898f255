import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import type { SelectQueryBuilder } from 'typeorm';
import { hasRowLocks } from '#persistence';
import type { Transaction } from '#persistence';
import { AuditEntry } from './audit-entry.entity.js';
import { AuditNote } from './audit-note.entity.js';

/** An entry that is to go. */
export type OldEntry = Pick<AuditEntry, 'uid' | 'tenantUid'>;

/** The one way in which entries go: when they are older than they are to be kept. Everything is over the index (time, uid). */
@Injectable()
export class AuditRetentionRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** @returns true when an entry is from before this instant: one look at the index. */
  async hasOlder(before: Date): Promise<boolean> {
    return (await this.older(this.dataSource.manager, before, 1).getOne()) !== null;
  }

  /** Takes the oldest entries and keeps other instances off them; those that another instance holds are skipped. */
  async takeOlder(tx: Transaction, before: Date, limit: number): Promise<OldEntry[]> {
    const query = this.older(tx, before, limit);
    if (hasRowLocks(this.dataSource)) query.setLock('pessimistic_write').setOnLocked('skip_locked');
    return query.getMany();
  }

  /** With what people wrote beside them. */
  async delete(tx: Transaction, uids: string[]): Promise<void> {
    await tx.delete(AuditNote, { entryUid: In(uids) });
    await tx.delete(AuditEntry, { uid: In(uids) });
  }

  private older(manager: Transaction, before: Date, limit: number): SelectQueryBuilder<AuditEntry> {
    return manager
      .createQueryBuilder(AuditEntry, 'e')
      .select(['e.uid', 'e.tenantUid'])
      .where('e.at < :before', { before })
      .orderBy('e.at')
      .addOrderBy('e.uid')
      .limit(limit);
  }
}
