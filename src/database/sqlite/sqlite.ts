/** The embedded database: what the rest of the service may use of it. */
export { DataDirectoryInUse, lockDataDirectory } from './data-directory-lock.js';
export {
  createSafeSqliteDataSource,
  makeSqliteSafe,
  sqliteOptions,
  writeTurnsOf,
} from './safe-data-source.js';
export { DatabaseDamaged } from './sqlite-connections.js';
export { SqliteErrorCode, sqliteErrorCode } from './sqlite-error-codes.js';
export { TransactionLost } from './sqlite-query-runner.js';
export { WriteTurnTimeout } from './write-turns.js';
