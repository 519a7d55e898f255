import * as fc from 'fast-check';
import { ApiError } from '#http';
import { patched } from './user-patch.rules.js';
import type { PatchedUser } from './user-patch.rules.js';

const USER: PatchedUser = {
  metadata: { annotations: { description: 'd', 'a/b': 'slash', '~': 'tilde' }, labels: {} },
  spec: { emailId: 'a@b.example', firstName: 'Ada', lastName: 'Lovelace', roles: ['User', 'Night'] },
};
const detailsOf = (patch: unknown[]) => {
  try {
    patched(USER, patch);
    return undefined;
  } catch (error) {
    return (error as ApiError).details;
  }
};

describe('patched', () => {
  it.each<[unknown[], object]>([
    [[{ op: 'replace', path: '/spec/firstName', value: 'Grace' }], { spec: { firstName: 'Grace' } }],
    [[{ op: 'add', path: '/metadata/labels/team', value: 'x' }], { metadata: { labels: { team: 'x' } } }],
    [[{ op: 'add', path: '/spec/roles/-', value: 'Day' }], { spec: { roles: ['User', 'Night', 'Day'] } }],
    [[{ op: 'remove', path: '/spec/roles/0' }], { spec: { roles: ['Night'] } }],
    [[{ op: 'move', from: '/spec/firstName', path: '/spec/lastName' }], { spec: { lastName: 'Ada' } }],
    [
      [{ op: 'copy', from: '/spec/firstName', path: '/spec/lastName' }],
      { spec: { firstName: 'Ada', lastName: 'Ada' } },
    ],
    [
      [
        { op: 'remove', path: '/metadata/annotations/a~1b' },
        { op: 'remove', path: '/metadata/annotations/~0' },
      ],
      { metadata: { annotations: { description: 'd' } } },
    ],
    [
      [
        { op: 'test', path: '/spec/firstName', value: 'Ada' },
        { op: 'replace', path: '/spec/firstName', value: 'A' },
      ],
      { spec: { firstName: 'A' } },
    ],
    [[], {}],
  ])('%j', (patch, expected) => {
    expect(patched(USER, patch)).toMatchObject(expected);
  });

  it('leaves the user that it was given alone', () => {
    const before = structuredClone(USER);
    patched(USER, [{ op: 'replace', path: '/metadata/labels', value: { a: 'b' } }]);
    expect(USER).toEqual(before);
  });

  it.each<[unknown, string]>([
    ['x', '0'],
    [null, '0'],
    [[], '0'],
    [{}, '0.op'],
    [{ op: 'merge', path: '/spec/firstName', value: 'x' }, '0.op'],
    [{ op: 'replace', value: 'x' }, '0.path'],
    [{ op: 'replace', path: 3, value: 'x' }, '0.path'],
    [{ op: 'replace', path: '', value: {} }, '0.path'],
    [{ op: 'replace', path: '/spec', value: {} }, '0.path'],
    [{ op: 'replace', path: 'spec/firstName', value: 'x' }, '0.path'],
    [{ op: 'replace', path: '/metadata/uid', value: 'x' }, '0.path'],
    [{ op: 'add', path: '/spec/isPlatformAdmin', value: true }, '0.path'],
    [{ op: 'add', path: '/status/isActive', value: true }, '0.path'],
    [{ op: 'add', path: '/__proto__/isPlatformAdmin', value: true }, '0.path'],
    [{ op: 'add', path: '/constructor/prototype', value: true }, '0.path'],
    [{ op: 'add', path: '/metadata/labels/__proto__', value: 'x' }, '0.path'],
    [{ op: 'add', path: '/metadata/labels/a/b', value: 'x' }, '0.path'],
    [{ op: 'replace', path: '/spec/firstName' }, '0.value'],
    [{ op: 'copy', path: '/spec/firstName' }, '0.from'],
    [{ op: 'copy', path: '/spec/firstName', from: '/metadata/uid' }, '0.from'],
    [{ op: 'remove', path: '/metadata/labels/none' }, '0.path'],
    [{ op: 'copy', path: '/spec/firstName', from: '/metadata/labels/none' }, '0.from'],
    [{ op: 'add', path: '/spec/roles/7', value: 'x' }, '0.path'],
    [{ op: 'add', path: '/spec/roles/00', value: 'x' }, '0.path'],
    [{ op: 'remove', path: '/spec/roles/-' }, '0.path'],
    [{ op: 'remove', path: '/spec/roles/2' }, '0.path'],
    [{ op: 'remove', path: '/spec/roles/length' }, '0.path'],
    [{ op: 'replace', path: '/spec/roles/length', value: 0 }, '0.path'],
    [{ op: 'remove', path: '/spec/roles/map' }, '0.path'],
    [{ op: 'copy', from: '/spec/firstName', path: '/spec/roles/foo' }, '0.path'],
    [{ op: 'copy', from: '/spec/firstName', path: '/spec/roles/99' }, '0.path'],
    [{ op: 'remove', path: '/metadata/labels/toString' }, '0.path'],
    [{ op: 'test', path: '/metadata/labels/toString', value: 'x' }, '0.path'],
    [{ op: 'add', path: '/spec/firstName/0', value: 'x' }, '0.path'],
    [{ op: 'move', from: '/spec/roles/length', path: '/spec/firstName' }, '0.from'],
  ])('%j is refused, naming %s', (operation, name) => {
    expect(Object.keys(detailsOf([operation]) ?? {})).toEqual([name]);
  });

  it('names the operation, not only the first', () => {
    const good = { op: 'replace', path: '/spec/firstName', value: 'x' };
    expect(detailsOf([good, good, { op: 'remove', path: '/spec' }])).toHaveProperty(['2.path']);
  });

  it('refuses a test that does not hold, as a conflict', () => {
    expect(() => patched(USER, [{ op: 'test', path: '/spec/firstName', value: 'Bob' }])).toThrow(
      expect.objectContaining({ code: 'PatchTestFailed', status: 409 }),
    );
  });

  it('tests maps whatever the order of their names, and lists by it', () => {
    const test = (path: string, value: unknown) => detailsOf([{ op: 'test', path, value }]);
    expect(test('/metadata/annotations', { '~': 'tilde', 'a/b': 'slash', description: 'd' })).toBeUndefined();
    expect(test('/spec/roles', ['User', 'Night'])).toBeUndefined();
    expect(test('/spec/roles', ['Night', 'User'])).toEqual({ '0': 'does not hold' });
  });

  it('compares long lists in a time that they are worth (IN-02)', () => {
    const list = (word: string) => Array.from({ length: 4000 }, (_, at) => `${word}${at}`);
    const began = performance.now();
    expect(
      detailsOf([
        { op: 'add', path: '/spec/roles', value: list('a') },
        { op: 'test', path: '/spec/roles', value: list('b') },
      ]),
    ).toEqual({ '1': 'does not hold' });
    expect(performance.now() - began).toBeLessThan(500); // an edit distance would take minutes and all memory
  });

  it('does not grow what it is given without end', () => {
    const double = (at: number) => ({
      op: 'copy',
      from: '/metadata/annotations',
      path: `/metadata/annotations/k${at}`,
    });
    const details = detailsOf(Array.from({ length: 64 }, (_, at) => double(at)));
    expect(Object.values(details ?? {})).toEqual(['makes too much of it']);
    expect(
      detailsOf(Array.from({ length: 65 }, () => ({ op: 'remove', path: '/spec/roles/0' }))),
    ).toHaveProperty('body');
  });

  it('answers whatever it is given with a result or an ApiError', () => {
    const pointer = fc.oneof(
      fc.constantFrom(
        '/spec/roles',
        '/spec/roles/-',
        '/spec/firstName',
        '/metadata/labels',
        '/metadata/labels/x',
        '',
      ),
      fc.string(),
    );
    const operation = fc.record(
      {
        op: fc.oneof(fc.constantFrom('add', 'remove', 'replace', 'move', 'copy', 'test'), fc.string()),
        path: pointer,
        from: pointer,
        value: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 6 }), (patch) => {
        try {
          expect(Object.keys(patched(USER, patch)).toSorted()).toEqual(['metadata', 'spec']);
        } catch (error) {
          expect(error).toBeInstanceOf(ApiError);
        }
        expect(({} as Record<string, unknown>)['isPlatformAdmin']).toBeUndefined();
      }),
      { numRuns: 2000 },
    );
  });
});
