import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { QueryRunner } from 'typeorm';
import type { Pool } from 'mysql2';
import { writeTurnsOf } from './sqlite/sqlite.js';

/** `feed`: the reads of the change feed, ten a second whatever happens. `other`: BEGIN, ROLLBACK and what else moves no data. */
export type StatementKind = 'read' | 'write' | 'commit' | 'feed' | 'other';

/** Told of each statement that has ended, well or not. It must not throw. */
export type StatementListener = (kind: StatementKind, seconds: number) => void;

/** On a server its connections; on the embedded database the one that writes, whose turns are waited for. */
export interface ConnectionUse {
  inUse: number;
  idle: number;
  /** How many statements or transactions wait for one. */
  waiting: number;
}

/** The driver's pool tells this to nobody; a test notices when its names change. */
interface PoolQueues {
  _allConnections: { length: number };
  _freeConnections: { length: number };
  _connectionQueue: { length: number };
}

const KINDS: Record<string, StatementKind> = {
  SELECT: 'read',
  INSERT: 'write',
  UPDATE: 'write',
  DELETE: 'write',
  COMMIT: 'commit',
};

/** What the database has to do for this instance, for whoever counts. Nothing here asks it. */
@Injectable()
export class DatabaseActivity {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Times every statement from now on, as whoever sent it does: on a server with the wait for a connection if it is a runner's first, on the
   * embedded database with the wait for a turn to write.
   */
  listen(listener: StatementListener): void {
    const { driver } = this.dataSource;
    const create = driver.createQueryRunner.bind(driver);
    driver.createQueryRunner = (mode) => timed(create(mode), listener);
  }

  get connections(): ConnectionUse {
    const turns = writeTurnsOf(this.dataSource);
    if (turns) {
      const inUse = turns.isHeld ? 1 : 0;
      return { inUse, idle: 1 - inUse, waiting: turns.waitingCount };
    }
    const { pool } = this.dataSource.driver as unknown as { pool?: Pool & PoolQueues };
    if (!pool) return { inUse: 0, idle: 0, waiting: 0 }; // not connected
    const idle = pool._freeConnections.length;
    return { inUse: pool._allConnections.length - idle, idle, waiting: pool._connectionQueue.length };
  }
}

function timed(runner: QueryRunner, listener: StatementListener): QueryRunner {
  const query = runner.query.bind(runner) as (...args: unknown[]) => Promise<unknown>;
  const timedQuery = async (sql: string, ...more: unknown[]) => {
    const began = performance.now();
    try {
      return await query(sql, ...more);
    } finally {
      listener(kindOf(sql, runner), (performance.now() - began) / 1000);
    }
  };
  return Object.assign(runner, { query: timedQuery });
}

function kindOf(sql: string, { data }: QueryRunner): StatementKind {
  return data['isOfFeed'] === true ? 'feed' : (KINDS[sql.slice(0, 6)] ?? 'other');
}
