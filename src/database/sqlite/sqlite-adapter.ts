import {
  DatabaseSync,
  constants,
  type DatabaseSyncInstance,
  type StatementSyncInstance,
} from '@photostructure/sqlite';
import { withErrorCode } from './sqlite-error-codes.js';

/** What TypeORM passes to the constructor of a `better-sqlite3` database; the rest of its options do not apply here. */
interface SqliteAdapterOptions {
  readonly readonly?: boolean;
  readonly timeout?: number;
}

type SqliteRow = Record<string, unknown>;
type SqliteValue = string | number | bigint | Uint8Array | null;

const STATEMENTS_KEPT = 250;
const { SQLITE_OK, SQLITE_SELECT, SQLITE_READ, SQLITE_FUNCTION, SQLITE_RECURSIVE } = constants;
const READ_ACTIONS: ReadonlySet<number> = new Set([
  SQLITE_SELECT,
  SQLITE_READ,
  SQLITE_FUNCTION,
  SQLITE_RECURSIVE,
]);

/**
 * The part of better-sqlite3's interface that TypeORM calls, over `@photostructure/sqlite` (node:sqlite's interface),
 * plus what our query runner needs: whether a statement only reads, and whether a transaction is open.
 * Prepared statements are kept per connection (least recently used first out).
 */
export class SqliteAdapter {
  private readonly database: DatabaseSyncInstance;
  private readonly statements = new Map<string, SqliteStatement>();
  private actions: number[] = [];

  constructor(
    readonly path: string,
    options: SqliteAdapterOptions = {},
  ) {
    this.database = new DatabaseSync(path, {
      readOnly: options.readonly ?? false,
      timeout: options.timeout ?? 0,
      enableForeignKeyConstraints: true,
      defensive: true,
    });
    // SQLite reports to the authorizer, while it compiles, everything a statement may do: the one reliable way to tell
    // a read from `INSERT ... RETURNING` or `WITH ... UPDATE` without running it. Nothing is refused here.
    this.database.setAuthorizer((action) => {
      this.actions.push(action);
      return SQLITE_OK;
    });
  }

  /** Whether a transaction is open on this connection. SQLite ends one by itself on some errors, such as a full disk. */
  get inTransaction(): boolean {
    return this.database.isOpen && this.database.isTransaction;
  }

  /** @throws the SQLite error for a statement that cannot be compiled, an Error for more than one statement. */
  prepare(sql: string): SqliteStatement {
    const known = this.statements.get(sql);
    if (known) {
      this.statements.delete(sql);
      this.statements.set(sql, known);
      return known;
    }
    this.actions = [];
    const prepared = this.database.prepare(sql);
    refuseSecondStatement(sql, prepared);
    // VACUUM and REINDEX report no action at all, hence the demand for a SELECT.
    const readOnly =
      this.actions.includes(SQLITE_SELECT) && this.actions.every((action) => READ_ACTIONS.has(action));
    const statement = new SqliteStatement(prepared, readOnly, sql.includes('*'));
    this.statements.set(sql, statement);
    if (this.statements.size > STATEMENTS_KEPT)
      this.statements.delete(this.statements.keys().next().value as string);
    return statement;
  }

  pragma(text: string): SqliteRow[] {
    return this.prepare(`PRAGMA ${text}`).all();
  }

  close(): void {
    this.statements.clear();
    if (this.database.isOpen) this.database.close();
  }
}

/** A prepared statement with better-sqlite3's interface. `reader`: it returns rows; `readOnly`: it changes nothing. */
export class SqliteStatement {
  readonly reader: boolean;
  private columns: readonly string[];

  constructor(
    private readonly statement: StatementSyncInstance,
    readonly readOnly: boolean,
    private readonly columnsMayChange: boolean,
  ) {
    this.columns = statement.columns().map(({ name }) => name);
    this.reader = this.columns.length > 0;
    // Rows as arrays, made into objects here: plain objects for TypeORM, and faster than the library's own.
    statement.setReturnArrays(true);
  }

  all(...parameters: unknown[]): SqliteRow[] {
    const values = parameters.map(toSqliteValue);
    const rows = withErrorCode(() => this.statement.all(...values) as unknown[][]);
    // Without a `*` the text of the statement fixes its columns; with one, a migration may have changed them.
    if (this.columnsMayChange) this.columns = this.statement.columns().map(({ name }) => name);
    return rows.map((row) => toObject(this.columns, row));
  }

  run(...parameters: unknown[]): { changes: number; lastInsertRowid: number } {
    const values = parameters.map(toSqliteValue);
    const { changes, lastInsertRowid } = withErrorCode(() => this.statement.run(...values));
    return { changes, lastInsertRowid: Number(lastInsertRowid) };
  }
}

function toObject(columns: readonly string[], row: unknown[]): SqliteRow {
  const object: SqliteRow = {};
  for (let i = 0; i < columns.length; i++) object[columns[i]] = row[i];
  return object;
}

function toSqliteValue(value: unknown): SqliteValue {
  if (value === undefined) return null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  // The form TypeORM stores: UTC, with milliseconds.
  if (value instanceof Date) return value.toISOString().replace('T', ' ').replace('Z', '');
  // The library would store the whole text but read it back cut off at the NUL.
  if (typeof value === 'string' && value.includes('\0'))
    throw new TypeError('Text with a NUL character cannot be stored');
  return value as SqliteValue;
}

/** The library compiles the first statement and silently ignores the rest; better-sqlite3 refuses, and so do we. */
function refuseSecondStatement(sql: string, first: StatementSyncInstance): void {
  const semicolons = (text: string) => text.replace(/[;\s]+$/, '').split(';').length;
  if (sql.includes(';') && semicolons(first.expandedSQL ?? '') !== semicolons(sql)) {
    throw new Error('The SQL text contains more than one statement');
  }
}
