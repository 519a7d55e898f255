import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';

// Nothing of ours is imported here: a test runs this file by itself in another process.
const SQLITE_BUSY = 5;

/** Another process (or another part of this one) works on the same data directory. */
export class DataDirectoryInUse extends Error {
  override readonly name = 'DataDirectoryInUse';

  constructor(readonly directory: string) {
    super(`The data directory ${directory} is in use by another process`);
  }
}

export interface DataDirectoryLock {
  release(): void;
}

// An unreachable database would be closed by the garbage collector, and the lock with it.
const held = new Set<DatabaseSyncInstance>();

/**
 * Takes the exclusive lock on a data directory, creating the directory if need be, and holds it until `release()` or
 * the end of the process, however it ends: the lock is SQLite's own file lock on an empty database, `latchkey.lock`,
 * held by an open exclusive transaction. There is nothing stale to clean up after a crash.
 *
 * The file must not be opened by other means in this process (such as copying it): on POSIX systems closing any handle
 * of a file drops the process's locks on it.
 *
 * @throws DataDirectoryInUse when the lock is taken.
 */
export function lockDataDirectory(directory: string): DataDirectoryLock {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const database = new DatabaseSync(join(directory, 'latchkey.lock'), { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (((error as { errcode?: number }).errcode ?? 0) % 256 === SQLITE_BUSY)
      throw new DataDirectoryInUse(directory);
    throw error;
  }
  held.add(database);
  return {
    release: () => {
      if (held.delete(database)) database.close();
    },
  };
}
