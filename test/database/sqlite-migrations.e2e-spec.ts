import { TableColumn } from 'typeorm';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { SqliteBed } from '../support/sqlite-bed.js';

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

describe('SQLite migrations', () => {
  let bed: SqliteBed;

  beforeEach(() => {
    bed = new SqliteBed();
  });
  afterEach(() => bed.clear());

  describe('migrations', () => {
    it('rebuild a table, forth and back, without losing the rows that refer to it', async () => {
      const source = await bed.connect({
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
      const source = await bed.connect({
        migrations: [CreateParentAndChild1700000000000, Failing1700000000002],
      });
      vi.spyOn(source.logger, 'logMigration').mockImplementation(() => {});
      await expect(source.runMigrations({ transaction: 'each' })).rejects.toThrow('half way');
      expect(await source.query('SELECT * FROM parents')).toEqual([]);
      expect(await source.query('PRAGMA foreign_keys')).toEqual([{ foreign_keys: 1 }]);
      await expect(source.query('INSERT INTO children VALUES (1, 1)')).rejects.toThrow('FOREIGN KEY');
    });
  });

  describe('migrations beside requests', () => {
    it('keep others out while foreign keys are off', async () => {
      const source = await bed.connect();
      await source.query('CREATE TABLE children (parent varchar REFERENCES counters (name))');
      const runner = source.createQueryRunner();
      await runner.beforeMigration();
      const orphan = source.query(`INSERT INTO children VALUES ('nobody')`);
      const refused = expect(orphan).rejects.toThrow('FOREIGN KEY');
      await runner.startTransaction();
      await runner.addColumn('notes', new TableColumn({ name: 'extra', type: 'int', default: 7 }));
      await runner.commitTransaction();
      await runner.afterMigration();
      await runner.release();
      await refused;
    });

    it('are not seen by others before they are committed', async () => {
      const source = await bed.connect();
      const runner = source.createQueryRunner();
      await runner.startTransaction();
      await runner.addColumn('notes', new TableColumn({ name: 'extra', type: 'int', default: 7 }));
      const seen = source.createQueryRunner().getTable('notes');
      await new Promise(setImmediate);
      await runner.rollbackTransaction();
      expect((await seen)?.columns.map(({ name }) => name)).toEqual(['id', 'text']);
    });

    it('show in the columns of a statement that was prepared before', async () => {
      const source = await bed.connect();
      const all = () => source.query('SELECT * FROM counters');
      expect(await all()).toStrictEqual([{ name: 'c', value: 0 }]);
      await source.query('ALTER TABLE counters RENAME COLUMN value TO amount');
      await source.query('ALTER TABLE counters ADD COLUMN extra integer');
      expect(await all()).toStrictEqual([{ name: 'c', amount: 0, extra: null }]);
    });
  });
});
