import {
  NamedPlaceholdersNotSupportedError,
  QueryFailedError,
  QueryResult,
  QueryRunnerAlreadyReleasedError,
} from 'typeorm';
import type { BetterSqlite3Driver } from 'typeorm/driver/better-sqlite3/BetterSqlite3Driver.js';
import { BetterSqlite3QueryRunner } from 'typeorm/driver/better-sqlite3/BetterSqlite3QueryRunner.js';
import { BroadcasterResult } from 'typeorm/subscriber/BroadcasterResult.js';
import type { SqliteStatement } from './sqlite-adapter.js';
import type { SqliteConnections } from './sqlite-connections.js';
import type { WriteTurn } from './write-turns.js';

/** SQLite ended the transaction by itself (for example on a full disk): nothing of it is stored, nothing may follow. */
export class TransactionLost extends Error {
  override readonly name = 'TransactionLost';

  constructor() {
    super('The transaction was rolled back by the database or ended outside of TypeORM');
  }
}

/**
 * A query runner of its own for every caller, where TypeORM's shares one (and one transaction) between all of them.
 *
 * - A read outside a transaction goes to the read connection, at once.
 * - Anything else needs a turn on the write connection: for one statement, for a transaction from BEGIN IMMEDIATE to its
 *   end, or for a migration from `beforeMigration()` on, because it switches foreign keys off for the whole connection.
 * - Whatever ends the turn also rolls back what was left open and switches foreign keys on again.
 * - What was committed is answered when it is on the disk. The next writer has its turn before that, so that commits share a sync; others
 *   may see a commit a moment before a power cut could no longer undo it, as InnoDB lets them.
 */
export class SqliteQueryRunner extends BetterSqlite3QueryRunner {
  /** Held during a transaction or migration; a statement outside of them takes a turn just for itself. */
  private turn: WriteTurn | undefined;
  private foreignKeysOff = false;
  /** The turn that ends with its COMMIT, and not only when that is on the disk. */
  private committing: WriteTurn | undefined;
  private commitFailed = false;
  private statementsInTurn = 0;

  constructor(
    driver: BetterSqlite3Driver,
    private readonly connections: SqliteConnections,
  ) {
    super(driver);
  }

  /** @throws WriteTurnTimeout, QueryFailedError */
  override async query(
    query: string,
    parameters: unknown = [],
    useStructuredResult = false,
  ): Promise<
    // oxlint-disable-next-line no-explicit-any -- the answer's type depends on the arguments; TypeORM's interface asks for it
    any
  > {
    if (this.isReleased) throw new QueryRunnerAlreadyReleasedError();
    if (!Array.isArray(parameters)) throw new NamedPlaceholdersNotSupportedError();
    this.dataSource.logger.logQuery(query, parameters, this);
    await this.broadcaster.broadcast('BeforeQuery', query, parameters);
    await this.connections.slice.yieldWhenSpent();

    const read = this.turn ? undefined : this.connections.prepareRead(query);
    const turnForThis = this.turn || read ? undefined : await this.connections.turns.take();
    // From here to the end of `execute` nothing may be awaited: what was just decided must still hold.
    const events = new BroadcasterResult();
    const startedAt = Date.now();
    let result: QueryResult;
    let isCommitted = false;
    try {
      result = read ? execute(read, parameters) : this.write(query, parameters, turnForThis !== undefined);
      isCommitted = !read && query !== 'ROLLBACK' && !this.connections.writer.inTransaction;
      const took = Date.now() - startedAt;
      const slow = this.driver.options.maxQueryExecutionTime;
      if (slow && took > slow) this.dataSource.logger.logQuerySlow(took, query, parameters, this);
      this.broadcaster.broadcastAfterQueryEvent(events, query, parameters, true, took, result.raw, undefined);
    } catch (error) {
      const failure = error as Error;
      this.dataSource.logger.logQueryError(failure, query, parameters, this);
      this.broadcaster.broadcastAfterQueryEvent(
        events,
        query,
        parameters,
        false,
        undefined,
        undefined,
        failure,
      );
      throw new QueryFailedError(query, parameters, failure);
    } finally {
      turnForThis?.end();
      if (query === 'COMMIT' && this.turn === this.committing) this.endTurn();
      await events.wait();
    }
    if (isCommitted) await this.connections.durable();
    return useStructuredResult ? result : result.raw;
  }

