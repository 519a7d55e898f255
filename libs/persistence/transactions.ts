import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { EntityManager, QueryRunner } from 'typeorm';
import { isOutcomeUnknown, isRolledBack, OutcomeUnknownError } from './faults.js';

/** The handle that everything inside one transaction reads and writes through. */
export type Transaction = EntityManager;

const ATTEMPTS = 4;
const LONGEST_PAUSE_MS = 40;

/** What is to be done around the end of one transaction. */
interface FollowUps {
  beforeCommit: (() => Promise<void>)[];
  afterCommit: (() => void)[];
  afterEnd: (() => void)[];
}

/** Runs changes all-or-nothing. */
@Injectable()
export class Transactions {
  /** What is to follow in the transaction that one is in. */
  private readonly inside = new AsyncLocalStorage<FollowUps>();
  private running = 0;

  constructor(private readonly dataSource: DataSource) {}

  /**
   * Runs `work` in one transaction; whatever it throws undoes everything. A refusal that must leave an audit entry is
   * therefore returned by `work`, not thrown.
   *
   * When the engine itself undid it (deadlock, lock wait), the whole of `work` is run again, up to four times in all: it
   * must not do anything that a rollback cannot undo; for that there is {@link afterCommit}.
   * @throws OutcomeUnknownError when the connection was lost during the commit.
   */
  async run<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    if (this.inside.getStore()) throw new Error('a transaction inside a transaction would wait for itself');
    for (let attempt = 1; ; attempt++) {
      const followUps: FollowUps = { beforeCommit: [], afterCommit: [], afterEnd: [] };
      try {
        const result = await this.within(followUps, () => this.once(work, followUps));
        for (const followUp of followUps.afterCommit) followUp();
        return result;
      } catch (error) {
        if (!isRolledBack(error) || attempt === ATTEMPTS) throw error;
        await pause(Math.random() * LONGEST_PAUSE_MS * attempt);
      }
    }
  }

  /** Does something once the present transaction is committed, outside of it; nothing when it is undone. It must not throw. */
  afterCommit(followUp: () => void): void {
    this.present().afterCommit.push(followUp);
  }

  /** Does something as the last part of the present transaction, when everything else in it was done. */
  beforeCommit(lastWork: () => Promise<void>): void {
    this.present().beforeCommit.push(lastWork);
  }

  /** Does something when the present transaction has ended, whether it was committed, undone, or nobody knows. It must not throw. */
  afterEnd(followUp: () => void): void {
    this.present().afterEnd.push(followUp);
  }

  /** While nobody is inside, Node 20 need not tell every promise and every socket of the process where it belongs, which costs all of them. */
  private async within<T>(followUps: FollowUps, work: () => Promise<T>): Promise<T> {
    this.running++;
    try {
      return await this.inside.run(followUps, work);
    } finally {
      if (--this.running === 0) this.inside.disable();
    }
  }

  private present(): FollowUps {
    const followUps = this.inside.getStore();
    if (!followUps) throw new Error('there is no transaction whose end could be waited for');
    return followUps;
  }

  private async once<T>(
    work: (tx: Transaction) => Promise<T>,
    { beforeCommit, afterEnd }: FollowUps,
  ): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    try {
      await runner.startTransaction();
      const result = await work(runner.manager);
      for (const lastWork of beforeCommit) await lastWork();
      await commit(runner);
      return result;
    } catch (error) {
      // an engine undoes only the statement on a lock wait: without this the rest would be done twice
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      throw error;
    } finally {
      for (const followUp of afterEnd) followUp();
      await runner.release();
    }
  }
}

async function commit(runner: QueryRunner): Promise<void> {
  try {
    await runner.commitTransaction();
  } catch (error) {
    if (isOutcomeUnknown(error))
      throw new OutcomeUnknownError('the connection was lost during the commit', { cause: error });
    throw error;
  }
}
