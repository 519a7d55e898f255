import { Bed } from '../../test/support/copies-bed.js';

describe('Copies, as time goes by', () => {
  let now = 0;
  beforeEach(() => {
    now = 1_000_000;
    vi.spyOn(performance, 'now').mockImplementation(() => now);
  });
  afterEach(() => vi.restoreAllMocks());

  it.each([
    [0, 300],
    [0.5, 450],
    [1, 600],
  ])('a copy is used for five to ten minutes and no longer, by chance %d: %d s', async (chance, seconds) => {
    vi.spyOn(Math, 'random').mockReturnValue(chance);
    const bed = new Bed();
    await bed.version();
    bed.put('a', 2); // by hand: nobody is told
    now += seconds * 1000;
    expect(await bed.version()).toBe(1);
    now += 1000;
    expect(await bed.version()).toBe(2);
  });

  it('it is known for a second that something is absent', async () => {
    const bed = new Bed();
    await bed.version('b');
    bed.put('b', 1);
    now += 999;
    expect(await bed.version('b')).toBeUndefined();
    now += 1;
    expect(await bed.version('b')).toBe(1);
  });

  it('nobody waits for a read that began half a second ago: it may have begun before what they must see', async () => {
    const bed = new Bed();
    const release = bed.hold();
    const asked = [bed.version()];
    now += 499;
    asked.push(bed.version());
    expect(bed.reads).toBe(1);
    now += 1;
    asked.push(bed.version());
    expect(bed.reads).toBe(2);
    release();
    expect(await Promise.all(asked)).toEqual([1, 1, 1]);
    expect(bed.copies.counts.misses).toBe(2);
  });

  it('who comes later still waits for the newer read when the older one ends', async () => {
    const bed = new Bed();
    const releases = [bed.hold()];
    const early = bed.version('a', false);
    now += 500;
    releases.push(bed.hold());
    const late = [bed.version('a', false)];
    releases[0]?.();
    await early;
    late.push(bed.version('a', false));
    releases[1]?.();
    expect(await Promise.all(late)).toEqual([1, 1]);
    expect(bed.reads).toBe(2);
  });
});