  /** The isolation level does not matter: transactions that write one after the other are serializable. */
  override async startTransaction(): Promise<void> {
    if (this.transactionDepth > 0) return super.startTransaction();
    await this.broadcaster.broadcast('BeforeTransactionStart');
    // A migration has its turn already. Another transaction on this same runner has to end first.
    if (!this.foreignKeysOff) await this.holdTurn();
    this.commitFailed = false;
    try {
      await this.query('BEGIN IMMEDIATE');
    } catch (error) {
      this.endTurn();
      throw error;
    }
    this.statementsInTurn = 0;
    this.isTransactionActive = true;
    this.transactionDepth = 1;
    await this.broadcaster.broadcast('AfterTransactionStart');
  }

  override async commitTransaction(): Promise<void> {
    if (this.transactionDepth !== 1) return super.commitTransaction();
    await this.broadcaster.broadcast('BeforeTransactionCommit');
    const { turn } = this;
    this.committing = turn;
    try {
      await this.query('COMMIT');
    } catch (error) {
      this.commitFailed = true;
      throw error;
    } finally {
      if (this.turn === turn) this.endTurn();
    }
    await this.broadcaster.broadcast('AfterTransactionCommit');
  }

  override async rollbackTransaction(): Promise<void> {
    if (this.commitFailed) {
      // Already rolled back; the usual `catch { rollbackTransaction() }` must not hide why.
      this.commitFailed = false;
      return;
    }
    if (this.transactionDepth !== 1) return super.rollbackTransaction();
    try {
      await this.broadcaster.broadcast('BeforeTransactionRollback');
      if (this.connections.writer.inTransaction) await this.query('ROLLBACK');
    } finally {
      this.endTurn();
    }
    await this.broadcaster.broadcast('AfterTransactionRollback');
  }

  override async release(): Promise<void> {
    this.isReleased = true;
    this.endTurn();
    return super.release();
  }

  override async beforeMigration(): Promise<void> {
    if (!this.turn) await this.holdTurn();
    const { writer } = this.connections;
    // SQLite ignores this pragma inside a transaction, and TypeORM's undo has just begun one: begin it again, or
    // rebuilding a table would delete the rows that refer to it.
    const beginAgain = this.isTransactionActive && this.statementsInTurn === 0;
    if (beginAgain) writer.prepare('ROLLBACK').run();
    this.foreignKeysOff = true;
    writer.pragma('foreign_keys = OFF');
    if (beginAgain) writer.prepare('BEGIN IMMEDIATE').run();
  }

  override async afterMigration(): Promise<void> {
    if (!this.isTransactionActive) this.endTurn();
  }

  override async clearDatabase(database?: string): Promise<void> {
    await this.beforeMigration();
    try {
      await super.clearDatabase(database);
    } finally {
      await this.afterMigration();
    }
  }

  /** TypeORM's own goes around `query` to the connection, and so into anybody's transaction. */
  protected override async loadPragmaRecords(tablePath: string, pragma: string): Promise<unknown> {
    const parts = tablePath.split('.');
    const table = parts.pop() ?? '';
    return this.query(`PRAGMA ${parts.map((database) => `"${database}".`).join('')}${pragma}("${table}")`);
  }

  private write(query: string, parameters: unknown[], onItsOwn: boolean): QueryResult {
    // Released while it waited for its turn.
    if (this.isReleased) throw new QueryRunnerAlreadyReleasedError();
    const { writer } = this.connections;
    if (this.isTransactionActive && !onItsOwn && !writer.inTransaction) throw new TransactionLost();
    this.statementsInTurn++;
    const result = execute(writer.prepare(query), parameters);
    if (onItsOwn && this.connections.rollBackLeftovers()) {
      throw new Error('A transaction must be started with transaction() or startTransaction()');
    }
    return result;
  }

  private async holdTurn(): Promise<void> {
    const turn = await this.connections.turns.take();
    if (this.isReleased) {
      turn.end();
      throw new QueryRunnerAlreadyReleasedError();
    }
    this.turn = turn;
  }

  /** Ends a transaction or migration, in whatever state it is. */
  private endTurn(): void {
    this.isTransactionActive = false;
    this.transactionDepth = 0;
    const { turn } = this;
    if (!turn) return;
    this.turn = undefined;
    try {
      this.connections.rollBackLeftovers();
      if (this.foreignKeysOff) this.connections.writer.pragma('foreign_keys = ON');
    } finally {
      this.foreignKeysOff = false;
      turn.end();
    }
  }
}

function execute(statement: SqliteStatement, parameters: unknown[]): QueryResult {
  const result = new QueryResult();
  if (statement.reader) {
    result.records = statement.all(...parameters);
    result.raw = result.records;
  } else {
    const { changes, lastInsertRowid } = statement.run(...parameters);
    result.affected = changes;
    result.raw = lastInsertRowid;
  }
  return result;
}
