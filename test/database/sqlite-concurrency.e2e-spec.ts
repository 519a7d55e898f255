import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  Column,
  DataSource,
  Entity,
  type EntityManager,
  type MigrationInterface,
  PrimaryColumn,
  type QueryRunner,
  TableColumn,
} from 'typeorm';
import ts from 'typescript';
import {
  DataDirectoryInUse,
  DatabaseDamaged,
  SqliteErrorCode,
  TransactionLost,
  WriteTurnTimeout,
  createSafeSqliteDataSource,
  lockDataDirectory,
  sqliteErrorCode,
  sqliteOptions,
} from '../../src/database/sqlite/sqlite.js';
import { WriteTurns } from '../../src/database/sqlite/write-turns.js';

@Entity('counters')
class Counter {
  @PrimaryColumn('varchar') name: string;
  @Column('int') value: number;
}

@Entity('notes')
class Note {
  @PrimaryColumn('varchar') id: string;
  @Column('varchar', { unique: true }) text: string;
}

class CreateParentAndChild1700000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE "parents" ("id" integer PRIMARY KEY)');
    await runner.query(
      'CREATE TABLE "children" ("id" integer PRIMARY KEY, "parent" integer NOT NULL REFERENCES "parents" ("id") ON DELETE CASCADE)',
    );
  }
  async down(): Promise<void> {}
}

class AddParentTitle1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('INSERT INTO "parents" ("id") VALUES (1)');
    await runner.query('INSERT INTO "children" ("id", "parent") VALUES (1, 1)');
    await runner.addColumn('parents', new TableColumn({ name: 'title', type: 'varchar', isNullable: true }));
    const table = await runner.getTable('parents');
    if (!table?.findColumnByName('title')) throw new Error('the schema inside the transaction is not seen');
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('parents', 'title');
  }
}

/** Lets a test decide when something inside a transaction goes on. */
function gate() {
  let open!: () => void;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
}

