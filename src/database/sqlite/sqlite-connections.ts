import { SqliteAdapter, type SqliteStatement } from './sqlite-adapter.js';
import { SqliteErrorCode, sqliteErrorCode } from './sqlite-error-codes.js';
import { TimeSlice } from './time-slice.js';
import { WalSync, type WalSyncOptions } from './wal-sync.js';
import { WriteTurns } from './write-turns.js';

interface ConnectionOptions extends WalSyncOptions {
  readonly busyTimeoutMs: number;
  readonly writeWaitMs: number;
}

/** Far less than a request may wait: one in a hundred waits for several slices. Most statements take less. */
const SLICE_MS = 0.3;

/** The database file is not a database or is corrupt: the service must not start on it. */
export class DatabaseDamaged extends Error {
  override readonly name = 'DatabaseDamaged';

  constructor(
    readonly file: string,
    reason: string,
    options?: ErrorOptions,
  ) {
    super(`The database file ${file} is damaged (${reason}). Restore it from a backup.`, options);
  }
}

/**
 * The two connections to one database file: one that writes, in turns, and one that can only read. In WAL mode the
 * reader sees the last committed state and waits for nobody.
 *
 * One writer only: SQLite waits for a lock synchronously, so a second one would block the event loop that has to end
 * the first one's transaction.
 */
export class SqliteConnections {
  /** What all statements share, whoever's they are. */
  readonly slice = new TimeSlice(SLICE_MS);

  private constructor(
    readonly writer: SqliteAdapter,
    readonly reader: SqliteAdapter,
    readonly turns: WriteTurns,
    private readonly walSync: WalSync,
  ) {}

  /**
   * Checks the file, sets up `writer` and opens the reader beside it. Closes both when anything fails.
   * @throws DatabaseDamaged when SQLite's check finds the file damaged.
   */
  static open(writer: SqliteAdapter, options: ConnectionOptions): SqliteConnections {
    let reader: SqliteAdapter | undefined;
    try {
      writer.pragma('trusted_schema = OFF');
      check(writer);
      setUpWriter(writer);
      reader = new SqliteAdapter(writer.path, { readonly: true, timeout: options.busyTimeoutMs });
      reader.pragma('trusted_schema = OFF');
      const turns = new WriteTurns(options.writeWaitMs);
      return new SqliteConnections(writer, reader, turns, new WalSync(writer.path, options));
    } catch (error) {
      reader?.close();
      writer.close();
      throw asDamage(writer.path, error);
    }
  }

  /** The statement on the read connection if it only reads, undefined if it has to go to the write connection. */
  prepareRead(sql: string): SqliteStatement | undefined {
    try {
      const statement = this.reader.prepare(sql);
      return statement.readOnly ? statement : undefined;
    } catch {
      // Unknown here, like a temporary table, or plainly wrong: the write connection has the last word.
      return undefined;
    }
  }

  /** Rolls back whatever is still open on the write connection. Returns whether there was anything. */
  rollBackLeftovers(): boolean {
    if (!this.writer.inTransaction) return false;
    this.writer.prepare('ROLLBACK').run();
    return true;
  }

  /** @returns when all that is committed now would survive a power cut. @throws OutcomeUnknownError when nobody knows. */
  async durable(): Promise<void> {
    await this.walSync.settled();
  }

  /** Closes both, at once; an open transaction is rolled back. */
  async close(): Promise<void> {
    try {
      this.closeBoth();
    } finally {
      await this.walSync.close();
    }
  }

  private closeBoth(): void {
    this.reader.close();
    try {
      this.rollBackLeftovers();
      // Closing would do this too, but the library cannot finalize prepared statements, and until they are garbage
      // collected SQLite keeps a closed connection half alive.
      this.writer.pragma('wal_checkpoint(TRUNCATE)');
    } finally {
      this.writer.close();
    }
  }
}

function check(writer: SqliteAdapter): void {
  const [found] = writer.pragma('quick_check(1)');
  if (found?.['quick_check'] !== 'ok') throw new DatabaseDamaged(writer.path, String(found?.['quick_check']));
}

function setUpWriter(writer: SqliteAdapter): void {
  const [mode] = writer.pragma('journal_mode = WAL');
  if (mode?.['journal_mode'] !== 'wal') {
    throw new Error(`The database ${writer.path} cannot use WAL mode: it must be a file on a local disk`);
  }
  // What was acknowledged survives a power cut all the same: see WalSync. (The reader never syncs.)
  writer.pragma('synchronous = NORMAL');
  writer.pragma('foreign_keys = ON');
  writer.pragma('schema_version'); // a new database has no WAL until it is read
}

/** `error`, or DatabaseDamaged in its place if it says that the file is not a sound database. */
export function asDamage(file: string, error: unknown): unknown {
  // The low byte of an extended result code is the primary one.
  const code = (sqliteErrorCode(error) ?? 0) & 0xff;
  if (code !== SqliteErrorCode.corrupt && code !== SqliteErrorCode.notADatabase) return error;
  return new DatabaseDamaged(file, (error as Error).message, { cause: error });
}
