import {
  mayRemember,
  refuseBrowserGuess,
  refuseOtherOrigins,
  refuseOtherSites,
} from './browser-requests.rules.js';
import type { BrowserHeaders } from './browser-requests.rules.js';

const OURS = 'https://auth.example/latchkey';
const FORBIDDEN = expect.objectContaining({ code: 'Forbidden' });

const isRefused = (ask: () => void): boolean => {
  try {
    ask();
    return false;
  } catch (error) {
    expect(error).toEqual(FORBIDDEN);
    return true;
  }
};

describe('what browsers say of a request', () => {
  it.each<[BrowserHeaders, boolean]>([
    [{}, false],
    [{ 'sec-fetch-site': 'same-origin' }, false],
    [{ 'sec-fetch-site': 'none' }, false],
    [{ 'sec-fetch-site': 'same-site' }, true],
    [{ 'sec-fetch-site': 'cross-site' }, true],
    [{ 'sec-fetch-site': '' }, true],
  ])('%j comes from another site: %s', (headers, expected) => {
    expect(isRefused(() => refuseOtherSites(headers))).toBe(expected);
    expect(isRefused(() => refuseBrowserGuess(headers))).toBe(expected);
  });

  it.each<[BrowserHeaders, boolean]>([
    [{ 'sec-purpose': 'prefetch' }, true],
    [{ 'sec-purpose': 'prefetch;prerender' }, true],
    [{ purpose: 'Prefetch' }, true],
    [{ 'x-moz': 'prefetch' }, true],
    [{ 'x-moz': 'PREFETCH' }, true],
    [{ 'sec-purpose': 'pre', purpose: 'fetch' }, false],
    [{ purpose: 'preview' }, false],
  ])('%j is a guess: %s', (headers, expected) => {
    expect(isRefused(() => refuseBrowserGuess(headers))).toBe(expected);
    expect(isRefused(() => refuseOtherSites(headers))).toBe(false);
  });

  it.each<[string, BrowserHeaders, { isRemembered: boolean; isOurs: boolean }]>([
    ['a program', {}, { isRemembered: true, isOurs: false }],
    ['a page of ours', { 'sec-fetch-site': 'same-origin' }, { isRemembered: true, isOurs: true }],
    ['an address that was typed', { 'sec-fetch-site': 'none' }, { isRemembered: false, isOurs: false }],
    ['another site', { 'sec-fetch-site': 'cross-site' }, { isRemembered: false, isOurs: false }],
    [
      'a page of ours in an old browser',
      { origin: 'https://auth.example' },
      { isRemembered: true, isOurs: true },
    ],
    [
      'another site in an old browser',
      { origin: 'https://evil.example' },
      { isRemembered: false, isOurs: false },
    ],
    [
      'our address with another scheme in an old browser',
      { origin: 'http://auth.example' },
      { isRemembered: false, isOurs: false },
    ],
    [
      'a page without an origin in an old browser',
      { origin: 'null' },
      { isRemembered: false, isOurs: false },
    ],
    [
      'another site that has written the older header',
      { 'sec-fetch-site': 'cross-site', origin: 'https://auth.example' },
      { isRemembered: false, isOurs: false },
    ],
    [
      'a page of ours behind a proxy that has written the older header',
      { 'sec-fetch-site': 'same-origin', origin: 'http://10.0.0.1' },
      { isRemembered: true, isOurs: true },
    ],
  ])('of %s it is known whether it may be remembered, and whether it is ours', (_who, headers, expected) => {
    expect(mayRemember(headers, OURS)).toBe(expected.isRemembered);
    expect(isRefused(() => refuseOtherOrigins(headers, OURS))).toBe(!expected.isOurs);
  });

  it('says to whoever is refused who may ask', () => {
    expect(() => refuseOtherOrigins({}, OURS)).toThrow('Only a page of this service may ask for this.');
  });
});
