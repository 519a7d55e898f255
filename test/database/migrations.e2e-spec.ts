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

  it('change one thing each: a server cannot undo half of a schema change', async () => {
    const dataSource = await connect();
    await dataSource.query('SELECT 1');
    const { logger } = dataSource;
    const statements: string[] = [];
    dataSource.logger = Object.assign(Object.create(logger) as typeof logger, {
      logQuery: (query: string) => void statements.push(query),
    });
    await migrate(dataSource);
    const changes = statements.filter((query) => /^\s*(CREATE|ALTER|DROP|RENAME) /i.test(query));
    const tablesMade = changes.filter(
      (query) => query.startsWith('CREATE TABLE') && !query.includes('schema_migrations'),
    );
    expect(tablesMade).toHaveLength(NAMES.length);
    if (isServer) expect(changes).toHaveLength(NAMES.length + 1);
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
