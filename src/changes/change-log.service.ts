import { Injectable, Logger } from '@nestjs/common';
import { Transactions } from '#persistence';
import type { Transaction } from '#persistence';
import { ChangeFeed } from './change-feed.service.js';
import type { Subject } from './change-feed.service.js';
import { ChangesRepository } from './changes.repository.js';
import { Doorbell } from './doorbell.service.js';
import { WINDOW_MS } from './feed-position.plan.js';

/** A commit that took longer than this is told once more: others may not have waited for it. */
const LATE_MS = WINDOW_MS / 4;

/** Where changes to what credentials depend on are written down, in the transaction of the change. */
@Injectable()
export class ChangeLog {
  private readonly logger = new Logger(ChangeLog.name);
  private readonly noted = new WeakMap<Transaction, Set<Subject>>();

  constructor(
    private readonly changes: ChangesRepository,
    private readonly feed: ChangeFeed,
    private readonly doorbell: Doorbell,
    private readonly transactions: Transactions,
  ) {}

  /**
   * Tells this instance when the transaction has ended, before anybody is answered, and all others within a moment. What is told to others
   * is written as the last part of the transaction, so that its number becomes visible in the order in which it was given out.
   */
  note(tx: Transaction, subject: Subject): void {
    const noted = this.noted.get(tx);
    if (noted) noted.add(subject);
    else this.begin(tx, new Set([subject]));
  }

  private begin(tx: Transaction, subjects: Set<Subject>): void {
    let writtenAt = Infinity;
    this.noted.set(tx, subjects);
    if (this.changes.isShared)
      this.transactions.beforeCommit(async () => {
        writtenAt = performance.now();
        await this.changes.insert(tx, [...subjects]);
      });
    // also when it was undone, or nobody knows: a change that was none costs one read
    this.transactions.afterEnd(() => {
      for (const subject of subjects) this.feed.announce(subject);
      if (writtenAt < Infinity) this.doorbell.ring();
      if (performance.now() - writtenAt > LATE_MS) this.repeat([...subjects]);
    });
  }

  private repeat(subjects: Subject[]): void {
    // outside of the transaction that has just ended
    setImmediate(() => {
      this.changes.insertAlone(subjects).then(
        () => this.doorbell.ring(),
        (error: unknown) => {
          this.logger.error({ msg: 'a change whose commit took long was not told twice', err: error });
        },
      );
    });
  }
}
