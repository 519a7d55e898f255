/** What is told to nobody: marks of use, which are written once a minute, and what is written down of refusals. */
const WRITTEN_BESIDE = /\b(audit_|api_key_uses|api_key_predecessors|login_failures)/;

/** @returns the statements that wrote something and were not undone, but for records of what happened. */
export function committedWrites(statements: { sql: string }[]): string[] {
  const committed: string[] = [];
  let pending: string[] = [];
  let isInside = false;
  for (const { sql } of statements) {
    if (/^(BEGIN|START TRANSACTION)/.test(sql)) [isInside, pending] = [true, []];
    else if (sql === 'ROLLBACK') [isInside, pending] = [false, []];
    else if (sql === 'COMMIT') {
      committed.push(...pending);
      [isInside, pending] = [false, []];
    } else if (/^(INSERT|UPDATE|DELETE|REPLACE|DROP|ALTER|CREATE)/i.test(sql))
      (isInside ? pending : committed).push(sql);
  }
  return committed.filter((sql) => !WRITTEN_BESIDE.test(sql));
}
