import { sha256 } from '#secrets';
import * as fc from 'fast-check';
import { v7 } from 'uuid';
import { CopyTable } from './copy-table.js';

interface Value {
  name: string;
  isAsked: boolean;
}

const digest = (text: string | number) => sha256(String(text));
/** As `newUid()` makes them, ten in each millisecond, but the same in each run: by chance alone now and then too many would lie in one set. */
const uuid = (at: number) =>
  v7({ msecs: 1_800_000_000_000 + Math.trunc(at / 10), seq: at, random: Buffer.from(digest(at), 'hex') });
const value = (name: string): Value => ({ name, isAsked: false });
const tableOf = (most: number) => {
  const dropped: Value[] = [];
  return { dropped, table: new CopyTable<Value>(most, (one) => dropped.push(one)) };
};

describe('CopyTable', () => {
  it('gives what was put in last by a name or nothing, holds no more than so many, and tells of each that it drops', () => {
    const step = fc.record({
      what: fc.constantFrom('set', 'set', 'get', 'delete'),
      who: fc.nat({ max: 60 }),
    });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.array(step, { maxLength: 300 }), (most, steps) => {
        const { dropped, table } = tableOf(most);
        const put = new Map<string, Value>();
        for (const { what, who } of steps) {
          const name = digest(who);
          if (what === 'set') {
            const held = value(name);
            table.set(name, held);
            put.set(name, held);
            expect(table.get(name)).toBe(held);
          } else if (what === 'delete') {
            table.delete(name);
            put.delete(name);
            expect(table.get(name)).toBeUndefined();
          } else expect([undefined, put.get(name)]).toContain(table.get(name));
          expect(table.size).toBeLessThanOrEqual(most);
        }
        const held = [...put.values()].filter(({ name }) => table.get(name));
        expect(held).toHaveLength(table.size);
        expect(new Set(dropped).size).toBe(dropped.length);
        expect(held.filter((one) => dropped.includes(one))).toEqual([]);
        expect(dropped.length + held.length).toBe(steps.filter(({ what }) => what === 'set').length);
      }),
    );
  });

  it.each([
    ['digests', (at: number) => digest(at)],
    ['UUIDs made one after the other', uuid],
  ])('half full, it keeps all but one of a thousand %s', (_what, name) => {
    const names = 100_000;
    const { dropped, table } = tableOf(2 * names);
    for (let at = 0; at < names; at++) {
      const one = name(at);
      table.set(one, value(one));
    }
    expect(dropped.length).toBeLessThan(names / 1000);
  });

  it('when there is no room, it drops what nobody has asked for since it was passed over', () => {
    const { dropped, table } = tableOf(4);
    const names = [0, 1, 2, 3].map(digest);
    for (const name of names) table.set(name, value(name));
    for (const at of [0, 1, 3]) table.get(names[at] ?? '');
    table.set(digest(4), value(digest(4)));
    expect(dropped.map(({ name }) => name)).toEqual([names[2]]);
    // to get there it passed over the first two, and now over the last: of these nobody has asked again
    for (let at = 5; at < 7; at++) table.set(digest(at), value(digest(at)));
    expect(dropped.map(({ name }) => name).slice(1)).toEqual([names[0], names[1]]);
  });

  it('fills a cell that is empty before it drops anything', () => {
    const { dropped, table } = tableOf(4);
    for (let at = 0; at < 4; at++) table.set(digest(at), value(digest(at)));
    table.delete(digest(2));
    table.set(digest(4), value(digest(4)));
    expect(dropped.map(({ name }) => name)).toEqual([digest(2)]);
    expect(table.size).toBe(4);
  });

  it('tells names apart that differ in any one of their 32 digits', () => {
    const { table } = tableOf(16);
    const name = digest('one');
    table.set(name, value(name));
    for (let at = 0; at < 32; at++) {
      const other = name.slice(0, at) + (name[at] === '0' ? '1' : '0') + name.slice(at + 1);
      expect(table.get(other)).toBeUndefined();
    }
    expect(table.get(name)).toMatchObject({ name });
    expect(tableOf(16).table.get('0'.repeat(64))).toBeUndefined();
  });

  it.each(['', 'abc', '0'.repeat(31), '-'.repeat(40), 'é'.repeat(40)])('refuses the name %j', (name) => {
    expect(() => tableOf(16).table.get(name)).toThrow(RangeError);
  });
});