describe('SQLite under concurrent requests', () => {
  let directory: string;
  let file: string;
  const sources: DataSource[] = [];

  async function connect(
    options: { writeWaitMs?: number; migrations?: (new () => MigrationInterface)[] } = {},
  ) {
    const { migrations, ...safety } = options;
    const source = await createSafeSqliteDataSource(
      {
        ...sqliteOptions(file),
        entities: [Counter, Note],
        logging: false,
        ...(migrations ? { migrations } : { synchronize: true }),
      },
      safety,
    );
    await source.initialize();
    sources.push(source);
    if (!migrations) await source.getRepository(Counter).save({ name: 'c', value: 0 });
    return source;
  }

  const increment = async (manager: EntityManager) => {
    const counter = await manager.findOneByOrFail(Counter, { name: 'c' });
    await manager.update(Counter, { name: 'c' }, { value: counter.value + 1 });
  };
  const counterOf = async (source: DataSource) =>
    (await source.getRepository(Counter).findOneByOrFail({ name: 'c' })).value;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'latchkey-sqlite-'));
    file = join(directory, 'test.db');
  });

  afterEach(async () => {
    for (const source of sources.splice(0)) if (source.isInitialized) await source.destroy();
    rmSync(directory, { recursive: true });
  });

  describe('transactions and plain saves at once', () => {
    it('loses nothing that was acknowledged', async () => {
      const source = await connect();
      const notes = source.getRepository(Note);

      const results = await Promise.allSettled(
        Array.from({ length: 200 }, async (_, i) => {
          const transaction = source.transaction(async (manager) => {
            await increment(manager);
            await manager.insert(Note, { id: `t${i}`, text: `in transaction ${i}` });
            if (i === 77) throw new Error('roll back');
          });
          const save = notes.save({ id: `p${i}`, text: `plain ${i}` });
          await Promise.all([transaction, save]);
        }),
      );

      expect(results.flatMap((result, i) => (result.status === 'rejected' ? [i] : []))).toEqual([77]);
      expect(await counterOf(source)).toBe(199);
      expect(await notes.count()).toBe(200 + 199);
      expect(await notes.existsBy({ id: 't77' })).toBe(false);
      await source.destroy();
      await source.initialize();
      expect(await counterOf(source)).toBe(199);
      expect(await notes.count()).toBe(200 + 199);
    });

    it('keeps what others committed while a transaction was open that then rolled back', async () => {
      const source = await connect();
      const { open, opened } = gate();
      const inside = gate();
      const failing = source.transaction(async (manager) => {
        await manager.insert(Note, { id: 'mine', text: 'mine' });
        inside.open();
        await opened;
        throw new Error('roll back');
      });
      await inside.opened;
      const others = Promise.all([
        source.transaction(increment),
        source.getRepository(Note).save({ id: 'other', text: 'other' }),
      ]);
      // With a shared transaction the others would be done, and lost, after this.
      await new Promise(setImmediate);
      open();
      await expect(failing).rejects.toThrow('roll back');
      await others;
      expect(await counterOf(source)).toBe(1);
      expect(await source.getRepository(Note).find()).toEqual([{ id: 'other', text: 'other' }]);
    });

    it('lets saves made at once through one query runner all happen', async () => {
      const source = await connect();
      const runner = source.createQueryRunner();
      await Promise.all(
        Array.from({ length: 20 }, (_, i) => runner.manager.save(Note, { id: `${i}`, text: `${i}` })),
      );
      await runner.release();
      expect(await source.getRepository(Note).count()).toBe(20);
    });
  });

  describe('reads', () => {
    it('do not wait for an open transaction and do not see what it has not committed', async () => {
      const source = await connect();
      const { open, opened } = gate();
      const inside = gate();
      const transaction = source.transaction(async (manager) => {
        await increment(manager);
        expect((await manager.findOneByOrFail(Counter, { name: 'c' })).value).toBe(1);
        inside.open();
        await opened;
      });
      await inside.opened;
      expect(await counterOf(source)).toBe(0);
      expect(await source.query('WITH x AS (SELECT value FROM counters) SELECT * FROM x')).toStrictEqual([
        { value: 0 },
      ]);
      open();
      await transaction;
      expect(await counterOf(source)).toBe(1);
    });
  });

  describe('statements that write and return rows', () => {
    it('work, one by one and from a query builder', async () => {
      const source = await connect();
      expect(
        await source.query(`INSERT INTO notes (id, text) VALUES ('a', ?) RETURNING text`, [new Date(0)]),
      ).toStrictEqual([{ text: '1970-01-01 00:00:00.000' }]);
      expect(
        await source.query(
          `WITH n AS (SELECT 'b' AS t) UPDATE notes SET text = (SELECT t FROM n) RETURNING id`,
        ),
      ).toStrictEqual([{ id: 'a' }]);
      // TypeORM knows no RETURNING for this database; its builders read generated values back instead.
      const inserted = await source
        .createQueryBuilder()
        .insert()
        .into(Note)
        .values({ id: 'c', text: 'c' })
        .orUpdate(['text'], ['id'])
        .execute();
      expect(inserted.identifiers).toEqual([{ id: 'c' }]);
      expect(await source.getRepository(Note).find({ order: { id: 'ASC' } })).toEqual([
        { id: 'a', text: 'b' },
        { id: 'c', text: 'c' },
      ]);
    });

    it('report a duplicate with its error code, with and without rows', async () => {
      const source = await connect();
      const insert = `INSERT INTO notes (id, text) VALUES (?, 'same')`;
      await source.query(insert, ['a']);
      for (const sql of [insert, `${insert} RETURNING id`]) {
        const failure: { driverError: unknown } = await source.query(sql, ['b']).catch((error) => error);
        expect(sqliteErrorCode(failure.driverError)).toBe(SqliteErrorCode.unique);
      }
    });
  });

  describe('a nested transaction', () => {
    it('rolls back to its savepoint only', async () => {
      const source = await connect();
      await source.transaction(async (manager) => {
        await increment(manager);
        const nested = manager.transaction(async (inner) => {
          await increment(inner);
          throw new Error('only the inner one');
        });
        await expect(nested).rejects.toThrow('only the inner one');
        await manager.transaction(increment);
      });
      expect(await counterOf(source)).toBe(2);
    });
  });

  describe('a transaction that goes wrong', () => {
    it('is rolled back and gives up its turn', async () => {
      const source = await connect();
      const failing = source.transaction(async (manager) => {
        await increment(manager);
        await manager.query('SELECT nonsense');
      });
      const next = source.transaction(increment);
      await expect(failing).rejects.toThrow('no such column: nonsense');
      await next;
      expect(await counterOf(source)).toBe(1);
    });

    it('is rolled back when its query runner is released in the middle', async () => {
      const source = await connect();
      const runner = source.createQueryRunner();
      await runner.startTransaction();
      await increment(runner.manager);
      await runner.release();
      await source.transaction(increment);
      expect(await counterOf(source)).toBe(1);
      await expect(runner.query('SELECT 1')).rejects.toThrow('released');
    });

    it('reports a COMMIT that fails and leaves the queue alive', async () => {
      const source = await connect();
      await source.query('CREATE TABLE parents (id integer PRIMARY KEY)');
      await source.query('CREATE TABLE children (parent integer REFERENCES parents (id))');
      const orphan = async (run: (sql: string) => Promise<unknown>) => {
        await run('PRAGMA defer_foreign_keys = ON');
        await run('INSERT INTO children VALUES (1)');
      };
      await expect(source.transaction((manager) => orphan((sql) => manager.query(sql)))).rejects.toThrow(
        'FOREIGN KEY constraint failed',
      );

      const runner = source.createQueryRunner();
      await runner.startTransaction();
      await orphan((sql) => runner.query(sql));
      await expect(runner.commitTransaction()).rejects.toThrow('FOREIGN KEY constraint failed');
      await source.transaction(increment);
      await runner.rollbackTransaction();
      await runner.release();

      expect(await counterOf(source)).toBe(1);
      expect(await source.query('SELECT * FROM children')).toEqual([]);
    });

    it('cannot go on after the database has ended it', async () => {
      const source = await connect();
      const transaction = source.transaction(async (manager) => {
        await manager.query('ROLLBACK');
        await increment(manager);
      });
      await expect(transaction).rejects.toMatchObject({ driverError: expect.any(TransactionLost) });
      await expect(source.query('BEGIN')).rejects.toThrow('startTransaction()');
      await source.transaction(increment);
      expect(await counterOf(source)).toBe(1);
    });
  });

  describe('a stuck turn', () => {
    it('fails those who wait for it, and the queue goes on after it', async () => {
      const source = await connect({ writeWaitMs: 20 });
      const { open, opened } = gate();
      const stuck = source.transaction(async (manager) => {
        await increment(manager);
        await opened;
      });
      const waiting = await Promise.allSettled([
        source.transaction(increment),
        source.getRepository(Note).save({ id: 'a', text: 'a' }),
      ]);
      expect(waiting.map((result) => result.status === 'rejected' && result.reason)).toEqual([
        expect.any(WriteTurnTimeout),
        expect.any(WriteTurnTimeout),
      ]);
      open();
      await stuck;
      await source.transaction(increment);
      expect(await counterOf(source)).toBe(2);
    });

    it('passes on in order, and only once', async () => {
      const turns = new WriteTurns(1000);
      const [first, ...others] = Array.from({ length: 3 }, () => turns.take());
      const order: number[] = [];
      others.forEach((turn, i) => void turn.then(() => order.push(i)));
      const turn = await first!;
      turn.end();
      turn.end();
      await new Promise(setImmediate);
      expect(order).toEqual([0]);
      (await others[0]!).end();
      await others[1];
      expect(order).toEqual([0, 1]);
    });

    it('is not kept by a runner that was released while it waited', async () => {
      const source = await connect();
      const holder = source.createQueryRunner();
      await holder.startTransaction();
      const runner = source.createQueryRunner();
      const starting = runner.startTransaction();
      const writing = runner.query('DELETE FROM counters');
      await runner.release();
      const next = source.transaction(increment);
      await holder.commitTransaction();
      await expect(starting).rejects.toThrow('released');
      await expect(writing).rejects.toThrow('released');
      await next;
      expect(await counterOf(source)).toBe(1);
    });
  });

  describe('migrations', () => {
    it('rebuild a table, forth and back, without losing the rows that refer to it', async () => {
      const source = await connect({
        migrations: [CreateParentAndChild1700000000000, AddParentTitle1700000000001],
      });
      expect(await source.runMigrations({ transaction: 'each' })).toHaveLength(2);
      await source.undoLastMigration({ transaction: 'each' });
      expect(await source.query('SELECT * FROM parents')).toEqual([{ id: 1 }]);
      expect(await source.query('SELECT * FROM children')).toEqual([{ id: 1, parent: 1 }]);
      expect(await source.query('PRAGMA foreign_keys')).toEqual([{ foreign_keys: 1 }]);
    });

    it('leave nothing behind when they fail, not even switched-off foreign keys', async () => {
      class Failing1700000000002 extends AddParentTitle1700000000001 {
        override async up(runner: QueryRunner): Promise<void> {
          await super.up(runner);
          throw new Error('half way');
        }
      }
      const source = await connect({ migrations: [CreateParentAndChild1700000000000, Failing1700000000002] });
      jest.spyOn(source.logger, 'logMigration').mockImplementation(() => {});
      await expect(source.runMigrations({ transaction: 'each' })).rejects.toThrow('half way');
      expect(await source.query('SELECT * FROM parents')).toEqual([]);
      expect(await source.query('PRAGMA foreign_keys')).toEqual([{ foreign_keys: 1 }]);
      await expect(source.query('INSERT INTO children VALUES (1, 1)')).rejects.toThrow('FOREIGN KEY');
    });
  });

  describe('migrations beside requests', () => {
    it('keep others out while foreign keys are off', async () => {
      const source = await connect();
      await source.query('CREATE TABLE children (parent varchar REFERENCES counters (name))');
      const runner = source.createQueryRunner();
      await runner.beforeMigration();
      const orphan = source.query(`INSERT INTO children VALUES ('nobody')`);
      await runner.startTransaction();
      await runner.addColumn('notes', new TableColumn({ name: 'extra', type: 'int', default: 7 }));
      await runner.commitTransaction();
      await runner.afterMigration();
      await runner.release();
      await expect(orphan).rejects.toThrow('FOREIGN KEY');
    });

    it('are not seen by others before they are committed', async () => {
      const source = await connect();
      const runner = source.createQueryRunner();
      await runner.startTransaction();
      await runner.addColumn('notes', new TableColumn({ name: 'extra', type: 'int', default: 7 }));
      const seen = source.createQueryRunner().getTable('notes');
      await new Promise(setImmediate);
      await runner.rollbackTransaction();
      expect((await seen)?.columns.map(({ name }) => name)).toEqual(['id', 'text']);
    });

    it('show in the columns of a statement that was prepared before', async () => {
      const source = await connect();
      const all = () => source.query('SELECT * FROM counters');
      expect(await all()).toStrictEqual([{ name: 'c', value: 0 }]);
      await source.query('ALTER TABLE counters RENAME COLUMN value TO amount');
      await source.query('ALTER TABLE counters ADD COLUMN extra integer');
      expect(await all()).toStrictEqual([{ name: 'c', amount: 0, extra: null }]);
    });
  });

  describe('the database file', () => {
    it('is refused with its name when it is damaged', async () => {
      const source = await connect();
      const notes = Array.from({ length: 500 }, (_, i) => ({ id: `${i}`, text: `${i}`.repeat(50) }));
      await source.getRepository(Note).insert(notes);
      await source.destroy();
      // Everything is in the one file now, so that copying it is a backup.
      const sound = readFileSync(file);

      const holed = Buffer.from(sound);
      holed.fill(0xaa, 8192, 12_288);
      for (const damaged of [holed, Buffer.from('not a database at all, but long enough'.repeat(100))]) {
        writeFileSync(file, damaged);
        const failure = await source.initialize().catch((error: unknown) => error);
        expect(failure).toBeInstanceOf(DatabaseDamaged);
        expect((failure as Error).message).toContain(file);
        expect(readFileSync(file).equals(damaged)).toBe(true);
      }

      writeFileSync(file, sound);
      await source.initialize();
      expect(await source.getRepository(Note).count()).toBe(500);
    });

    it('is set up for durability', async () => {
      const source = await connect();
      expect(await source.query('PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }]);
      expect(await source.query('PRAGMA synchronous')).toEqual([{ synchronous: 2 }]);
      expect(await source.query('PRAGMA foreign_keys')).toEqual([{ foreign_keys: 1 }]);
      expect(await source.query('PRAGMA trusted_schema')).toEqual([{ trusted_schema: 0 }]);
      expect(await source.query('PRAGMA busy_timeout')).toEqual([{ timeout: 2000 }]);
    });

    it('takes one statement at a time, and no text that could not be read back', async () => {
      const source = await connect();
      await expect(source.query('DELETE FROM notes; DELETE FROM counters')).rejects.toThrow('more than one');
      await source.query(`INSERT INTO notes (id, text) VALUES ('a;b', ?); `, ['fine']);
      await expect(source.getRepository(Note).save({ id: 'x', text: 'a\0b' })).rejects.toThrow('NUL');
      expect(await source.getRepository(Note).count()).toBe(1);
    });
  });

  describe('lockDataDirectory', () => {
    /** Another process that takes the lock with our own code, says so, and keeps it. */
    function otherProcess() {
      const source = readFileSync(
        join(__dirname, '../../src/database/sqlite/data-directory-lock.ts'),
        'utf8',
      );
      const { outputText } = ts.transpileModule(source, {
        compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 },
      });
      const script = `${outputText}
        try { lockDataDirectory(${JSON.stringify(directory)}); console.log('locked'); process.stdin.resume(); }
        catch (error) { console.log(error.name); }`;
      const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      const said = once(child.stdout, 'data').then(([data]) => String(data).trim());
      return { child, said };
    }

    it('refuses a second process, and is free again after kill -9', async () => {
      const { child, said } = otherProcess();
      expect(await said).toBe('locked');
      expect(() => lockDataDirectory(directory)).toThrow(DataDirectoryInUse);

      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
      const lock = lockDataDirectory(directory);
      const refused = otherProcess();
      expect(await refused.said).toBe('DataDirectoryInUse');
      await once(refused.child, 'exit');

      expect(() => lockDataDirectory(directory)).toThrow(directory);
      lock.release();
      lock.release();
      lockDataDirectory(directory).release();
    });
  });
});
