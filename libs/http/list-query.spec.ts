import * as fc from 'fast-check';
import { ApiError } from './error-catalogue.js';
import { narrowedTo, readListQuery } from './list-query.js';

const PATHS = {
  filters: ['metadata.name', 'metadata.uid', 'spec.emailId'],
  sorts: ['metadata.name', 'metadata.creationTimestamp'],
  fields: ['metadata.uid', 'metadata.name', 'metadata.labels', 'spec.emailId', 'spec.a.b', 'status.isActive'],
} as const;

const filtersOf = (filters: string) => readListQuery({ filters }, PATHS).filters;
const orderOf = (orderBy: string) => readListQuery({ orderBy }, PATHS).order;
const fieldsOf = (fields: string) => readListQuery({ fields }, PATHS).fields;
const refusal = (query: Parameters<typeof readListQuery>[0]) => {
  try {
    return readListQuery(query, PATHS);
  } catch (error) {
    return error instanceof ApiError ? [error.code, error.details] : error;
  }
};

const FILTERS = 'must be path=value, joined by AND; the paths are metadata.name, metadata.uid, spec.emailId';
const ORDER =
  'must be one path with =1 (ascending) or =-1 (descending); the paths are metadata.name, metadata.creationTimestamp';
const FIELDS = `must be paths joined by commas; the paths are ${PATHS.fields.join(', ')}`;

