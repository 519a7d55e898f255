import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import type { Transaction } from '#persistence';
import { AuditNote } from './audit-note.entity.js';

@Injectable()
export class AuditNotesRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** The notes on these entries, with one query over the primary key. */
  async of(entryUids: string[]): Promise<AuditNote[]> {
    if (entryUids.length === 0) return [];
    return this.dataSource.manager.findBy(AuditNote, { entryUid: In(entryUids) });
  }

  /** Writes a note in place of the one that is there, if any: of two at the same moment the later one stays. */
  async put(tx: Transaction, note: AuditNote): Promise<void> {
    await tx.upsert(AuditNote, note, ['entryUid']);
  }
}
