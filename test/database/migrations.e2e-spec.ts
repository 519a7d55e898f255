import { ConsoleLogger, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ENTITIES } from '../../entities.js';
import { ConfigService } from '../../src/config/config.service.js';
import { dataSourceOptions, openDataSource } from '../../src/database/data-source.js';
import { MIGRATIONS } from '../../src/database/migrations/index.js';
import { migrate, requireCurrentSchema } from '../../src/database/schema.js';
import { TestApp } from '../support/test-app.js';
import { createTestDatabase, isServer } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';

const NAMES = MIGRATIONS.map(({ name }) => name);
const CHANGE = /^\s*(CREATE|ALTER|DROP|RENAME|INSERT|UPDATE) /i;

/** @returns what throws once in front of each statement that changes something: the one before it was the last to be done. */
function interruption(): (sql: string) => void {
  const seen = new Map<string, number>();
  return (sql) => {
    if (!CHANGE.test(sql) || sql.includes('schema_migrations')) return;
    const times = (seen.get(sql) ?? 0) + 1;
    seen.set(sql, times);
    if (times === 1) throw new Error('interrupted');
  };
}

/** @returns nothing for the interruption, and throws on whatever else went wrong. */
function refuseAnythingElse(error: Error): undefined {
  if (error.message !== 'interrupted') throw error;
}

async function hasColumn(dataSource: DataSource, table: string, column: string): Promise<boolean> {
  const runner = dataSource.createQueryRunner();
  try {
    return await runner.hasColumn(table, column);
  } finally {
    await runner.release();
  }
}