describe('filters', () => {
  it.each([
    ['metadata.name=Ada', { 'metadata.name': 'Ada' }],
    ['  metadata.name = Ada  Lovelace ', { 'metadata.name': 'Ada  Lovelace' }],
    ['metadata.name=AdaANDspec.emailId=a@b.c', { 'metadata.name': 'Ada', 'spec.emailId': 'a@b.c' }],
    ['metadata.name=Ada AND spec.emailId = a@b.c', { 'metadata.name': 'Ada', 'spec.emailId': 'a@b.c' }],
    ['metadata.name=ANDERSON', { 'metadata.name': 'ANDERSON' }],
    ['metadata.name=R AND D', { 'metadata.name': 'R AND D' }],
    ['metadata.name=BRANDANDmetadata.uid=x', { 'metadata.name': 'BRAND', 'metadata.uid': 'x' }],
    ['metadata.name=aANDmetadata.name', { 'metadata.name': 'aANDmetadata.name' }],
    ['metadata.name=FLOORORDOR', { 'metadata.name': 'FLOORORDOR' }],
    ['metadata.name=a=b', { 'metadata.name': 'a=b' }],
    ["metadata.name=' OR 1=1 --", { 'metadata.name': "' OR 1=1 --" }],
  ])('%s', (text, filters) => {
    expect(filtersOf(text)).toEqual(filters);
  });

  it.each([
    '=',
    'x',
    'metadata.name',
    'metadata.name=',
    '=Ada',
    'name=Ada',
    'Metadata.Name=Ada',
    'metadataXname=Ada',
    'metadata.name!=Ada',
    'spec.roles=Tenant Admin',
    'ANDmetadata.name=Ada',
    'metadata.name=AdaANDspec.roles=x',
    'metadata.name=Ada AND spec.roles = x',
    'metadata.name=AdaANDspec.emailId=',
    '__proto__=x',
    'constructor=x',
  ])('refuses %j and names the paths', (filters) => {
    expect(refusal({ filters })).toEqual(['InvalidInput', { filters: FILTERS }]);
  });

  it.each([
    'metadata.name=aORspec.emailId=b',
    'metadata.name=a OR metadata.name = b',
    'metadata.name=aANDspec.emailId=b OR spec.roles=c',
  ])('says of %j that there is no OR', (filters) => {
    expect(refusal({ filters })).toEqual([
      'InvalidInput',
      { filters: 'must be joined by AND: OR is not supported' },
    ]);
  });

  it('refuses the same path twice: the second would win, or nothing could match', () => {
    expect(refusal({ filters: 'metadata.name=aANDmetadata.name=b' })).toEqual([
      'InvalidInput',
      { filters: 'must name each path once' },
    ]);
  });

  const value = fc
    .array(fc.constantFrom('AND', 'OR', 'and', '=', ' ', '.', '%', "'", 'metadata', 'ü', '😀', '-1'), {
      minLength: 1,
      maxLength: 12,
    })
    .map((parts) => parts.join('').trim())
    .filter((text) => text !== '' && !/(AND|OR)\s*\w+\.\w/.test(text));

  it('reads back any values, in any order of paths, whatever white space stands around AND and =', () => {
    const terms = fc
      .shuffledSubarray([...PATHS.filters], { minLength: 1 })
      .chain((paths) => fc.tuple(...paths.map((path) => fc.tuple(fc.constant(path), value))));
    const space = fc.constantFrom('', ' ', '   ');
    fc.assert(
      fc.property(terms, space, space, (pairs, around, beside) => {
        const text = pairs
          .map(([path, wanted]) => `${path}${beside}=${beside}${wanted}`)
          .join(`${around}AND${around}`);
        expect(filtersOf(text)).toEqual(Object.fromEntries(pairs));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('orderBy', () => {
  it.each([
    ['metadata.name=1', { by: 'metadata.name', isDescending: false }],
    ['metadata.name=-1', { by: 'metadata.name', isDescending: true }],
    ['metadata.name', { by: 'metadata.name', isDescending: false }],
    ['-metadata.name', { by: 'metadata.name', isDescending: true }],
    [' metadata.creationTimestamp = -1 ', { by: 'metadata.creationTimestamp', isDescending: true }],
  ])('%s', (text, order) => {
    expect(orderOf(text)).toEqual(order);
  });

  it.each([
    '-',
    '1',
    'name',
    'spec.emailId=1',
    'metadata.name=0',
    'metadata.name=',
    'metadata.name=2',
    'metadata.name=asc',
    'metadata.name=1=1',
    '-metadata.name=1',
    '--metadata.name',
    'metadata.name=1,metadata.creationTimestamp=-1',
    'metadata.name;DROP TABLE users',
    'toString',
  ])('refuses %j and names the paths', (orderBy) => {
    expect(refusal({ orderBy })).toEqual(['InvalidInput', { orderBy: ORDER }]);
  });
});

describe('fields', () => {
  const item = {
    metadata: { uid: 'u', name: 'n', labels: { uid: 'not this one', 'a.b': 'c' } },
    spec: { emailId: 'e', a: { b: 1, c: 2 }, roles: [] },
    status: { isActive: true },
  };

  it.each([
    ['metadata.uid', { metadata: { uid: 'u' } }],
    ['spec.emailId', { metadata: { uid: 'u' }, spec: { emailId: 'e' } }],
    [' spec.emailId , spec.emailId', { metadata: { uid: 'u' }, spec: { emailId: 'e' } }],
    ['spec', { metadata: { uid: 'u' }, spec: item.spec }],
    ['spec.a,spec.a.b', { metadata: { uid: 'u' }, spec: { a: { b: 1, c: 2 } } }],
    ['spec.a.b,status', { metadata: { uid: 'u' }, spec: { a: { b: 1 } }, status: item.status }],
    ['metadata.labels', { metadata: { uid: 'u', labels: item.metadata.labels } }],
    ['metadata', { metadata: item.metadata }],
  ])('%s', (text, narrow) => {
    expect(narrowedTo(item, fieldsOf(text))).toEqual(narrow);
  });

  it('absent: the item is as it is', () => {
    expect(narrowedTo(item, readListQuery({}, PATHS).fields)).toBe(item);
  });

  it.each([
    ',',
    'spec.emailId,',
    'spec.roles',
    'metadata.labels.uid',
    'spec.',
    'spe',
    'spec emailId',
    '*',
    '__proto__',
    'constructor',
  ])('refuses %j and names the paths', (fields) => {
    expect(refusal({ fields })).toEqual(['InvalidInput', { fields: FIELDS }]);
  });

  it('never adds anything, and leaves out exactly what was not named', () => {
    fc.assert(
      fc.property(fc.subarray([...PATHS.fields], { minLength: 1 }), (fields) => {
        const leaves = leavesOf(narrowedTo(item, fieldsOf(fields.join(','))));
        const wanted = leavesOf(item).filter((leaf) =>
          [...fields, 'metadata.uid'].some((field) => leaf === field || leaf.startsWith(`${field}.`)),
        );
        expect(leaves).toEqual(wanted);
      }),
    );
  });
});

describe('the query of a list', () => {
  it('names every parameter that cannot be read at once', () => {
    expect(refusal({ filters: 'x', orderBy: 'y', fields: 'z' })).toEqual([
      'InvalidInput',
      { filters: FILTERS, orderBy: ORDER, fields: FIELDS },
    ]);
  });

  it('is read or refused whatever is in it, and never names anything that is not in the table', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc
        .array(
          fc.constantFrom(...PATHS.filters, ...PATHS.sorts, 'AND', 'OR', '=', '1', '-', ',', ' ', 'x', '.'),
          {
            maxLength: 14,
          },
        )
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(
        fc.record({ filters: text, orderBy: text, fields: text }, { requiredKeys: [] }),
        (query) => {
          const answer = refusal(query);
          if (Array.isArray(answer)) {
            expect(answer[0]).toBe('InvalidInput');
            expect(Object.keys(query)).toEqual(expect.arrayContaining(Object.keys(answer[1] as object)));
          } else {
            const { filters, order } = answer as ReturnType<typeof readListQuery>;
            expect(PATHS.filters).toEqual(expect.arrayContaining(Object.keys(filters)));
            if (order) expect(PATHS.sorts).toContain(order.by);
          }
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('is read in no time, however it is written', () => {
    for (const unit of [' ', 'AND', 'OR', 'AND ', 'ANDa.', 'a', 'a.', '=', 'ANDmetadata.name', ','])
      for (const start of ['', 'metadata.name=', 'metadata.name=x AND']) {
        const text = start + unit.repeat(2048 / unit.length);
        const began = performance.now();
        refusal({ filters: text, orderBy: text, fields: text });
        expect([unit, start, performance.now() - began < 1000]).toEqual([unit, start, true]);
      }
  });
});

function leavesOf(value: object, above = ''): string[] {
  return Object.entries(value).flatMap(([name, member]: [string, unknown]) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? leavesOf(member, `${above}${name}.`)
      : [`${above}${name}`],
  );
}
