import type { DataSource } from 'typeorm';

/** @returns true when the engine can lock single rows. */
export function hasRowLocks(dataSource: DataSource): boolean {
  return dataSource.options.type !== 'better-sqlite3';
}
