import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { OutcomeUnknownError } from './faults.js';
import { Transactions } from './transactions.js';

const DEADLOCK = Object.assign(new Error('deadlock'), { errno: 1213 });
const LOST = Object.assign(new Error('gone'), { code: 'PROTOCOL_CONNECTION_LOST' });

/** A database that keeps a list of what it was told, and fails where a test says so. */
function database({
  commit = [] as (Error | undefined)[],
  rollback,
}: { commit?: (Error | undefined)[]; rollback?: Error } = {}) {
  const told: string[] = [];
  const tell = async (what: string, error?: Error) => {
    told.push(what);
    if (error) throw error;
  };
  const dataSource = {
    createQueryRunner: () => {
      const runner = {
        isTransactionActive: false,
        manager: {},
        startTransaction: async () => {
          runner.isTransactionActive = true;
          await tell('begin');
        },
        commitTransaction: async () => {
          await tell('commit', commit.shift());
          runner.isTransactionActive = false;
        },
        rollbackTransaction: async () => {
          runner.isTransactionActive = false;
          await tell('rollback', rollback);
        },
        release: () => tell('release'),
      };
      return runner;
    },
  };
  return { told, transactions: new Transactions(dataSource as unknown as DataSource) };
}

describe('Transactions.run', () => {
  it('commits what was done and answers what the work answered', async () => {
    const { told, transactions } = database();
    await expect(transactions.run(async () => 'done')).resolves.toBe('done');
    expect(told).toEqual(['begin', 'commit', 'release']);
  });

  it('undoes everything when the work throws, and throws the same', async () => {
    const { told, transactions } = database();
    const refusal = new Error('no');
    await expect(transactions.run(() => Promise.reject(refusal))).rejects.toBe(refusal);
    expect(told).toEqual(['begin', 'rollback', 'release']);
  });

  it('throws what the work threw also when the rollback fails, and gives the connection back', async () => {
    const { told, transactions } = database({ rollback: LOST });
    const refusal = new Error('no');
    await expect(transactions.run(() => Promise.reject(refusal))).rejects.toBe(refusal);
    expect(told).toEqual(['begin', 'rollback', 'release']);
  });

  it('refuses to run inside another: it would wait for itself', async () => {
    const { transactions } = database();
    await expect(transactions.run(() => transactions.run(async () => 'inner'))).rejects.toThrow('inside');
    await expect(Promise.all([1, 2, 3].map((n) => transactions.run(async () => n)))).resolves.toEqual([
      1, 2, 3,
    ]);
  });

  describe('when the engine undid it', () => {
    afterEach(() => {
      vi.restoreAllMocks();
      syncBuiltinESMExports();
    });

    it('does the whole of it again', async () => {
      const { told, transactions } = database();
      let tries = 0;
      const work = async () => {
        if (++tries < 3) throw DEADLOCK;
        return tries;
      };
      await expect(transactions.run(work)).resolves.toBe(3);
      expect(told.join()).toBe('begin,rollback,release,begin,rollback,release,begin,commit,release');
    });

    it('gives up after the fourth try', async () => {
      const { transactions } = database();
      let tries = 0;
      const work = () => {
        tries++;
        return Promise.reject(DEADLOCK);
      };
      await expect(transactions.run(work)).rejects.toBe(DEADLOCK);
      expect(tries).toBe(4);
    });

    it.each([0.25, 0.5, 1])('waits longer before each try, as long as chance (%d) says', async (chance) => {
      vi.spyOn(Math, 'random').mockReturnValue(chance);
      const pauses = vi.spyOn(timers, 'setTimeout').mockResolvedValue(undefined);
      syncBuiltinESMExports(); // for who imported it by its name
      const { transactions } = database();
      await expect(transactions.run(() => Promise.reject(DEADLOCK))).rejects.toBe(DEADLOCK);
      expect(pauses.mock.calls).toEqual([1, 2, 3].map((attempt) => [chance * 40 * attempt]));
    });

    it('does it again also when the commit is what was refused', async () => {
      const { transactions } = database({ commit: [DEADLOCK, undefined] });
      let tries = 0;
      await expect(transactions.run(async () => ++tries)).resolves.toBe(2);
    });
  });

  it.each([new Error('no'), LOST])('does nothing again that failed otherwise: %s', async (error) => {
    const { transactions } = database();
    let tries = 0;
    const work = () => {
      tries++;
      return Promise.reject(error);
    };
    await expect(transactions.run(work)).rejects.toBe(error);
    expect(tries).toBe(1);
  });

  describe('afterCommit', () => {
    it('does its work after the commit and outside of the transaction, so that it may begin one', async () => {
      const { told, transactions } = database();
      let second: Promise<string> | undefined;
      await transactions.run(async () => {
        transactions.afterCommit(() => {
          told.push('follow up');
          second = transactions.run(async () => 'another');
        });
        told.push('work');
      });
      await expect(second).resolves.toBe('another');
      expect(told.join()).toBe('begin,work,commit,release,follow up,begin,commit,release');
    });

    it('does nothing for what was undone, and its work once when the engine made it run twice', async () => {
      const { told, transactions } = database({ commit: [DEADLOCK, undefined] });
      const work = async () => transactions.afterCommit(() => told.push('follow up'));
      await transactions.run(work);
      expect(told.filter((what) => what === 'follow up')).toHaveLength(1);
      const failing = transactions.run(async () => {
        await work();
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      expect(told.filter((what) => what === 'follow up')).toHaveLength(1);
    });

    it('is refused where there is no transaction', () => {
      expect(() => database().transactions.afterCommit(() => undefined)).toThrow('no transaction');
    });
  });

  it('says that the outcome is unknown when the connection was lost during the commit, and does not do it again (DB-06)', async () => {
    const { transactions } = database({ commit: [LOST] });
    let tries = 0;
    const running = transactions.run(async () => ++tries);
    await expect(running).rejects.toThrow(OutcomeUnknownError);
    await expect(running).rejects.toMatchObject({ cause: LOST });
    expect(tries).toBe(1);
  });

  it('says that nothing was done when the embedded database refused the commit', async () => {
    const full = Object.assign(new Error('DISK_FULL'), { errcode: 13 });
    const { told, transactions } = database({ commit: [full] });
    await expect(transactions.run(async () => 'done')).rejects.toBe(full);
    expect(told).toEqual(['begin', 'commit', 'rollback', 'release']);
  });
});
