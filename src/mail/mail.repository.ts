import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import type { SelectQueryBuilder } from 'typeorm';
import { hasRowLocks } from '#persistence';
import type { Transaction } from '#persistence';
import { Mail } from './mail.entity.js';

@Injectable()
export class MailRepository {
  constructor(private readonly source: DataSource) {}

  async insert(tx: Transaction, mail: Mail): Promise<void> {
    await tx.insert(Mail, mail);
  }

  /**
   * Takes letters that are due, oldest first, for one attempt; until `leaseEnd` nobody else gets them. Those that another instance is
   * taking are skipped.
   */
  async takeDue(tx: Transaction, now: Date, leaseEnd: Date, limit: number): Promise<Mail[]> {
    const query = this.due(tx, now, limit);
    const due = await (
      hasRowLocks(this.source) ? query.setLock('pessimistic_write').setOnLocked('skip_locked') : query
    ).getMany();
    if (due.length > 0)
      await tx.update(
        Mail,
        { uid: In(due.map(({ uid }) => uid)) },
        { dueAt: leaseEnd, attempts: () => 'attempts + 1' },
      );
    return due.map((mail) => ({ ...mail, dueAt: leaseEnd, attempts: mail.attempts + 1 }));
  }

  /** Whether one is due at all: for whoever looks every few seconds, most often in vain. */
  async hasDue(now: Date): Promise<boolean> {
    return (await this.due(this.source.manager, now, 1).getOne()) !== null;
  }

  /** Forgets a letter that was sent. */
  async delete({ uid }: Mail): Promise<void> {
    await this.source.manager.delete(Mail, { uid });
  }

  /** Forgets a letter that was not. @returns false when its lease ended meanwhile and somebody else tries now. */
  async drop(tx: Transaction, { uid, attempts }: Mail): Promise<boolean> {
    return ((await tx.delete(Mail, { uid, attempts })).affected ?? 0) > 0;
  }

  /** Lets it be tried again then, unless its lease ended meanwhile and somebody else tries now. */
  async postpone({ uid, attempts }: Mail, dueAt: Date): Promise<void> {
    await this.source.manager.update(Mail, { uid, attempts }, { dueAt });
  }

  private due(manager: Transaction, now: Date, limit: number): SelectQueryBuilder<Mail> {
    return manager
      .createQueryBuilder(Mail, 'm')
      .where('m.dueAt <= :now', { now })
      .orderBy('m.dueAt')
      .addOrderBy('m.uid')
      .limit(limit);
  }
}
