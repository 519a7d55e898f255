import { WindowCounts } from './window-counts.js';

const MINUTE = 60_000;

describe('WindowCounts', () => {
  let now: number;
  let counts: WindowCounts;

  beforeEach(() => {
    now = 1_000_000;
    counts = new WindowCounts(MINUTE, () => now);
  });

  it('counts each key by itself, from the first of it to the end of its window', () => {
    expect([counts.add('a'), counts.add('a'), counts.add('b')]).toEqual([1, 2, 1]);
    now += MINUTE - 1;
    expect([counts.of('a'), counts.secondsLeft('a'), counts.add('a')]).toEqual([2, 1, 3]);
    now += 1;
    expect([counts.of('a'), counts.secondsLeft('a'), counts.add('a')]).toEqual([0, 0, 1]);
    expect(counts.secondsLeft('a')).toBe(60);
  });

  it('starts anew when the clock was set back, rather than make somebody wait for longer than a window', () => {
    counts.add('a');
    now -= 10 * MINUTE;
    expect([counts.of('a'), counts.secondsLeft('a')]).toEqual([0, 0]);
  });

  it('LG-07 forgets the key that was quiet for longest before it keeps too many', () => {
    counts.add('first');
    counts.add('second');
    for (let key = 0; key < 99_999; key++) {
      counts.add(String(key));
      if (key === 50_000) counts.add('second');
    }
    expect([counts.of('first'), counts.of('second')]).toEqual([0, 2]);
  });
});
