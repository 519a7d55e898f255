import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { DataSource } from 'typeorm';
import type { DataSourceOptions } from 'typeorm';
import type { ConfigService } from '../config/config.service.js';
import { MIGRATIONS } from './migrations/index.js';
import { SnakeCaseNaming } from './naming.js';
import { serverDriver } from './server-session.js';
import { createSafeSqliteDataSource, lockDataDirectory, sqliteOptions } from './sqlite/sqlite.js';
import { DatabaseLogger } from './typeorm-logger.js';

/** Whoever signs certificates of one's own is named in NODE_EXTRA_CA_CERTS. */
const VERIFIED = { rejectUnauthorized: true, verifyIdentity: true, minVersion: 'TLSv1.2' };
const CONNECT_TIMEOUT_MS = 2000;
/** One of them is the change feed's alone. */
const POOL_SIZE = 11;

/**
 * Where the data lies: the server that DATABASE_URL names, or a file in the data directory.
 * @param isServing somebody waits for the answers: no statement may take longer than they do. Changing the schema or reading all that there is
 * takes as long as it takes.
 */
export function dataSourceOptions(config: ConfigService, { isServing = false } = {}): DataSourceOptions {
  const server = config.databaseServer;
  const shared = {
    migrations: MIGRATIONS,
    migrationsTableName: 'schema_migrations',
    migrationsTransactionMode: 'each',
    namingStrategy: new SnakeCaseNaming(),
    logger: new DatabaseLogger(),
    invalidWhereValuesBehavior: { null: 'throw', undefined: 'throw' },
  } as const;
  if (!server) return { ...sqliteOptions(config.embeddedDatabaseFile), ...shared };
  return {
    type: 'mariadb',
    url: server.url,
    ...(server.isTlsRequired && { ssl: VERIFIED }),
    driver: serverDriver(isServing),
    timezone: 'Z',
    charset: 'utf8mb4',
    connectTimeout: CONNECT_TIMEOUT_MS,
    poolSize: POOL_SIZE,
    ...shared,
  };
}

/**
 * Connects. The embedded database belongs to one process at a time: its directory is locked until the data source is destroyed.
 * @throws DataDirectoryInUse, DatabaseDamaged, or what the driver says about a server that cannot be reached.
 */
export async function openDataSource(options: DataSourceOptions): Promise<DataSource> {
  if (options.type !== 'better-sqlite3') return new DataSource(options).initialize();
  const lock = lockDataDirectory(dirname(options.database));
  try {
    const dataSource = await createSafeSqliteDataSource(options);
    const destroy = dataSource.destroy.bind(dataSource);
    dataSource.destroy = () => destroy().finally(() => lock.release());
    return await dataSource.initialize();
  } catch (error) {
    lock.release();
    throw error;
  }
}

/**
 * Connects beside the service, to read: the directory of the embedded database is not locked, and no migration is run.
 * @throws Error when there is no embedded database yet.
 */
export async function openForReading(
  config: ConfigService,
  entities: NonNullable<DataSourceOptions['entities']>,
): Promise<DataSource> {
  const options = { ...dataSourceOptions(config), entities };
  if (options.type !== 'better-sqlite3') return new DataSource(options).initialize();
  if (!existsSync(options.database)) throw new Error(`There is no database at ${options.database}.`);
  return (await createSafeSqliteDataSource(options)).initialize();
}
