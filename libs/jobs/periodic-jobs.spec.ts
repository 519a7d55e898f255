import { Logger } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { PeriodicJobs } from './periodic-jobs.js';

/** Lets everything that is already decided happen. */
const settle = () => vi.advanceTimersByTimeAsync(0);

describe('PeriodicJobs', () => {
  let registry: SchedulerRegistry;
  let jobs: PeriodicJobs;
  const log = vi.spyOn(Logger.prototype, 'error').mockReturnValue();

  beforeEach(() => {
    vi.useFakeTimers();
    registry = new SchedulerRegistry();
    jobs = new PeriodicJobs(registry);
    log.mockClear();
  });
  afterEach(() => {
    registry.getIntervals().forEach((name) => registry.deleteInterval(name));
    vi.useRealTimers();
  });
  afterAll(() => log.mockRestore());

  it('runs once each period, for the first time after one', async () => {
    const work = vi.fn(async () => undefined);
    jobs.every(60, 'job', work);
    await vi.advanceTimersByTimeAsync(59_999);
    expect(work).toHaveBeenCalledTimes(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(work).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(work).toHaveBeenCalledTimes(3);
  });

  it('does not start again what is still running', async () => {
    let finish = () => {};
    const work = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)));
    jobs.every(1, 'slow', work);
    await vi.advanceTimersByTimeAsync(5000);
    expect(work).toHaveBeenCalledTimes(1);
    finish();
    await vi.advanceTimersByTimeAsync(1000);
    expect(work).toHaveBeenCalledTimes(2);
  });

  it.each([
    ['rejects', () => Promise.reject(new Error('down'))],
    [
      'throws',
      () => {
        throw new Error('down');
      },
    ],
  ])('logs work that %s, and tries again at the next turn', async (_, failing) => {
    const work = vi.fn(failing);
    jobs.every(1, 'failing', work);
    await vi.advanceTimersByTimeAsync(2000);
    expect(work).toHaveBeenCalledTimes(2);
    expect(log).toHaveBeenCalledTimes(2);
    expect(log).toHaveBeenCalledWith(expect.objectContaining({ job: 'failing', err: new Error('down') }));
  });

  it('tells whoever watches of each run: how long it took, and whether it failed', async () => {
    const runs: unknown[] = [];
    jobs.watch((run) => runs.push(run));
    let isDown = false;
    jobs.every(1, 'job', async () => {
      await new Promise((resolve) => setTimeout(resolve, 250));
      if (isDown) throw new Error('down');
    });
    expect(jobs.names).toEqual(['job']);
    await vi.advanceTimersByTimeAsync(1249);
    expect(runs).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(runs).toEqual([{ job: 'job', seconds: 0.25, isFailed: false }]);
    isDown = true;
    await vi.advanceTimersByTimeAsync(1000);
    expect(runs[1]).toEqual({ job: 'job', seconds: 0.25, isFailed: true });
  });

  it('keeps one job out of the way of another', async () => {
    const work = vi.fn(async () => undefined);
    jobs.every(1, 'stuck', () => new Promise(() => undefined));
    jobs.every(1, 'job', work);
    await vi.advanceTimersByTimeAsync(3000);
    expect(work).toHaveBeenCalledTimes(3);
  });

  it('lets a run finish before the service shuts down', async () => {
    let finish = () => {};
    jobs.every(1, 'slow', () => new Promise<void>((resolve) => (finish = resolve)));
    await vi.advanceTimersByTimeAsync(1000);
    let isDown = false;
    const shutdown = jobs.beforeApplicationShutdown().then(() => (isDown = true));
    await settle();
    expect(isDown).toBe(false);
    finish();
    await shutdown;
    expect(isDown).toBe(true);
  });

  it('can be stopped by the scheduler’s own name for it', async () => {
    const work = vi.fn(async () => undefined);
    jobs.every(1, 'job', work);
    registry.deleteInterval('job');
    await vi.advanceTimersByTimeAsync(3000);
    expect(work).not.toHaveBeenCalled();
  });
});
