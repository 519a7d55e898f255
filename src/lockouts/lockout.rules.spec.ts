import { lockOf, MOST_IN_A_ROW, oneLess, oneMore } from './lockout.rules.js';
import type { Tries } from './lockout.rules.js';

const LIMIT = 5;
const NOW = new Date('2030-01-01T00:00:00.000Z');
const MINUTE = 60_000;

const after = (minutes: number) => new Date(NOW.getTime() + minutes * MINUTE);

/** Fails so many times, each as soon as it may. @returns the minutes for which each locked. */
function fail(times: number): number[] {
  const minutes: number[] = [];
  let tries: Tries | null = null;
  let now = NOW;
  for (let time = 0; time < times; time++) {
    tries = oneMore(tries, LIMIT, now);
    const until = tries?.lockedUntil ?? now;
    minutes.push((until.getTime() - now.getTime()) / MINUTE);
    now = until;
  }
  return minutes;
}

describe('how long an account is locked', () => {
  it('LG-08 not until the fifth failure in a row; then for 1 minute, 2, 4, 8 and never more than 15', () => {
    expect(fail(12)).toEqual([0, 0, 0, 0, 1, 2, 4, 8, 15, 15, 15, 15]);
  });

  it('LG-08 after a hundred in a row until a new password is set, whatever time passes', () => {
    const tries = { failures: 0, inARow: MOST_IN_A_ROW - 1, lockedUntil: null };
    const last = oneMore(tries, LIMIT, NOW);
    expect(last && lockOf(last, after(1e6))).toEqual({ until: null });
    expect(oneMore(last, LIMIT, after(1e6))).toBeNull();
  });

  it('counts nothing while it is locked, and ends at the instant', () => {
    const tries = { failures: 5, inARow: 5, lockedUntil: after(1) };
    expect(oneMore(tries, LIMIT, new Date(after(1).getTime() - 1))).toBeNull();
    expect(lockOf(tries, after(1))).toBeNull();
    expect(oneMore(tries, LIMIT, after(1))).toEqual({ failures: 6, inARow: 6, lockedUntil: after(3) });
  });

  it('a try that was not made counts as none, and locks nothing', () => {
    expect(oneLess({ failures: 5, inARow: 9, lockedUntil: after(1) })).toEqual({
      failures: 4,
      inARow: 8,
      lockedUntil: null,
    });
    expect(oneLess({ failures: 0, inARow: 0, lockedUntil: null })).toEqual({
      failures: 0,
      inARow: 0,
      lockedUntil: null,
    });
  });
});
