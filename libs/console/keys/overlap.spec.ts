import { overlapEnd } from './overlap.js';

const NOW = new Date('2030-01-15T12:00:00.000Z');
const EXPIRY = new Date('2030-01-16T00:00:00.000Z');

describe('the value that is replaced', () => {
  it.each([
    [0, '2030-01-15T12:00:00.000Z'],
    [60, '2030-01-15T13:00:00.000Z'],
    [1440, '2030-01-16T00:00:00.000Z'],
  ] as const)('goes on for %s minutes, until its key expires at most', (overlap, end) => {
    expect(overlapEnd(overlap, EXPIRY, NOW).toISOString()).toBe(end);
  });
});
