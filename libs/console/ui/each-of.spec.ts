import { Fault } from '../api/fault.js';
import { eachOf } from './each-of.js';
import type { Outcome } from './each-of.js';

describe('doing the same to many things', () => {
  const told: Outcome<number>[] = [];
  const onOutcome = (outcome: Outcome<number>) => void told.push(outcome);
  const isStopped = () => false;
  beforeEach(() => void told.splice(0));

  it('goes on when one of them fails, and tells which', async () => {
    const work = (item: number) =>
      item === 2 ? Promise.reject(new Fault('Forbidden', 'No.')) : Promise.resolve();
    await eachOf([1, 2, 3, 4, 5], work, { onOutcome, isStopped });
    expect(new Map(told.map(({ item, fault }) => [item, fault?.code]))).toEqual(
      new Map([1, 2, 3, 4, 5].map((item) => [item, item === 2 ? 'Forbidden' : undefined])),
    );
  });

  it('does a few of them at a time, and each once', async () => {
    let running = 0;
    let most = 0;
    const items = Array.from({ length: 20 }, (_, number) => number);
    const work = async () => {
      most = Math.max(most, (running += 1));
      await Promise.resolve();
      running -= 1;
    };
    await eachOf(items, work, { onOutcome, isStopped });
    expect(most).toBe(3);
    expect(told.map(({ item }) => item).toSorted((one, other) => one - other)).toEqual(items);
  });

  it('begins nothing more once it is stopped', async () => {
    const work = vi.fn(() => Promise.resolve());
    await eachOf([1, 2, 3, 4, 5, 6, 7, 8], work, { onOutcome, isStopped: () => told.length > 0 });
    expect(work).toHaveBeenCalledTimes(3);
    expect(told).toHaveLength(3);
  });
});
