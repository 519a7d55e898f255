import { DataSource, type DataSourceOptions } from 'typeorm';
import type { BetterSqlite3DataSourceOptions } from 'typeorm/driver/better-sqlite3/BetterSqlite3DataSourceOptions.js';
import { BetterSqlite3Driver } from 'typeorm/driver/better-sqlite3/BetterSqlite3Driver.js';
import { bindNumbers } from './bound-numbers.js';
import { SqliteAdapter } from './sqlite-adapter.js';
import { SqliteConnections, asDamage } from './sqlite-connections.js';
import { SqliteQueryRunner } from './sqlite-query-runner.js';
import type { WalSyncOptions } from './wal-sync.js';
import type { WriteTurns } from './write-turns.js';

// SQLite waits for another process's lock synchronously: keep the event loop waiting only briefly.
const BUSY_TIMEOUT_MS = 2_000;
const WRITE_WAIT_MS = 10_000;

export interface SafeSqliteOptions extends WalSyncOptions {
  /** How long a writer waits for its turn before it fails with WriteTurnTimeout (default 10 s). */
  readonly writeWaitMs?: number;
}

/** The part of the DataSource options that selects this driver; `file` is created on first use, with its directory. */
export function sqliteOptions(file: string) {
  return {
    type: 'better-sqlite3',
    database: file,
    driver: SqliteAdapter,
    timeout: BUSY_TIMEOUT_MS,
  } as const satisfies BetterSqlite3DataSourceOptions;
}

const TURNS_OF = new WeakMap<DataSource, () => WriteTurns | undefined>();

/** @returns the queue for the write connection; undefined when this is another database, or it is not connected. */
export function writeTurnsOf(dataSource: DataSource): WriteTurns | undefined {
  return TURNS_OF.get(dataSource)?.();
}

/**
 * Makes a DataSource built from `sqliteOptions` safe under concurrent requests; call it before `initialize()`, which
 * then fails with DatabaseDamaged on a damaged file. Everything else works as usual.
 * @returns the same DataSource
 */
export function makeSqliteSafe(
  dataSource: DataSource,
  { writeWaitMs = WRITE_WAIT_MS, ...walSync }: SafeSqliteOptions = {},
): DataSource {
  const { driver } = dataSource;
  if (!(driver instanceof BetterSqlite3Driver) || driver.options.driver !== SqliteAdapter) {
    throw new TypeError('makeSqliteSafe needs a DataSource made from sqliteOptions()');
  }
  if (dataSource.isInitialized) throw new Error('makeSqliteSafe must be called before initialize()');

  bindNumbers(driver);
  let connections: SqliteConnections | undefined;
  TURNS_OF.set(dataSource, () => connections?.turns);
  const connect = driver.connect.bind(driver);
  const disconnect = driver.disconnect.bind(driver);

  driver.connect = async () => {
    try {
      await connect();
    } catch (error) {
      throw asDamage(driver.options.database, error);
    }
    const writer = driver.databaseConnection as SqliteAdapter;
    connections = SqliteConnections.open(writer, {
      busyTimeoutMs: BUSY_TIMEOUT_MS,
      writeWaitMs,
      ...walSync,
    });
  };
  driver.disconnect = async () => {
    const open = connections;
    connections = undefined;
    await open?.close();
    await disconnect();
  };
  driver.createQueryRunner = () => {
    if (!connections) throw new Error('The database is not connected');
    return new SqliteQueryRunner(driver, connections);
  };
  return dataSource;
}

/** A DataSource that is safe under concurrent requests, not yet initialized; fits Nest's `dataSourceFactory`. */
export async function createSafeSqliteDataSource(
  options?: DataSourceOptions,
  safety?: SafeSqliteOptions,
): Promise<DataSource> {
  if (!options) throw new TypeError('DataSource options are missing');
  return makeSqliteSafe(new DataSource(options), safety);
}
