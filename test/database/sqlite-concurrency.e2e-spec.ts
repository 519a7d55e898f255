import { SqliteErrorCode, sqliteErrorCode } from '../../src/database/sqlite/sqlite.js';
import { gate } from '../support/gate.js';
import { Counter, Note, SqliteBed, counterOf, increment } from '../support/sqlite-bed.js';

describe('SQLite under concurrent requests', () => {
  let bed: SqliteBed;

  beforeEach(() => {
    bed = new SqliteBed();
  });
  afterEach(() => bed.clear());

  describe('transactions and plain saves at once', () => {
    it('loses nothing that was acknowledged', async () => {
      const source = await bed.connect();
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
      const source = await bed.connect();
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
      const source = await bed.connect();
      const runner = source.createQueryRunner();
      await Promise.all(
        Array.from({ length: 20 }, (_, i) => runner.manager.save(Note, { id: `${i}`, text: `${i}` })),
      );
      await runner.release();
      expect(await source.getRepository(Note).count()).toBe(20);
    });
  });

  it.each(['a transaction', 'reads'])(
    'lets others have the event loop in between, during %s',
    async (what) => {
      const source = await bed.connect();
      let turns = 0;
      let isOver = false;
      const count = () => {
        turns++;
        if (!isOver) setImmediate(count);
      };
      const many = async (act: (at: number) => Promise<unknown>) => {
        for (let at = 0, end = performance.now() + 100; performance.now() < end; at++) await act(at);
      };
      setImmediate(count);
      try {
        if (what === 'reads') await many(() => source.getRepository(Note).count());
        else await source.transaction((tx) => many((at) => tx.insert(Note, { id: `${at}`, text: `${at}` })));
      } finally {
        isOver = true;
      }
      // statements wait for nothing: they would all be done before anybody else had a turn
      expect(turns).toBeGreaterThan(10);
    },
  );

  describe('reads', () => {
    it('do not wait for an open transaction and do not see what it has not committed', async () => {
      const source = await bed.connect();
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
      const source = await bed.connect();
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
      const source = await bed.connect();
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
      const source = await bed.connect();
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
});
