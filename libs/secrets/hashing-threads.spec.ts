import type { MockInstance } from 'vitest';
import { Worker } from 'node:worker_threads';
import { HashingThreads } from './hashing-threads.js';

/** A thread that answers with its number, or does what the task says. */
const PROGRAM = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort, threadId } from 'node:worker_threads';
    parentPort.on('message', (task) => {
      if (task === 'leave') process.exit(3);
      if (task === 'crash') throw new Error('crashed');
      parentPort.postMessage(task === 'fail' ? { fault: 'no' } : { value: threadId });
    });`)}`,
);
const LONG_MS = 60_000;

describe('HashingThreads', () => {
  let asked: MockInstance;
  let ended: MockInstance;

  beforeEach(() => {
    asked = vi.spyOn(Worker.prototype, 'postMessage');
    ended = vi.spyOn(Worker.prototype, 'terminate');
  });
  afterEach(() => vi.restoreAllMocks());

  /** Waits until the thread that was asked last was told to end and did: those of specs that ran in this process before end as well. */
  async function lastHasEnded(): Promise<void> {
    const { contexts, results } = ended.mock;
    const last: unknown = asked.mock.contexts.at(-1);
    while (!contexts.includes(last)) await new Promise((resolve) => setImmediate(resolve));
    await results[contexts.indexOf(last)]?.value;
  }

  it('does tasks one after the other on one thread, and at once on several', async () => {
    const threads = new HashingThreads<string, number>(PROGRAM, LONG_MS);
    const first = await threads.run('number');
    expect(await threads.run('number')).toBe(first);
    const two = await Promise.all([threads.run('number'), threads.run('number')]);
    expect(two[0]).toBe(first);
    expect(two[1]).not.toBe(first);
  });

  it('ends a thread that had nothing to do for a while, and starts another when there is something again', async () => {
    const threads = new HashingThreads<string, number>(PROGRAM, 1);
    const first = await threads.run('number');
    await lastHasEnded();
    expect(await threads.run('number')).not.toBe(first);
  });

  it('lets a task fail with what the thread says, and goes on with the same one', async () => {
    const threads = new HashingThreads<string, number>(PROGRAM, LONG_MS);
    const first = await threads.run('number');
    await expect(threads.run('fail')).rejects.toThrow('no');
    expect(await threads.run('number')).toBe(first);
  });

  it.each([
    ['leave', 'the thread ended with 3'],
    ['crash', 'crashed'],
  ])(
    'lets the task of a thread fail that dies (%s), and puts another in its place',
    async (task, message) => {
      const threads = new HashingThreads<string, number>(PROGRAM, LONG_MS);
      const first = await threads.run('number');
      const other = threads.run('number');
      const failing = threads.run(task);
      await expect(failing).rejects.toThrow(message);
      expect(await other).toBe(first);
      expect(await Promise.all([threads.run('number'), threads.run('number')])).toHaveLength(2);
    },
  );

  it('lets a task fail whose thread cannot start', async () => {
    const threads = new HashingThreads<string, number>(new URL('file:///no-such-program.mjs'), LONG_MS);
    await expect(threads.run('number')).rejects.toThrow('no-such-program');
    await expect(threads.run('number')).rejects.toThrow('no-such-program');
  });
});
