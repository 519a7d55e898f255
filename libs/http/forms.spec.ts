import * as fc from 'fast-check';
import { ApiError } from './error-catalogue.js';
import { parseForm, required } from './forms.js';

const read = (text: string) => [...parseForm(Buffer.from(text))];

describe('parseForm', () => {
  it.each<[string, [string, string][]]>([
    ['', []],
    ['&&', []],
    ['a=1', [['a', '1']]],
    ['a=1&b=2&', [['a', '1'], ['b', '2']]], // prettier-ignore
    ['a=b=c', [['a', 'b=c']]],
    ['a=x+y%20z%2B', [['a', 'x y z+']]],
    ['a+b=1', [['a b', '1']]],
    ['a=%C3%A4', [['a', 'ä']]],
    ['a=ä', [['a', 'ä']]],
    ['__proto__=1', [['__proto__', '1']]],
    // without a value: left out (RFC 6749, 3.2)
    ['a', []],
    ['a=&b=1', [['b', '1']]],
    ['=x', [['', 'x']]],
  ])('reads %j', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it.each([
    ['a=1&a=1', { a: 'must be given once' }],
    ['a&a=1', { a: 'must be given once' }],
    ['a=1&%61=2', { a: 'must be given once' }],
    ['a=%', { body: 'must be a well-formed form in UTF-8' }],
    ['a=%c3', { body: 'must be a well-formed form in UTF-8' }],
    ['a=%00', { body: 'must be a well-formed form in UTF-8' }],
    ['x&'.repeat(33), { body: 'must have at most 32 parameters' }],
  ])('refuses %j', (text, details) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code: 'InvalidInput', details }) as Error);
  });

  it('refuses bytes that are no UTF-8', () => {
    expect(() => parseForm(Buffer.from([0x61, 0x3d, 0xff]))).toThrow(ApiError);
  });

  it('reads what URLSearchParams writes, and throws nothing else for anything', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string({ minLength: 1 }), { maxKeys: 8 }), (fields) => {
        fc.pre(!JSON.stringify(fields).includes(String.raw`\u0000`));
        const written = Buffer.from(new URLSearchParams(fields).toString());
        expect(parseForm(written)).toEqual(new Map(Object.entries(fields)));
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          parseForm(Buffer.from(bytes));
        } catch (error) {
          expect(error).toBeInstanceOf(ApiError);
        }
      }),
    );
  });
});

describe('required', () => {
  it('is the value, or the error that names what is missing', () => {
    const form = parseForm(Buffer.from('a=1&b='));
    expect(required(form, 'a')).toBe('1');
    expect(() => required(form, 'b')).toThrow(
      expect.objectContaining({ details: { b: 'must be given' } }) as Error,
    );
  });
});
