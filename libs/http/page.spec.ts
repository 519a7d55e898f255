import { ApiError } from './error-catalogue.js';
import { Cursors, pageOf, rowsFor } from './page.js';

/** Not a good digest, but one that every character of the text changes. */
const mac = (text: string) =>
  String([...text].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % 1_000_003, 7)).padEnd(22, '=');
const cursors = new Cursors(mac, Object.is);
const SCOPE = ['tenant-1', 'users', { q: 'a' }];

describe('rowsFor', () => {
  it.each([
    [undefined, 50],
    [0, 10_000],
    [1, 1],
    [10_000, 10_000],
  ])('reads limit %s as %i rows', (limit, rows) => {
    expect(rowsFor(limit, 50)).toBe(rows);
  });
});

describe('pageOf', () => {
  const page = (rows: number[], limit: number) =>
    pageOf(rows, { limit, count: 9 }, (last) => `after ${last}`);

  it('has a next page exactly when one row more than asked for was there', () => {
    expect(page([1, 2, 3], 2)).toEqual({
      items: [1, 2],
      listmeta: { continue: 'after 2', count: 9, limit: 2, offset: 0 },
    });
    expect(page([1, 2], 2).listmeta.continue).toBe('');
    expect(page([], 2)).toMatchObject({ items: [], listmeta: { continue: '' } });
  });
});

describe('Cursors', () => {
  it('reads back what it wrote', () => {
    for (const position of [['uid'], [1, 'uid'], ['ä😀', 'uid']])
      expect(cursors.read(SCOPE, cursors.write(SCOPE, position))).toEqual(position);
  });

  it('reads an absent one as the start', () => {
    expect(cursors.read(SCOPE, undefined)).toBeUndefined();
  });

  it.each([
    ['tenant', ['tenant-2', 'users', { q: 'a' }]],
    ['list', ['tenant-1', 'apiKeys', { q: 'a' }]],
    ['filter', ['tenant-1', 'users', { q: 'b' }]],
    ['filter that is gone', ['tenant-1', 'users']],
  ])('refuses one of another %s (IN-10)', (_, other) => {
    const cursor = cursors.write(other, ['uid']);
    expect(() => cursors.read(SCOPE, cursor)).toThrow(expect.objectContaining({ code: 'InvalidCursor' }));
  });

  it('refuses one with another position under the same signature', () => {
    const [, signature] = cursors.write(SCOPE, ['a']).split('.');
    const [body] = cursors.write(SCOPE, ['b']).split('.');
    expect(() => cursors.read(SCOPE, `${body}.${signature}`)).toThrow(ApiError);
  });

  it.each(['', '.', 'x', '..', 'W10', 'W10.', 'null', '!.!'])('refuses %j', (cursor) => {
    expect(() => cursors.read(SCOPE, cursor)).toThrow(ApiError);
  });

  it('refuses more behind a good one: there is one text for each position', () => {
    expect(() => cursors.read(SCOPE, `${cursors.write(SCOPE, ['a'])}.more`)).toThrow(ApiError);
  });
});
