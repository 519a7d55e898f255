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

/** Runs changes all-or-nothing. */
@Injectable()
export class Transactions {
  /** What is to follow the commit of the transaction that one is in. */
  private readonly inside = new AsyncLocalStorage<(() => void)[]>();

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
      const followUps: (() => void)[] = [];
      try {
        const result = await this.inside.run(followUps, () => this.once(work));
        for (const followUp of followUps) followUp();
        return result;
      } catch (error) {
        if (!isRolledBack(error) || attempt === ATTEMPTS) throw error;
        await pause(Math.random() * LONGEST_PAUSE_MS * attempt);
      }
    }
  }

  /** Does something once the present transaction is committed, outside of it; nothing when it is undone. It must not throw. */
  afterCommit(followUp: () => void): void {
    const followUps = this.inside.getStore();
    if (!followUps) throw new Error('there is no transaction whose commit could be waited for');
    followUps.push(followUp);
  }

  private async once<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    try {
      await runner.startTransaction();
      const result = await work(runner.manager);
      await commit(runner);
      return result;
    } catch (error) {
      // an engine undoes only the statement on a lock wait: without this the rest would be done twice
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      throw error;
    } finally {
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
