/** SQLite's result codes that the rest of the service has to tell apart (https://sqlite.org/rescode.html). */
export const SqliteErrorCode = {
  busy: 5,
  readOnly: 8,
  ioError: 10,
  corrupt: 11,
  full: 13,
  notADatabase: 26,
  check: 275,
  foreignKey: 787,
  notNull: 1299,
  primaryKey: 1555,
  unique: 2067,
} as const;

// The library leaves the code out when a statement that returns rows fails: get it back from SQLite's fixed messages.
const CODE_OF_MESSAGE: readonly (readonly [start: string, code: number])[] = [
  ['UNIQUE constraint failed', SqliteErrorCode.unique],
  ['FOREIGN KEY constraint failed', SqliteErrorCode.foreignKey],
  ['NOT NULL constraint failed', SqliteErrorCode.notNull],
  ['CHECK constraint failed', SqliteErrorCode.check],
  ['database is locked', SqliteErrorCode.busy],
  ['attempt to write a readonly database', SqliteErrorCode.readOnly],
  ['disk I/O error', SqliteErrorCode.ioError],
  ['database disk image is malformed', SqliteErrorCode.corrupt],
  ['database or disk is full', SqliteErrorCode.full],
  ['file is not a database', SqliteErrorCode.notADatabase],
];

/** Runs `work`; an SQLite error that leaves it carries its result code in `errcode` wherever that is known. */
export function withErrorCode<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (sqliteErrorCode(error) === undefined) {
      const { message } = error as Error;
      const code = CODE_OF_MESSAGE.find(([start]) => message.startsWith(start))?.[1];
      if (code !== undefined) Object.assign(error as Error, { errcode: code });
    }
    throw error;
  }
}

/** The (extended) SQLite result code of an error from the driver, undefined for any other error. */
export function sqliteErrorCode(error: unknown): number | undefined {
  const code = (error as { errcode?: unknown } | null | undefined)?.errcode;
  return typeof code === 'number' ? code : undefined;
}
