import type { ObjectLiteral } from 'typeorm';
import type { BetterSqlite3Driver } from 'typeorm/driver/better-sqlite3/BetterSqlite3Driver.js';

/**
 * TypeORM writes numbers into the text of a statement, where its other drivers bind them: each audit entry, which has a number of its own,
 * was two texts that nobody had sent before, to be compiled and kept. It leaves alone what is no `number`, and so they go past it as bigints.
 */
export function bindNumbers(driver: BetterSqlite3Driver): void {
  const escape = driver.escapeQueryWithParameters.bind(driver);
  driver.escapeQueryWithParameters = (sql: string, parameters: ObjectLiteral): [string, unknown[]] => {
    const [text, values] = escape(sql, disguised(parameters));
    return [text, values.map((value: unknown) => (typeof value === 'bigint' ? Number(value) : value))];
  };
}

function disguised(parameters: ObjectLiteral): ObjectLiteral {
  const entries: [string, unknown][] = Object.entries(parameters);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, Number.isSafeInteger(value) ? BigInt(value as number) : value]),
  );
}
