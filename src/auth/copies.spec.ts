import { Bed, digest } from '../../test/support/copies-bed.js';
import type { Row } from '../../test/support/copies-bed.js';
import type { Subject } from '../changes/change-feed.service.js';
import { Copies } from './copies.js';

describe('Copies', () => {
  it('reads a row once, however many ask at once and afterwards', async () => {
    const bed = new Bed();
    expect(await Promise.all(Array.from({ length: 35 }, () => bed.version()))).toEqual(
      Array.from({ length: 35 }, () => 1),
    );
    await bed.version();
    expect(bed.reads).toBe(1);
    expect(bed.copies.counts).toEqual({ hits: 1, misses: 1, size: 1 });
  });

  it.each<Subject | 'everything'>(['apiKey:a', 'user:ada', 'everything'])(
    'reads it again once %s has changed, and nothing else',
    async (subject) => {
      const bed = new Bed();
      bed.put('b', 1, 'user:bob');
      await bed.version();
      await bed.version('b');
      bed.put('a', 2);
      expect(await bed.version()).toBe(1);
      bed.marks.change(subject);
      expect(await bed.version()).toBe(2);
      await bed.version('b');
      expect(bed.reads).toBe(subject === 'everything' ? 4 : 3);
    },
  );

  it('reads it again after a change that follows others which did not concern it', async () => {
    const bed = new Bed();
    await bed.version();
    bed.put('a', 2);
    for (const others of ['user:bob', 'tenant:t'] as const) {
      bed.marks.change(others);
      expect(await bed.version()).toBe(1);
    }
    bed.marks.change('user:ada');
    expect(await bed.version()).toBe(2);
    expect(await bed.version()).toBe(2);
    expect(bed.reads).toBe(2);
  });

  it('hears of changes of a row that comes as the same object each time it is read', async () => {
    const bed = new Bed();
    await bed.version();
    bed.marks.change('user:ada');
    await bed.version();
    bed.put('a', 2);
    bed.marks.change('user:ada');
    expect(await bed.version()).toBe(2);
  });

  it('does not keep what a change overtook while it was read: it is read again (MI-02)', async () => {
    const bed = new Bed();
    const release = bed.hold();
    const early = bed.version();
    bed.put('a', 2);
    bed.marks.change('apiKey:a');
    release();
    expect(await early).toBe(2);
    expect(await bed.version()).toBe(2);
    expect(bed.reads).toBe(2);
  });

  it('leaves nothing behind of a read that would make the next one doubtful', async () => {
    const bed = new Bed();
    await bed.version();
    for (let at = 0; at < 10_000; at++) bed.marks.change(`user:${at}`);
    bed.put('b', 1, 'user:bob');
    const release = bed.hold();
    const read = bed.version('b');
    bed.marks.change('user:eve');
    release();
    expect(await read).toBe(1);
    expect(bed.reads).toBe(2);
  });

  it('lets nobody who comes after a change wait for a read from before it', async () => {
    const bed = new Bed();
    const release = bed.hold();
    const early = bed.version();
    bed.put('a', 2);
    bed.marks.change('user:ada');
    const late = bed.version();
    expect(bed.reads).toBe(2);
    release();
    expect(await late).toBe(2);
    expect(await early).toBe(2);
  });

  it('answers without keeping when that happens again and again', async () => {
    const bed = new Bed();
    const changing = new Copies<Row>(
      10,
      bed.marks,
      ({ owner }) => [owner],
      (name) => {
        bed.reads++;
        bed.marks.change('user:ada');
        return Promise.resolve(bed.rows.get(name) ?? null);
      },
    );
    expect((await changing.load(digest('a'), true))?.version).toBe(1);
    expect(bed.reads).toBe(3);
    expect(changing.peek(digest('a'))).toBeUndefined();
  });

  it('keeps nothing when nobody would hear of changes', async () => {
    const bed = new Bed();
    await bed.version('a', false);
    await bed.version('a', false);
    expect(bed.reads).toBe(2);
    expect(bed.copies.counts.size).toBe(0);
  });

  it('remembers for a moment what is absent, apart from what is there (MI-02)', async () => {
    const bed = new Bed(1);
    await bed.version();
    for (let at = 0; at < 100; at++) expect(await bed.version(`absent-${at}`)).toBeUndefined();
    expect(bed.copies.peek(digest('absent-99'))).toBeNull();
    expect(bed.copies.peek(digest('a'))).toMatchObject({ version: 1 });
  });

  it('holds so many and no more, and forgets what the others depended on (MI-02)', async () => {
    const bed = new Bed(10);
    for (let at = 0; at < 1000; at++) {
      bed.put(`key-${at}`, 1, `user:${at}`);
      await bed.version(`key-${at}`);
    }
    expect(bed.copies.counts.size).toBe(10);
    expect(bed.marks.size).toBe(20);
  });

  it('answers a fault to all who wait, and reads again for the next', async () => {
    const bed = new Bed();
    let isDown = true;
    const copies = new Copies<Row>(
      10,
      bed.marks,
      () => [],
      (name) => (isDown ? Promise.reject(new Error('down')) : Promise.resolve(bed.rows.get(name) ?? null)),
    );
    const asked = [copies.load(digest('a'), true), copies.load(digest('a'), true)];
    for (const answer of asked) await expect(answer).rejects.toThrow('down');
    isDown = false;
    expect((await copies.load(digest('a'), true))?.version).toBe(1);
  });
});
