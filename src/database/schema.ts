import type { DataSource, QueryRunner } from 'typeorm';

const LOCK = 'latchkey-migrations';
const LOCK_WAIT_SECONDS = 120;
const TABLE = 'schema_migrations';

/** Thrown when the schema is not the one that this version needs; the message says what to do. */
export class SchemaError extends Error {
  override name = 'SchemaError';
}

/**
 * Brings the schema up to date. Several instances may do this at once: on a server one works and the others wait for it.
 * @returns the names of the migrations that were run.
 */
export async function migrate(dataSource: DataSource): Promise<string[]> {
  const isServer = dataSource.options.type !== 'better-sqlite3';
  const guard = isServer ? dataSource.createQueryRunner() : null;
  try {
    if (
      guard &&
      !(await takeLock(guard.query(`SELECT GET_LOCK('${LOCK}', ${LOCK_WAIT_SECONDS}) AS taken`)))
    ) {
      throw new SchemaError(
        'Another process has been changing the schema for two minutes; look whether it still runs, then try again.',
      );
    }
    await refuseNewer(dataSource);
    const run = await dataSource.runMigrations();
    return run.map((migration) => migration.name);
  } finally {
    if (guard) await releaseLock(guard);
  }
}

/** @throws SchemaError when migrations are missing, or when a newer version has been here. */
export async function requireCurrentSchema(dataSource: DataSource): Promise<void> {
  await refuseNewer(dataSource);
  const done = await executedNames(dataSource);
  const missing = dataSource.migrations.filter((migration) => !done.includes(migration.name ?? ''));
  if (missing.length > 0)
    throw new SchemaError(`The database lacks ${missing.length} schema change(s); run: npm run migrate`);
}

async function refuseNewer(dataSource: DataSource): Promise<void> {
  const known = dataSource.migrations.map((migration) => migration.name);
  const unknown = (await executedNames(dataSource)).filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new SchemaError(
      `The database was changed by a newer version of Latchkey (${unknown.join(', ')}); use that version.`,
    );
}

async function executedNames(dataSource: DataSource): Promise<string[]> {
  const runner = dataSource.createQueryRunner();
  try {
    if (!(await runner.hasTable(TABLE))) return [];
    const rows = (await runner.query(`SELECT name FROM ${TABLE}`)) as { name: string }[];
    return rows.map((row) => row.name);
  } finally {
    await runner.release();
  }
}

async function takeLock(asking: Promise<unknown>): Promise<boolean> {
  const [row] = (await asking) as { taken: number | string | null }[];
  return Number(row?.taken) === 1;
}

async function releaseLock(guard: QueryRunner): Promise<void> {
  try {
    await guard.query(`DO RELEASE_LOCK('${LOCK}')`);
  } finally {
    await guard.release();
  }
}
