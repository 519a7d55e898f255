import { digestOf, fingerprintOf } from './request-digest.rules.js';

const CALLER = { tenantUid: 'tenant', userUid: 'user' };
const REQUEST = { key: 'key', operation: 'POST /things', body: {} };

describe('what a request is remembered under', () => {
  it('is the same for the same request, and shows nothing of it', () => {
    expect(digestOf(CALLER, REQUEST)).toBe(digestOf({ ...CALLER }, { ...REQUEST, body: { other: 1 } }));
    expect(digestOf(CALLER, REQUEST)).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each([
    ['tenant', { ...CALLER, tenantUid: 'other' }, REQUEST],
    ['user', { ...CALLER, userUid: 'other' }, REQUEST],
    ['operation', CALLER, { ...REQUEST, operation: 'POST /others' }],
    ['key', CALLER, { ...REQUEST, key: 'Key' }],
    [
      'end of one part and beginning of the next',
      CALLER,
      { ...REQUEST, operation: 'POST /thingsk', key: 'ey' },
    ],
  ])('is another one for another %s', (_, caller, request) => {
    expect(digestOf(caller, request)).not.toBe(digestOf(CALLER, REQUEST));
  });
});

describe('the fingerprint of a body', () => {
  const of = (body: unknown) => fingerprintOf({ ...REQUEST, body });

  it.each([
    ['names in another order', { a: 1, b: { c: 2, d: [3] } }, { b: { d: [3], c: 2 }, a: 1 }],
    ['names that are numbers in another order', { b: 1, 10: 2, 9: 3 }, { 9: 3, 10: 2, b: 1 }],
    ['names in another order inside a list', [{ a: 1, b: 2 }], [{ b: 2, a: 1 }]],
    ['no body twice', undefined, undefined],
  ])('is the same for %s', (_, one, other) => {
    expect(of(one)).toBe(of(other));
  });

  it.each([
    ['another value', { a: 1 }, { a: 2 }],
    ['a text in place of a number', { a: 1 }, { a: '1' }],
    ['another name', { a: 1 }, { A: 1 }],
    ['one field more', { a: 1 }, { a: 1, b: 1 }],
    ['a list in another order', { a: [1, 2] }, { a: [2, 1] }],
    ['a field that moved', { a: { b: 1 } }, { a: {}, b: 1 }],
    ['a list in place of an object', { a: ['b'] }, { a: { 0: 'b' } }],
    ['an empty body in place of none', undefined, {}],
    ['a text that looks like JSON', { a: '{"b":1}' }, { a: { b: 1 } }],
  ])('differs for %s', (_, one, other) => {
    expect(of(one)).not.toBe(of(other));
  });
});
