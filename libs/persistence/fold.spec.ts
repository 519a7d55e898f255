import { fold } from './fold.js';

describe('fold', () => {
  it.each([
    ['ADMIN@X.CO', 'admin@x.co'],
    ['  admin@x.co\u00a0', 'admin@x.co'],
    ['ａｄｍｉｎ＠ｘ．ｃｏ', 'admin@x.co'],
    ['ﬁnance', 'finance'],
    ['K', 'k'],
    ['a\u0301dmin', 'ádmin'],
    ['Straße', 'straße'],
  ])('makes %j and what looks like it one: %j', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  it.each([
    ['ádmin@x.co', 'admin@x.co'],
    ['аdmin@x.co', 'admin@x.co'],
    ['admin@x.co', 'admin@x.c0'],
    ['strasse', 'straße'],
  ])('keeps %j and %j apart', (one, other) => {
    expect(fold(one)).not.toBe(fold(other));
  });

  it('is the same when it is done twice', () => {
    for (const text of ['İstanbul', 'ǅ', '¨x', 'ẞ', 'ﷺ']) expect(fold(fold(text))).toBe(fold(text));
  });
});