describe('the migrations', () => {
  let database: TestDatabase;
  const open: DataSource[] = [];

  beforeEach(async () => {
    database = await createTestDatabase({ migrated: false });
  });
  afterEach(async () => {
    for (const dataSource of open.splice(0)) await dataSource.destroy();
    await database.drop();
  });

  const connect = async () => {
    const options = dataSourceOptions(new ConfigService(database.env));
    const dataSource = await openDataSource({ ...options, entities: ENTITIES });
    open.push(dataSource);
    return dataSource;
  };
  /** What would have to be done to the schema for the entities to fit. */
  const differences = async (dataSource: DataSource) => {
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    return upQueries.map(({ query }) => query);
  };
  const tables = async (dataSource: DataSource) => {
    const runner = dataSource.createQueryRunner();
    const names = ENTITIES.map((entity) => dataSource.getMetadata(entity).tableName);
    const there = [];
    for (const name of names) if (await runner.hasTable(name)) there.push(name);
    await runner.release();
    return there;
  };
  const fakeRow = (dataSource: DataSource) =>
    dataSource.query(
      "INSERT INTO schema_migrations (timestamp, name) VALUES (9999999999999, 'FromTheFuture')",
    );

  it('make exactly the schema that the entities describe', async () => {
    const dataSource = await connect();
    expect(await differences(dataSource)).not.toEqual([]);
    expect(await migrate(dataSource)).toEqual(NAMES);
    expect(await differences(dataSource)).toEqual([]);
    expect(await tables(dataSource)).toHaveLength(ENTITIES.length);
  });

  it('do nothing to a schema that is up to date', async () => {
    const dataSource = await connect();
    await migrate(dataSource);
    expect(await migrate(dataSource)).toEqual([]);
    await requireCurrentSchema(dataSource);
  });

  it('can be undone one by one down to nothing, and done again', async () => {
    const dataSource = await connect();
    await migrate(dataSource);
    for (let left = NAMES.length; left > 0; left--) await dataSource.undoLastMigration();
    expect(await tables(dataSource)).toEqual([]);
    expect(await migrate(dataSource)).toEqual(NAMES);
    expect(await differences(dataSource)).toEqual([]);
  });

  it('can be run again when each was interrupted after its change and before its row (BK-03)', async () => {
    const dataSource = await connect();
    await migrate(dataSource);
    await dataSource.query('DELETE FROM schema_migrations');
    await expect(requireCurrentSchema(dataSource)).rejects.toThrow(`lacks ${NAMES.length} schema change(s)`);
    expect(await migrate(dataSource)).toEqual(NAMES);
    expect(await differences(dataSource)).toEqual([]);
  });

  it('can be run again after an interruption behind any statement: a server cannot undo half of a schema change (BK-03)', async () => {
    const dataSource = await connect();
    Logger.overrideLogger(false); // each interruption would be told of
    const interrupt = interruption();
    const query = dataSource.driver.createQueryRunner('master').constructor.prototype as {
      query: (sql: string, ...rest: unknown[]) => Promise<unknown>;
    };
    const original = query.query;
    query.query = async function interrupted(this: unknown, sql, ...rest) {
      interrupt(sql);
      return original.call(this, sql, ...rest);
    };
    let attempts = 1;
    try {
      while (!(await migrate(dataSource).catch(refuseAnythingElse))) attempts++;
    } finally {
      query.query = original;
      Logger.overrideLogger(new ConsoleLogger());
    }
    expect(attempts).toBeGreaterThan(NAMES.length);
    expect(await differences(dataSource)).toEqual([]);
  });

  it('keep everybody, their roles and names, from a schema before there were roles', async () => {
    const dataSource = await connect();
    await migrate(dataSource);
    while (!(await hasColumn(dataSource, 'users', 'is_tenant_admin'))) await dataSource.undoLastMigration();
    const at = '2026-01-01 00:00:00.000';
    await dataSource.query(
      `INSERT INTO tenants (uid, org_name, org_name_folded, org_email_id, annotations, labels, address, is_active, allows_query_api_keys, created_at, modified_at)
       VALUES ('t', 'acme', 'acme', 'a@acme.example', '{}', '{}', '{}', 1, 1, '${at}', '${at}')`,
    );
    for (const [uid, isAdmin, hash] of [
      ['ada', 1, "'x'"],
      ['bob', 0, 'NULL'],
    ] as const)
      await dataSource.query(
        `INSERT INTO users (uid, tenant_uid, email_id, email_folded, first_name, last_name, annotations, labels, is_active, is_tenant_admin, is_platform_admin, password_hash, session_epoch, created_at, modified_at)
         VALUES ('${uid}', 't', '${uid}@acme.example', '${uid}@acme.example', 'Ä', '${uid.toUpperCase()}', '{}', '{}', 1, ${isAdmin}, 0, ${hash}, 0, '${at}', '${at}')`,
      );
    await dataSource.query(
      `INSERT INTO sessions (uid, tenant_uid, user_uid, epoch, generation, started_at, ends_at, refreshed_at, ip, user_agent) VALUES ('s', 't', 'ada', 0, 0, '${at}', '${at}', '${at}', '', '')`,
    );
    await migrate(dataSource);
    expect(await differences(dataSource)).toEqual([]);
    const rows = await dataSource.query<object[]>(
      'SELECT u.uid, u.name, u.name_folded, u.password_set_at IS NULL AS unset, a.role_uid FROM users u LEFT JOIN role_assignments a ON a.user_uid = u.uid ORDER BY u.uid',
    );
    expect(rows.map((row) => Object.values(row))).toEqual([
      ['ada', 'Ä ADA', 'ä ada', expect.anything(), '00000000-0000-7000-8000-000000000001'],
      ['bob', 'Ä BOB', 'ä bob', expect.anything(), null],
    ]);
    expect(rows.map((row) => Number((row as { unset: unknown }).unset))).toEqual([0, 1]);
    expect(await dataSource.query<object[]>('SELECT uid FROM sessions')).toHaveLength(1);
  });

  it('refuse a schema that a newer version made, and leave it alone', async () => {
    const dataSource = await connect();
    await migrate(dataSource);
    await fakeRow(dataSource);
    const words =
      'The database was changed by a newer version of Latchkey (FromTheFuture); use that version.';
    for (const asking of [migrate, requireCurrentSchema])
      await expect(asking(dataSource)).rejects.toMatchObject({ name: 'SchemaError', message: words });
  });

  it('are checked at the start of the service: a newer schema is refused', async () => {
    const dataSource = await connect();
    await migrate(dataSource);
    await fakeRow(dataSource);
    await open.pop()?.destroy();
    await expect(TestApp.start({ database })).rejects.toMatchObject({ name: 'SchemaError' });
  });

  it('know every entity that the service uses', async () => {
    const dataSource = await connect();
    await migrate(dataSource);
    await open.pop()?.destroy();
    const app = await TestApp.start({ database });
    const used = app.app.get(DataSource).entityMetadatas.map(({ target }) => target);
    await app.close();
    expect(new Set(used)).toEqual(new Set(ENTITIES));
  });

  if (isServer) {
    it('that three processes start at once are done once, and all three succeed', async () => {
      const sources = [await connect(), await connect(), await connect()];
      const done = await Promise.all(sources.map((dataSource) => migrate(dataSource)));
      expect(done.map((names) => names.length).toSorted((one, other) => one - other)).toEqual([
        0,
        0,
        NAMES.length,
      ]);
      for (const dataSource of sources) expect(await differences(dataSource)).toEqual([]);
    });

    it('that are missing stop the start of the service with a word on what to do, and are not done by it', async () => {
      await expect(TestApp.start({ database })).rejects.toMatchObject({
        name: 'SchemaError',
        message: `The database lacks ${NAMES.length} schema change(s); run: npm run migrate`,
      });
      expect(await tables(await connect())).toEqual([]);
    });

    it('make columns that compare byte by byte, in a database whose default does not (DB-11)', async () => {
      const dataSource = await connect();
      await migrate(dataSource);
      const loose: unknown[] = await dataSource.query(
        `SELECT table_name, column_name, collation_name FROM information_schema.columns
         WHERE table_schema = DATABASE() AND collation_name NOT LIKE '%\\_bin' AND table_name <> 'schema_migrations'`,
      );
      expect(loose).toEqual([]);
    });

    it('leave sessions that are strict, in UTC and read what is committed (DB-11)', async () => {
      const dataSource = await connect();
      const [session] = await dataSource.query<Record<string, string>[]>(
        'SELECT @@sql_mode AS mode, @@time_zone AS zone, @@tx_isolation AS isolation, @@character_set_client AS charset',
      );
      expect(session).toMatchObject({
        mode: expect.stringContaining('STRICT_ALL_TABLES') as string,
        zone: '+00:00',
        isolation: 'READ-COMMITTED',
        charset: 'utf8mb4',
      });
    });
  } else {
    it('that are missing are done by the start of the service itself', async () => {
      const app = await TestApp.start({ database });
      await app.http.get('/health/ready').expect(200);
      await requireCurrentSchema(app.app.get(DataSource));
      await app.close();
    });
  }
});
