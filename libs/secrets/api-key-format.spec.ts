import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { API_KEY_PATTERN, digestOfApiKey, makeApiKey } from './api-key-format.js';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** Computed by another program: a change of the format would lock every key out that is in use. */
const KNOWN = [
  'lk_000000000000000000000000000000000dawgh',
  'lk_zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz28Mk3J',
  'lk_3fGhQ2mVx8TzRb1YcWk5NdPs7LjAe0Uq1mpgrM',
];

const digest = (text: string) => createHash('sha256').update(text).digest('hex');
const keys = fc.noShrink(fc.constant(null).map(makeApiKey));
const character = fc.constantFrom(...ALPHABET);

describe('makeApiKey (CR-03)', () => {
  it('makes what the published pattern and the check accept, with what may be shown of it', () => {
    fc.assert(
      fc.property(keys, (key) => {
        expect(key.value).toMatch(API_KEY_PATTERN);
        expect(key.digest).toBe(digest(key.value));
        expect(digestOfApiKey(key.value)).toBe(key.digest);
        expect([key.start, key.lastFour]).toEqual([key.value.slice(0, 7), key.value.slice(-4)]);
      }),
    );
  });

  it('draws all 62 characters equally often', () => {
    const KEYS = 4000;
    const seen = new Map<string, number>();
    for (let made = 0; made < KEYS; made++)
      for (const letter of makeApiKey().value.slice(3, 35)) seen.set(letter, (seen.get(letter) ?? 0) + 1);
    const expected = (KEYS * 32) / 62;
    const chiSquare = [...ALPHABET].reduce(
      (sum, letter) => sum + ((seen.get(letter) ?? 0) - expected) ** 2 / expected,
      0,
    );
    // 61 degrees of freedom: by chance beyond 150 once in 10^9 runs; a plain "% 62" of bytes gives many hundreds
    expect(chiSquare).toBeLessThan(150);
  });
});

describe('digestOfApiKey', () => {
  it.each(KNOWN)('goes on accepting %s', (value) => expect(digestOfApiKey(value)).toBe(digest(value)));

  it('rejects every key of which a single character was changed', () => {
    fc.assert(
      fc.property(keys, fc.nat({ max: 40 }), character, ({ value }, at, letter) => {
        fc.pre(value[at] !== letter);
        expect(digestOfApiKey(value.slice(0, at) + letter + value.slice(at + 1))).toBeNull();
      }),
      { numRuns: 1000 },
    );
  });

  it('rejects every key of which two neighbours were swapped', () => {
    fc.assert(
      fc.property(keys, fc.nat({ max: 39 }), ({ value }, at) => {
        const swapped = value.slice(0, at) + value[at + 1] + value[at] + value.slice(at + 2);
        fc.pre(swapped !== value);
        expect(digestOfApiKey(swapped)).toBeNull();
      }),
    );
  });

  it('rejects a key with a character more or less, anywhere', () => {
    fc.assert(
      fc.property(keys, fc.nat({ max: 40 }), character, ({ value }, at, letter) => {
        expect(digestOfApiKey(value.slice(0, at) + value.slice(at + 1))).toBeNull();
        expect(digestOfApiKey(value.slice(0, at) + letter + value.slice(at))).toBeNull();
      }),
    );
  });

  it('rejects every other text, whatever is in it', () => {
    const anything = fc.string({ unit: 'binary' });
    const alike = fc.string({ unit: character, minLength: 38, maxLength: 38 }).map((text) => `lk_${text}`);
    fc.assert(
      fc.property(fc.oneof(anything, alike), (text) => {
        expect(digestOfApiKey(text)).toBeNull();
      }),
    );
  });

  it.each(['\n', ' ', '\0', '='])('rejects a key with %j behind or before it', (text) => {
    const { value } = makeApiKey();
    expect([digestOfApiKey(value + text), digestOfApiKey(text + value)]).toEqual([null, null]);
  });
});
