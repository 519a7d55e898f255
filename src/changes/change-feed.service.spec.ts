import { Logger } from '@nestjs/common';
import { ChangeFeed } from './change-feed.service.js';
import type { ChangesRepository } from './changes.repository.js';
import type { FeedRow } from './feed-position.plan.js';

/** The table of a server, which a test writes to and breaks. */
class Table {
  isShared = true;
  isDown = false;
  hangsUp = 0;
  readTakesMs = 0;
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
    if (this.readTakesMs > 0) await new Promise((resolve) => setTimeout(resolve, this.readTakesMs));
    return this.isDown ? Promise.reject(new Error('down')) : Promise.resolve(read());
  }
}

describe('ChangeFeed', () => {
  let table: Table;
  let feed: ChangeFeed;
  let heard: string[];

  beforeAll(() => Logger.overrideLogger(false));
  beforeEach(async () => {
    jest.useFakeTimers();
    table = new Table();
    feed = new ChangeFeed(table as unknown as ChangesRepository);
    heard = [];
    feed.listen((subject) => heard.push(subject));
    await feed.onApplicationBootstrap();
    heard.length = 0; // at its start it knows nothing, and says so
  });
  afterEach(async () => {
    await feed.beforeApplicationShutdown();
    jest.useRealTimers();
  });

  const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

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
    table.readTakesMs = 20;
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
