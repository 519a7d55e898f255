import { fdatasync, fstatSync, statSync } from 'node:fs';
import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { DataSource } from 'typeorm';
import { OutcomeUnknownError } from '#persistence';
import { gate } from '../support/gate.js';
import { Note, SqliteBed, counterOf, increment } from '../support/sqlite-bed.js';

const realSync = promisify(fdatasync);

/** A disk whose syncs end when the test says so, or fail; until `hold` is called it is a real one. */
class Disk {
  syncs = 0;
  readonly faults: Error[] = [];
  fails: Error | undefined;
  private held: (() => void)[] | undefined;

  readonly sync = async (fd: number): Promise<void> => {
    this.syncs++;
    if (this.held) {
      const { open, opened } = gate();
      this.held.push(open);
      await opened;
    }
    if (this.fails) throw this.fails;
    await realSync(fd);
  };
  readonly onFault = (fault: Error) => void this.faults.push(fault);

  hold(): void {
    this.held = [];
    this.syncs = 0;
  }
  /** Lets the sync that was held back longest end. */
  endOne(): void {
    const end = this.held?.shift();
    if (!end) throw new Error('no sync is being held back');
    end();
  }
  /** Holds nothing back any more. */
  letGo(): void {
    this.held = undefined;
  }
}

/** Lets everything happen that waits for nothing else. */
async function settle(): Promise<void> {
  for (let time = 0; time < 10; time++) await turnOfTheLoop();
}

describe('what SQLite has committed', () => {
  let bed: SqliteBed;
  let disk: Disk;
  let source: DataSource;
  let answered: string[];

  beforeEach(async () => {
    bed = new SqliteBed();
    disk = new Disk();
    source = await bed.connect({ sync: disk.sync, onFault: disk.onFault });
    answered = [];
  });
  afterEach(() => bed.clear());

  /** Does it, and notes that it was answered. */
  function write(name: string, work: () => Promise<unknown>): Promise<unknown> {
    return work().then(
      () => answered.push(name),
      (error: unknown) => {
        answered.push(`${name} failed`);
        throw error;
      },
    );
  }
  const transaction = (name: string) => write(name, () => source.transaction(increment));
  const statement = (name: string) =>
    write(name, () => source.query('INSERT INTO notes (id, text) VALUES (?, ?)', [name, name]));

  it('is answered when it is on the disk, a transaction and a statement alike', async () => {
    for (const [name, begin] of [
      ['transaction', transaction],
      ['statement', statement],
    ] as const) {
      disk.hold();
      answered = [];
      const writing = begin(name);
      await settle();
      expect({ syncs: disk.syncs, answered }).toEqual({ syncs: 1, answered: [] });
      disk.endOne();
      await writing;
      expect({ syncs: disk.syncs, answered }).toEqual({ syncs: 1, answered: [name] });
    }
    expect(await counterOf(source)).toBe(1);
  });

  it('is synced in the file that SQLite writes it to', async () => {
    const files: number[] = [];
    const other = new SqliteBed();
    const watched = await other.connect({
      sync: async (fd) => {
        expect(fstatSync(fd).size).toBeGreaterThan(0);
        files.push(fstatSync(fd).ino);
      },
    });
    await watched.transaction(increment);
    expect(new Set(files)).toEqual(new Set([statSync(`${other.file}-wal`).ino]));
    await other.clear();
  });

  it('waits for the next sync when one is under way, and shares it with all who committed meanwhile', async () => {
    disk.hold();
    const first = transaction('first');
    await settle();
    const others = [transaction('second'), statement('third'), transaction('fourth')];
    await settle();
    // the write turn went on from one to the next; only the answers are held back
    expect(await counterOf(source)).toBe(3);
    expect(await source.getRepository(Note).count()).toBe(1);
    expect({ syncs: disk.syncs, answered }).toEqual({ syncs: 1, answered: [] });

    disk.endOne();
    await first;
    await settle();
    expect({ syncs: disk.syncs, answered }).toEqual({ syncs: 2, answered: ['first'] });
    disk.endOne();
    await Promise.all(others);
    expect(answered.slice(1).toSorted()).toEqual(['fourth', 'second', 'third']);
    expect(disk.syncs).toBe(2);
  });

  it('holds up nobody who reads, and who undoes something has nothing to wait for', async () => {
    disk.hold();
    const undone = source.transaction(async (manager) => {
      await increment(manager);
      throw new Error('roll back');
    });
    await expect(undone).rejects.toThrow('roll back');
    expect(await counterOf(source)).toBe(0);
    expect(disk.syncs).toBe(0);
    const writing = transaction('change');
    await settle();
    expect(await counterOf(source)).toBe(1);
    expect(answered).toEqual([]);
    disk.endOne();
    await writing;
  });

  it('is unknown to have happened when the sync fails: nobody is told that it has, or that it has not, ever again', async () => {
    disk.hold();
    const first = transaction('first');
    await settle();
    const second = statement('second');
    await settle();
    disk.fails = Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' });
    disk.endOne();
    for (const writing of [first, second]) await expect(writing).rejects.toThrow(OutcomeUnknownError);
    expect(disk.faults).toEqual([expect.objectContaining({ cause: disk.fails })]);

    disk.fails = undefined;
    await expect(transaction('third')).rejects.toThrow(OutcomeUnknownError);
    expect(disk.syncs).toBe(1);
    expect(disk.faults).toHaveLength(1);
    expect(answered.every((what) => what.endsWith('failed'))).toBe(true);
  });

  it('is answered and kept when the database is closed before its sync has ended', async () => {
    disk.hold();
    const writing = transaction('first');
    await settle();
    const later = statement('second');
    await settle();
    const closing = source.destroy();
    await settle();
    expect(answered).toEqual([]);
    disk.endOne();
    await writing;
    await settle();
    disk.endOne();
    await Promise.all([later, closing]);
    disk.letGo();
    expect(answered).toEqual(['first', 'second']);
    await source.initialize();
    expect(await counterOf(source)).toBe(1);
    expect(await source.getRepository(Note).count()).toBe(1);
  });
});
