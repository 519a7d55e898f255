import { EARLY_MS, received, timeToRenew } from './token.js';

const ISSUED = 1_800_000_000;
const NOW = 5000;

const tokenFor = (seconds: number) => {
  const claims = btoa(JSON.stringify({ iat: ISSUED, exp: ISSUED + seconds }));
  return received(`head.${claims}.signature`, NOW);
};

describe('a token', () => {
  it.each([
    [900, 900_000 - EARLY_MS],
    [120, 60_000],
    [30, 15_000], // the last ones of a session get shorter and shorter
    [0, 0],
  ])(
    'of %s seconds is replaced after %s milliseconds, and half of its life at the earliest',
    (seconds, ms) => {
      const token = tokenFor(seconds);
      expect(timeToRenew(token, NOW)).toBe(ms);
      expect(timeToRenew(token, NOW + ms + 1)).toBe(0);
    },
  );

  it('tells what time it is at the service', () => {
    expect(tokenFor(900).serviceStart + NOW).toBe(ISSUED * 1000);
  });
});
