import { passwordPattern } from './password-pattern.js';

describe('passwordPattern', () => {
  it.each([
    ['[a-z]{3,}', 'abc', true],
    ['[a-z]{3,}', 'abcD', false],
    ['b', 'abc', false],
    ['.*[0-9].*', 'ab7c', true],
    [String.raw`\p{Lu}.*`, 'Äbc', true],
    ['a|b', 'a', true],
    ['^abc$', 'abc', true],
    ['.{8,128}', 'seven green lamps', true],
    [String.raw`[\p{L}\p{N} ]{8,128}`, 'seven green lamps', true],
    ['([A-Za-z0-9]{4}-){3,31}[A-Za-z0-9]{4}', 'Zu7q-p3Xw-99ab-Qr5t', true],
  ])('%s on "%s": %s', (pattern, password, matches) => {
    expect(passwordPattern(pattern)?.matches(password)).toBe(matches);
  });

  it.each([
    '',
    '(',
    '[z-a]',
    '(?=.*[A-Z]).*',
    '(?<!a)b',
    String.raw`(a)\1`,
    'a'.repeat(257),
    '(a{1000}){1000}',
    // each would be compiled and matched for so long that nobody else is served meanwhile
    '(?:[a-z]?){501}',
    '(?:.{500}|.{501})',
    Array.from({ length: 6 }, () => String.raw`(?:\pL?\pN?\pS?){150}`).join('|'),
    String.raw`(?:(?:\pL{1,10}\pN{1,10}){1,10}){1,10}`.repeat(6),
    '.*a.{1,999}'.repeat(20),
  ])('is not %s', (pattern) => {
    expect(passwordPattern(pattern)).toBeNull();
  });

  it('needs time that is linear in the password, whatever the pattern (IN-11)', () => {
    const vicious = passwordPattern('(x+x+)+y|(x|xx)*z|(.*.*.*.*)+w');
    const began = performance.now();
    expect(vicious?.matches('x'.repeat(1024))).toBe(false);
    expect(performance.now() - began).toBeLessThan(1000); // an engine that backtracks would not end at all
  });
});
