import { newUid } from '#persistence';
import { namedUids } from './named-uids.rules.js';

describe('namedUids', () => {
  const [one, other] = [newUid(), newUid()];

  it.each([
    ['a path', { uid: one }, [one]],
    ['a body', [{}, {}, { spec: { roles: [one, other, one] } }], [one, other]],
    ['nothing', [undefined, null, 1, 'x', `${one} `], []],
  ])('finds them in %s', (_where, said, uids) => {
    expect(namedUids(said)).toEqual(uids);
  });

  it('finds no more than ten, and does not look at more than a thousand values for them', () => {
    expect(namedUids(Array.from({ length: 50 }, newUid))).toHaveLength(10);
    expect(namedUids([...Array.from({ length: 1000 }, () => 1), one])).toEqual([]);
  });

  it('comes to an end in what is nested deeper than any stack', () => {
    let nested: unknown = one;
    for (let depth = 0; depth < 100_000; depth++) nested = [nested];
    expect(namedUids(nested)).toEqual([]);
  });
});
