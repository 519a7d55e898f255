import { BatchedReads } from './batched-reads.js';

/** A table of names, whose reads a test ends one by one. */
class Bed {
  readonly asked: string[][] = [];
  private readonly open: { done: (rows: Map<string, string>) => void; failed: (fault: Error) => void }[] = [];
  readonly reads = new BatchedReads<string>(
    (names) =>
      new Promise((done, failed) => {
        this.asked.push(names);
        this.open.push({ done, failed });
      }),
  );

  /** Answers the oldest query with every name that does not begin with "no". */
  async end(fault?: Error): Promise<void> {
    const query = this.open.shift();
    const names = this.asked[this.asked.length - this.open.length - 1] ?? [];
    if (fault) query?.failed(fault);
    else
      query?.done(new Map(names.filter((name) => !name.startsWith('no')).map((name) => [name, `<${name}>`])));
    await breath();
  }
}

const breath = () => new Promise((done) => setImmediate(done));
const names = (prefix: string, count: number) => Array.from({ length: count }, (_, at) => `${prefix}${at}`);

describe('BatchedReads', () => {
  it('asks once for everything that is wanted in the same breath', async () => {
    const bed = new Bed();
    const rows = Promise.all(['a', 'no', 'b'].map((name) => bed.reads.read(name)));
    await breath();
    expect(bed.asked).toEqual([['a', 'no', 'b']]);
    await bed.end();
    expect(await rows).toEqual(['<a>', null, '<b>']);
  });

  it('runs two queries at a time, of at most 100 names, and takes what has come in the meantime', async () => {
    const bed = new Bed();
    const rows = Promise.all(names('x', 250).map((name) => bed.reads.read(name)));
    await breath();
    expect(bed.asked.map(({ length }) => length)).toEqual([100, 100]);
    const late = bed.reads.read('late');
    await breath();
    expect(bed.asked).toHaveLength(2);
    await bed.end();
    expect(bed.asked.map(({ length }) => length)).toEqual([100, 100, 51]);
    await bed.end();
    await bed.end();
    expect(await rows).toHaveLength(250);
    expect(await late).toBe('<late>');
  });

  it('fails only those who waited for the query that failed', async () => {
    const bed = new Bed();
    const first = bed.reads.read('a');
    const fault = expect(first).rejects.toThrow('down');
    await breath();
    const second = bed.reads.read('b');
    await breath();
    await bed.end(new Error('down'));
    await bed.end();
    await fault;
    expect(await second).toBe('<b>');
  });

  it('turns those away for whom it is too late when a query has ended, and takes the others', async () => {
    const now = vi.spyOn(performance, 'now').mockReturnValue(0);
    const bed = new Bed();
    const running = names('x', 200).map((name) => bed.reads.read(name));
    await breath();
    const late = expect(bed.reads.read('late')).rejects.toThrow('took too long');
    now.mockReturnValue(300);
    const inTime = bed.reads.read('in time');
    now.mockReturnValue(701);
    await bed.end();
    await late;
    expect(bed.asked.at(-1)).toEqual(['in time']);
    for (let query = 0; query < 2; query++) await bed.end();
    expect(await inTime).toBe('<in time>');
    await Promise.all(running);
    now.mockRestore();
  });

  it('lets nobody wait behind more than ten thousand, and recovers', async () => {
    const bed = new Bed();
    const waiting = names('x', 10_000).map((name) => bed.reads.read(name));
    await expect(bed.reads.read('one more')).rejects.toThrow('more is to be read');
    await breath();
    const next = bed.reads.read('last');
    for (let query = 0; query < 101; query++) await bed.end();
    await Promise.all(waiting);
    expect(await next).toBe('<last>');
  });
});
