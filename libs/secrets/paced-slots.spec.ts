import { type Pace, PacedSlots } from './paced-slots.js';

const TOOK_MS = 12;

describe('PacedSlots', () => {
  /** Ends the rest that a slot has now. */
  let wake: (() => void)[];
  let rests: number[];

  beforeEach(() => {
    wake = [];
    rests = [];
  });

  function slots(count: number, utilization: number, took = TOOK_MS): PacedSlots {
    const pace: Pace = {
      watch: () => () => ({ took, utilization }),
      pause: (ms) => {
        rests.push(ms);
        return new Promise<void>((resolve) => wake.push(resolve));
      },
    };
    return new PacedSlots(count, pace);
  }

  /** All that can happen without a task or a rest coming to an end has happened. */
  async function settled(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
  }

  it('runs as many tasks at once as there are slots, and the next when one is done', async () => {
    const two = slots(2, 0.5);
    const ends: (() => void)[] = [];
    const tasks = [1, 2, 3].map((number) =>
      two.run(() => new Promise<number>((resolve) => ends.push(() => resolve(number)))),
    );
    await settled();
    expect([two.running, two.waiting]).toEqual([2, 1]);
    ends[0]?.();
    await settled();
    expect([two.running, two.waiting]).toEqual([2, 0]);
    for (const end of ends) end();

    expect(await Promise.all(tasks)).toEqual([1, 2, 3]);
    await settled();
    expect([two.running, two.waiting]).toEqual([0, 0]);
  });

  it.each([0, 0.5, 0.89])('does not rest while %d of the event loop is in use', async (utilization) => {
    const one = slots(1, utilization);
    await Promise.all([one.run(async () => 1), one.run(async () => 2)]);
    expect(rests).toEqual([]);
  });

  it.each([0.9, 1])(
    'rests three times as long as the task took when %d of it is, but answers at once',
    async (utilization) => {
      const one = slots(1, utilization);
      let second = false;
      const first = one.run(async () => 'first');
      const next = one.run(async () => (second = true));
      expect(await first).toBe('first');
      await settled();
      expect(rests).toEqual([3 * TOOK_MS]);
      expect(second).toBe(false);

      wake[0]?.();
      expect(await next).toBe(true);
    },
  );

  it.each([0, 1])(
    'passes a fault on, and goes on with the next task (utilization %d)',
    async (utilization) => {
      const one = slots(1, utilization);
      const failing = one.run(() => Promise.reject(new Error('no memory')));
      const next = one.run(async () => 'next');
      await expect(failing).rejects.toThrow('no memory');
      await settled();
      for (const end of wake) end();

      expect(await next).toBe('next');
    },
  );

  it('lets nobody wait for ever when the event loop cannot be watched', async () => {
    const one = new PacedSlots(1, {
      watch: () => {
        throw new Error('not here');
      },
      pause: () => Promise.resolve(),
    });
    await expect(one.run(async () => 'never')).rejects.toThrow('not here');
    expect([one.running, one.waiting]).toEqual([0, 0]);
  });

  it('does not rest after a task during which the event loop of this process had nothing to do', async () => {
    const one = new PacedSlots(1);
    // to the event loop, to be kept from its core is to be at work: on a full machine not each try shows it
    let atOnce = false;
    for (let tries = 0; tries < 20 && !atOnce; tries++) {
      await one.run(() => new Promise((resolve) => setTimeout(resolve, 50)));
      const next = one.run(async () => 'next');
      await settled();
      atOnce = one.waiting === 0;
      await next;
    }
    expect(atOnce).toBe(true);
  });

  it('rests after a task during which the event loop of this process was at work', async () => {
    const one = new PacedSlots(1);
    await one.run(async () => {
      for (const until = performance.now() + 50; performance.now() < until;) await settled();
    });
    const ended = performance.now();
    const began = await one.run(async () => performance.now());
    // a tenth of a second; a timer may come a millisecond early
    expect(began - ended).toBeGreaterThan(95);
  });
});
