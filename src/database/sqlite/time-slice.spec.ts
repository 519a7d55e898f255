import { setImmediate as nextTurn } from 'node:timers/promises';
import { TimeSlice } from './time-slice.js';

describe('TimeSlice', () => {
  let now = 0;
  let slice: TimeSlice;

  beforeEach(() => {
    now = 5;
    slice = new TimeSlice(1, () => now);
  });

  it('lets statements follow each other within a slice', () => {
    expect(slice.yieldWhenSpent()).toBeUndefined();
    now += 0.999;
    expect(slice.yieldWhenSpent()).toBeUndefined();
  });

  it('lets whoever else waits go first once a slice is spent', async () => {
    const order: string[] = [];
    void slice.yieldWhenSpent();
    const other = nextTurn().then(() => order.push('other'));
    now += 1;
    await slice.yieldWhenSpent();
    order.push('statement');
    await other;

    expect(order).toEqual(['other', 'statement']);
  });

  it('keeps the order of statements that wait', async () => {
    void slice.yieldWhenSpent();
    now += 1;
    const order: number[] = [];
    await Promise.all(
      [1, 2, 3].map(async (number) => {
        await slice.yieldWhenSpent();
        order.push(number);
      }),
    );

    expect(order).toEqual([1, 2, 3]);
  });

  it('lets in only as many of those who wait as fit into a slice', async () => {
    void slice.yieldWhenSpent();
    now += 1;
    const turns: number[] = [];
    let turn = 0;
    const all = Promise.all(
      [0.6, 0.6, 0.6, 0.6, 0.6].map(async (ms) => {
        await slice.yieldWhenSpent();
        turns.push(turn);
        now += ms;
      }),
    );
    for (; turns.length < 5 && turn < 20; turn++) await nextTurn();
    await all;

    const perTurn = [...new Set(turns)].map((each) => turns.filter((other) => other === each).length);
    expect(perTurn).toEqual([2, 2, 1]);
  });

  it('begins anew in each turn of the event loop', async () => {
    void slice.yieldWhenSpent();
    await nextTurn();
    now += 10;

    expect(slice.yieldWhenSpent()).toBeUndefined();
    now += 0.5;
    expect(slice.yieldWhenSpent()).toBeUndefined();
  });
});
