import { FeedPosition, WINDOW_MS } from './feed-position.plan.js';

const rows = (...ids: number[]) => ids.map((id) => ({ id, subject: `user:${id}`, ageSeconds: 0 }));
/** @returns the ids of what is new. */
const taken = (position: FeedPosition, ids: number[], now = 0) =>
  position.take(rows(...ids), now)?.map(({ id }) => id) ?? null;

/** A reader that has seen everything up to 100. */
function atHundred(): FeedPosition {
  const position = new FeedPosition(100);
  taken(position, [98, 99, 100]);
  return position;
}

describe('FeedPosition', () => {
  it('begins below the newest row, for transactions that are not yet committed', () => {
    expect(new FeedPosition(5000).wanted).toEqual({ from: 4000, ids: [] });
    expect(new FeedPosition(3).wanted).toEqual({ from: 1, ids: [] });
  });

  it('reads the newest row that it knows again, and tells each row once', () => {
    const position = atHundred();
    expect(position.wanted).toEqual({ from: 100, ids: [] });
    expect(taken(position, [100])).toEqual([]);
    expect(taken(position, [100, 101, 102])).toEqual([101, 102]);
    expect(taken(position, [102])).toEqual([]);
    expect(position.wanted).toEqual({ from: 102, ids: [] });
  });

  it('asks for a number that is missing below others until it comes', () => {
    const position = atHundred();
    expect(taken(position, [100, 102, 105], 1)).toEqual([102, 105]);
    expect(position.wanted).toEqual({ from: 105, ids: [101, 103, 104] });
    expect(taken(position, [103, 105, 106], 2)).toEqual([103, 106]);
    expect(position.wanted).toEqual({ from: 106, ids: [101, 104] });
  });

  it('gives it up after a while: most numbers that do not come were of transactions that were undone', () => {
    const position = atHundred();
    taken(position, [100, 102], 1000);
    taken(position, [102], 1000 + WINDOW_MS - 1);
    expect(position.wanted.ids).toEqual([101]);
    taken(position, [102], 1000 + WINDOW_MS);
    expect(position.wanted.ids).toEqual([]);
  });

  it('misses what is between the first rows that it sees', () => {
    const position = new FeedPosition(100);
    expect(taken(position, [95, 97, 100])).toEqual([95, 97, 100]);
    expect(position.wanted.ids).toEqual([96, 98, 99]);
  });

  it('knows nothing when the newest row that it knew is gone: others may have come and gone as well', () => {
    expect(taken(atHundred(), [101])).toBeNull();
    expect(taken(atHundred(), [])).toBeNull();
    expect(taken(atHundred(), [7])).toBeNull();
  });

  it('knows nothing when too many are missing', () => {
    expect(taken(atHundred(), [100, 1102])).toBeNull();
    const position = atHundred();
    expect(taken(position, [100, 1000])).toEqual([1000]);
    expect(taken(position, [1000, 1200])).toBeNull();
  });
});
