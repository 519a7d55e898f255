import { ApiError } from './error-catalogue.js';
import { parseJsonBody } from './json-body.js';

const parse = (text: string) => parseJsonBody(Buffer.from(text));

/** What the refusal says. Fails when nothing is refused. */
function refusal(bytes: string | Buffer): string {
  try {
    parseJsonBody(Buffer.from(bytes as string));
  } catch (error) {
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ code: 'MalformedJson', status: 400 });
    return (error as ApiError).message;
  }
  throw new Error('it was accepted');
}

const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

describe('parseJsonBody', () => {
  describe('reads', () => {
    it('what JSON.parse reads, also with white space and a line end behind it', () => {
      const text = ' {"a" : [1, -2.5e3, true, "\\u00e9\\n\\"}{", {}], "b": {"a": false}}\n';
      expect(parse(text)).toEqual(JSON.parse(text));
    });

    it('no bytes as no body: clients send the JSON media type with a DELETE', () => {
      expect(parse('')).toBeUndefined();
    });

    it('null members as absent, on every level, and keeps null in lists for the validation to refuse', () => {
      expect(parse('{"a":null,"b":{"c":null,"d":1},"e":[null,{"f":null}]}')).toEqual({
        b: { d: 1 },
        e: [null, {}],
      });
    });

    it('a body that is null as null: it is there and no object', () => {
      expect(parse('null')).toBeNull();
    });

    it('the same name in two different objects', () => {
      expect(parse('{"a":{"x":1},"b":{"x":2},"c":[{"x":3},{"x":4}]}')).toEqual({
        a: { x: 1 },
        b: { x: 2 },
        c: [{ x: 3 }, { x: 4 }],
      });
    });

    it('texts that merely look like structure', () => {
      expect(parse('{"a":"{\\"a\\":1,\\"a\\":2}","b":["a","a"]}')).toEqual({
        a: '{"a":1,"a":2}',
        b: ['a', 'a'],
      });
    });

    it('32 levels and 1,000 names', () => {
      expect(parse(nested(32))).toEqual(JSON.parse(nested(32)));
      const names = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`n${index}`, index]));
      expect(parse(JSON.stringify(names))).toEqual(names);
    });

    it('the largest and the smallest number', () => {
      expect(parse('[1.7976931348623157e308,5e-324,1e-999]')).toEqual([
        Number.MAX_VALUE,
        Number.MIN_VALUE,
        0,
      ]);
    });

    it('well-formed pairs of surrogates, written out or escaped', () => {
      expect(parse('{"a":"😀","b":"\\ud83d\\ude00"}')).toEqual({ a: '😀', b: '😀' });
    });
  });

  describe('refuses', () => {
    it.each([33, 10_000, 30_000])('%i levels', (levels) => {
      // the fastest of three: the machine may have been busy with something else
      const times = [1, 2, 3].map(() => {
        const began = performance.now();
        expect(refusal(nested(levels))).toContain('deeper than 32');
        expect(refusal('{"a":'.repeat(levels))).toContain('deeper than 32');
        return performance.now() - began;
      });
      expect(Math.min(...times)).toBeLessThan(50);
    });

    it('1,001 names, over all objects', () => {
      const objects = Array.from({ length: 1001 }, () => ({ a: 1 }));
      expect(refusal(JSON.stringify(objects))).toContain('more than 1000 names');
    });

    it.each([
      ['plainly', '{"a":1,"b":2,"a":3}'],
      ['with an escape', '{"a":1,"\\u0061":2}'],
      ['further in', '{"x":[{"a":1,"a":1}]}'],
      ['around a nested object', '{"a":{"b":1},"a":2}'],
      ['with white space before the colon', '{"a":1,"a"\n\t :2}'],
    ])('a name that is given twice %s', (_, text) => {
      expect(refusal(text)).toContain('twice');
    });

    it.each(['__proto__', 'constructor', 'prototype', '\\u005f_proto__'])('the name %s', (name) => {
      expect(refusal(`{"spec":{"${name}":{"isPlatformAdmin":true}}}`)).toContain('not allowed');
    });

    it.each([
      ['a lone high surrogate', '{"a":"\\ud800"}'],
      ['a lone low surrogate', '{"a":["x\\udc00"]}'],
      ['a NUL', '{"a":"x\\u0000y"}'],
      ['a lone surrogate in a name', '{"a":{"\\ud800":"x"}}'],
      ['a NUL in a name', '{"a\\u0000":"x"}'],
    ])('%s', (_, text) => {
      expect(refusal(text)).toContain('lone surrogate or a NUL');
    });

    it.each(['1e999', '{"a":-1e999}', '{"a":[{"b":1E+309}]}', `[${'9'.repeat(400)}]`])(
      'IN-02 a number that is not finite: %s',
      (text) => {
        expect(refusal(text)).toContain('a number is too large');
      },
    );

    it.each([
      ['a byte that is none', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
      ['a surrogate in UTF-8', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
      ['an overlong slash', Buffer.from([0x22, 0xc0, 0xaf, 0x22])],
      ['a text that is cut off', Buffer.from([0x22, 0xe2, 0x82, 0x22])],
      ['UTF-16', Buffer.from('{"a":1}', 'utf16le')],
    ])('%s', (_, bytes) => {
      expect(() => parseJsonBody(bytes)).toThrow(ApiError);
    });

    it.each([
      '{',
      '}',
      '{"a"}',
      '{"a":1,}',
      "{'a':1}",
      'undefined',
      'NaN',
      '{"a":1}{"b":2}',
      '"open',
      '"\\',
      '\ufeff{}',
      ' ',
    ])('what is no JSON: %s', (text) => {
      expect(refusal(text)).toContain('cannot be parsed');
    });

    it('without a word of what was sent', () => {
      for (const text of ['{"hunter2":1,"hunter2":2}', '{"hunter2', '{"a":"hunter2\\ud800"}', '{hunter2:1}'])
        expect(refusal(text)).not.toContain('hunter2');
    });
  });
});
