import { Logger } from '@nestjs/common';
import { ChangeFeed } from './change-feed.service.js';
import type { ChangesRepository } from './changes.repository.js';
import type { FeedRow } from './feed-position.plan.js';

/** The table of a server, which a test writes to and breaks. */
class Table {
  isShared = true;
  isDown = false;
  hangsUp = 0;
  /** How long a read takes, in milliseconds. */
  readMs = 0;
  /** How many reads there were, and how many ran at once at most. */
  reads = 0;
  mostAtOnce = 0;
  private running = 0;
  rows: FeedRow[] = [{ id: 1, subject: 'tenant:none', ageSeconds: 3600 }];

  add(...subjects: string[]): void {
    for (const subject of subjects)
      this.rows.push({ id: (this.rows.at(-1)?.id ?? 0) + 1, subject, ageSeconds: 0.05 });
  }
  newest = () => this.reading(() => this.rows.at(-1)?.id ?? 0);
  wanted = ({ from, ids }: { from: number; ids: number[] }) =>
    this.reading(() => this.rows.filter(({ id }) => id >= from || ids.includes(id)));
  hangUp = () => Promise.resolve(void this.hangsUp++);

  private async reading<T>(read: () => T): Promise<T> {
    this.reads++;
    this.mostAtOnce = Math.max(this.mostAtOnce, ++this.running);
    try {
      if (this.isDown) throw new Error('down');
      if (this.readMs > 0) await new Promise((resolve) => setTimeout(resolve, this.readMs));
      return read();
    } finally {
      this.running--;
    }
  }
}

describe('ChangeFeed', () => {
  let table: Table;
  let feed: ChangeFeed;
  let heard: string[];

  beforeAll(() => Logger.overrideLogger(false));
  beforeEach(async () => {
    vi.useFakeTimers();
    table = new Table();
    feed = new ChangeFeed(table as unknown as ChangesRepository);
    heard = [];
    feed.listen((subject) => heard.push(subject));
    await feed.onApplicationBootstrap();
    heard.length = 0; // at its start it knows nothing, and says so
  });
  afterEach(async () => {
    await Promise.all([feed.beforeApplicationShutdown(), pass(100)]);
    vi.useRealTimers();
  });

  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

  it('tells what others have changed within a tenth of a second, each once', async () => {
    table.add('apiKey:a', 'user:b');
    await pass(100);
    expect(heard).toEqual(['apiKey:a', 'user:b']);
    await pass(1000);
    expect(heard).toHaveLength(2);
  });

  it('is not current when it has not heard for 0.7 s, and is again with what it missed', async () => {
    expect(feed.isCurrent()).toBe(true);
    table.isDown = true;
    await pass(600);
    expect(feed.isCurrent()).toBe(true);
    table.add('apiKey:a');
    await pass(200);
    expect(feed.isCurrent()).toBe(false);
    expect(table.hangsUp).toBeGreaterThan(0);
    table.isDown = false;
    await pass(100);
    expect(feed.isCurrent()).toBe(true);
    expect(heard).toEqual(['apiKey:a']);
  });

  it('knows nothing after a long silence, or when the row that it knew is gone', async () => {
    table.isDown = true;
    await pass(61_000);
    table.isDown = false;
    await pass(100);
    expect(heard[0]).toBe('everything');
    heard.length = 0;
    table.rows = [{ id: 7, subject: 'user:later', ageSeconds: 0 }];
    await pass(100);
    expect(heard).toEqual(['everything']);
    await pass(100);
    expect(feed.isCurrent()).toBe(true);
  });

  it('tells how late a change was heard of, the time of the read included, and nothing of what was there before', async () => {
    const lags: number[] = [];
    feed.listenToLag((seconds) => lags.push(seconds));
    await pass(200);
    expect(lags).toEqual([]);
    table.add('apiKey:a');
    table.readMs = 20;
    await pass(200);
    expect(lags).toEqual([0.07]);
  });

  it('says how long ago it heard something, which goes on while it cannot', async () => {
    await pass(1000);
    expect(feed.secondsSinceHeard).toBeLessThanOrEqual(0.1);
    table.isDown = true;
    await pass(5000);
    expect(feed.secondsSinceHeard).toBeGreaterThanOrEqual(5);
    expect(feed.secondsSinceHeard).toBeLessThan(5.2);
  });

  describe('when somebody says that there is news', () => {
    beforeEach(async () => {
      await pass(50); // half way to the next look
      table.reads = 0;
    });

    it('looks at once, and goes on from there', async () => {
      table.add('apiKey:a');
      feed.hurry();
      await pass(1);
      expect(heard).toEqual(['apiKey:a']);
      await pass(98);
      expect(table.reads).toBe(1);
      await pass(2);
      expect(table.reads).toBe(2);
    });

    it('looks once more after the look that runs, which may have begun before the news', async () => {
      table.readMs = 20;
      feed.hurry();
      await pass(10);
      feed.hurry();
      feed.hurry();
      await pass(110);
      expect([table.reads, table.mostAtOnce]).toEqual([2, 1]);
    });

    it.each([0, 3, 40])(
      'and goes on saying so, reads one at a time, 10 ms apart, when a read takes %d ms',
      async (readMs) => {
        table.readMs = readMs;
        for (let ms = 0; ms < 1000; ms++) {
          for (let times = 0; times < 10; times++) feed.hurry();
          await pass(1);
        }
        expect(table.mostAtOnce).toBe(1);
        expect(table.reads).toBeGreaterThan(900 / (readMs + 11));
        expect(table.reads).toBeLessThanOrEqual(1 + 1000 / (readMs + 10));
        expect(feed.isCurrent()).toBe(true);
      },
    );

    it('does not press a database that does not answer', async () => {
      table.isDown = true;
      for (let ms = 0; ms < 1000; ms++) {
        feed.hurry();
        await pass(1);
      }
      expect(table.reads).toBeLessThanOrEqual(12);
      table.isDown = false;
      await pass(100);
      expect(feed.isCurrent()).toBe(true);
    });

    it('does nothing any more when it has stopped', async () => {
      await feed.beforeApplicationShutdown();
      feed.hurry();
      await pass(1000);
      expect(table.reads).toBe(0);
    });
  });

  it('is current for ever on the embedded database, and asks nothing', async () => {
    const alone = new Table();
    alone.isShared = false;
    alone.isDown = true;
    const quiet = new ChangeFeed(alone as unknown as ChangesRepository);
    await quiet.onApplicationBootstrap();
    await pass(10_000);
    expect(quiet.isCurrent()).toBe(true);
    expect(quiet.secondsSinceHeard).toBe(0);
  });
});
