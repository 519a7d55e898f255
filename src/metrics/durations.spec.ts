import { BOUNDS, Durations } from './durations.js';

/** How many took longer than the bound before and no longer than this one. */
const within = (durations: Durations, bound: number): number => {
  const at = BOUNDS.indexOf(bound);
  return (durations.cumulative[at] ?? NaN) - (durations.cumulative[at - 1] ?? 0);
};

describe('Durations', () => {
  it('puts each time under the smallest bound that it does not pass, the bound itself included', () => {
    const durations = new Durations();
    for (const bound of BOUNDS) durations.observe(bound);
    for (const bound of BOUNDS) expect([bound, within(durations, bound)]).toEqual([bound, 1]);
    durations.observe(0);
    durations.observe(0.0011);
    expect([within(durations, 0.0001), within(durations, 0.001), within(durations, 0.0025)]).toEqual([
      2, 1, 2,
    ]);
  });

  it('counts what took longer than any bound, and the time of all', () => {
    const durations = new Durations();
    for (const seconds of [0.5, 60, 600]) durations.observe(seconds);
    expect(durations.count).toBe(3);
    expect(durations.cumulative.at(-1)).toBe(1);
    expect(durations.sum).toBe(660.5);
  });
});
