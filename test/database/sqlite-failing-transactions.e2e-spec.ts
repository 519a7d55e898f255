import { TransactionLost, WriteTurnTimeout } from '../../src/database/sqlite/sqlite.js';
import { WriteTurns } from '../../src/database/sqlite/write-turns.js';
import { gate } from '../support/gate.js';
import { Note, SqliteBed, counterOf, increment } from '../support/sqlite-bed.js';

describe('SQLite when a transaction goes wrong', () => {
  let bed: SqliteBed;

  beforeEach(() => {
    bed = new SqliteBed();
  });
  afterEach(() => bed.clear());

  describe('a transaction that goes wrong', () => {
    it('is rolled back and gives up its turn', async () => {
      const source = await bed.connect();
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
      const source = await bed.connect();
      const runner = source.createQueryRunner();
      await runner.startTransaction();
      await increment(runner.manager);
      await runner.release();
      await source.transaction(increment);
      expect(await counterOf(source)).toBe(1);
      await expect(runner.query('SELECT 1')).rejects.toThrow('released');
    });

    it('reports a COMMIT that fails and leaves the queue alive', async () => {
      const source = await bed.connect();
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
      const source = await bed.connect();
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
      const source = await bed.connect({ writeWaitMs: 20 });
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
      const turn = await first;
      turn?.end();
      turn?.end();
      await new Promise(setImmediate);
      expect(order).toEqual([0]);
      (await others[0])?.end();
      await others[1];
      expect(order).toEqual([0, 1]);
    });

    it('is not kept by a runner that was released while it waited', async () => {
      const source = await bed.connect();
      const holder = source.createQueryRunner();
      await holder.startTransaction();
      const runner = source.createQueryRunner();
      const isRefused = (work: Promise<unknown>) => expect(work).rejects.toThrow('released');
      const starting = isRefused(runner.startTransaction());
      const writing = isRefused(runner.query('DELETE FROM counters'));
      await runner.release();
      const next = source.transaction(increment);
      await holder.commitTransaction();
      await starting;
      await writing;
      await next;
      expect(await counterOf(source)).toBe(1);
    });
  });
});
