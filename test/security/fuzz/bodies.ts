import * as fc from 'fast-check';
import type { Schema, ServedDocument } from '../../support/openapi.js';
import { asBytes } from './request.js';
import { oddText, wordsFor } from './words.js';

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** A schema with what only an arbitrary needs to know. */
interface FullSchema extends Schema {
  required?: string[];
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  maxItems?: number;
  oneOf?: Schema[];
  anyOf?: Schema[];
}

const LONGEST_LIST = 3;
const LONGEST_TEXT = 64;
/** What no value of JavaScript is written as. */
const RAW = /"@raw:(.*?)@"/g;

/** Draws bodies, as bytes: what the document promises to take, and then what it does not. */
export class Bodies {
  constructor(private readonly served: ServedDocument) {}

  /** JSON, well-formed and according to the schema in two of three draws. @param example what the document shows. */
  json(schema: Schema, example: unknown): fc.Arbitrary<string> {
    const drawn = this.valid(schema, '');
    const shown = [example as Json, meant(example as Json, '')];
    const valid = fc.oneof(drawn, fc.constantFrom(...shown), ...shown.map((each) => mixed(each, drawn)));
    const text = (value: Json) => JSON.stringify(value).replace(RAW, '$1');
    const spoilt = fc
      .tuple(valid, fc.nat(), oddValue)
      .map(([value, at, odd]) => text(replaced(value, at, odd)));
    const damaged = fc.tuple(fc.oneof(valid.map(text), spoilt), fc.nat(), damage);
    return fc.oneof(
      { weight: 6, arbitrary: valid.map((value) => asBytes(text(value))) },
      { weight: 2, arbitrary: spoilt.map(asBytes) },
      { weight: 1, arbitrary: damaged.map(([good, at, spoil]) => spoil(asBytes(good), at)) },
    );
  }

  /** A form of OAuth clients. */
  form(schema: Schema, example: unknown): fc.Arbitrary<string> {
    const names = Object.keys(this.served.resolved(schema).properties ?? {});
    const pair = fc.tuple(fc.oneof(fc.constantFrom(...names), oddText), fc.string()).map(encodedPair);
    const drawn = this.valid(schema, '');
    const good = meant(example as Json, '');
    return fc
      .tuple(
        fc.oneof(drawn, fc.constant(good), mixed(good, drawn)),
        fc.array(pair, { maxLength: 2 }),
        fc.nat(),
        damage,
        fc.nat(5),
      )
      .map(([value, more, at, spoil, dice]) => {
        const pairs = Object.entries(value as Record<string, string>).map(encodedPair);
        const form = [...pairs, ...(dice > 3 ? more : [])].join('&');
        return dice === 0 ? spoil(form, at) : form;
      });
  }

  /** A value that the schema allows. */
  valid(given: Schema, name: string): fc.Arbitrary<Json> {
    const schema = this.served.resolved(given) as FullSchema;
    const choices = schema.oneOf ?? schema.anyOf;
    if (choices) return fc.oneof(...choices.map((choice) => this.valid(choice, name)));
    if (schema.enum) return fc.constantFrom<Json>(...schema.enum);
    switch (schema.type) {
      case 'object':
        return this.object(schema);
      case 'array':
        return fc.array(this.valid(schema.items ?? {}, name), {
          maxLength: Math.min(schema.maxItems ?? LONGEST_LIST, LONGEST_LIST),
        });
      case 'boolean':
        return fc.boolean();
      case 'integer':
      case 'number':
        return fc.integer({ min: schema.minimum ?? 0, max: schema.maximum ?? 1000 });
      default:
        return validText(schema, name);
    }
  }

  private object({ properties = {}, required = [], additionalProperties }: FullSchema): fc.Arbitrary<Json> {
    const fields = fc.record(
      Object.fromEntries(
        Object.entries(properties).map(([field, member]) => [field, this.valid(member, field)]),
      ),
      { requiredKeys: required, noNullPrototype: true },
    );
    if (!additionalProperties) return fields;
    const names = fc.string({ minLength: 1, maxLength: 8 });
    return fc.dictionary(names, this.valid(additionalProperties, ''), { maxKeys: 3, noNullPrototype: true });
  }
}

function validText(
  { format, example, minLength = 0, maxLength }: FullSchema,
  name: string,
): fc.Arbitrary<string> {
  const words = [...wordsFor(name), ...(typeof example === 'string' ? [example] : [])];
  const free =
    format === 'email'
      ? fc.stringMatching(/^[a-z]{1,8}$/).map((local) => `${local}@tenant.example`)
      : fc.string({
          unit: 'grapheme',
          minLength,
          maxLength: Math.min(maxLength ?? LONGEST_TEXT, LONGEST_TEXT),
        });
  const longest = fc.constant('x'.repeat(maxLength ?? LONGEST_TEXT));
  const known = words.length > 0 ? [{ weight: 6, arbitrary: fc.constantFrom(...words) }] : [];
  return fc.oneof(...known, { weight: 3, arbitrary: free }, { weight: 1, arbitrary: longest });
}

const oddValue: fc.Arbitrary<Json> = fc.oneof(
  oddText,
  fc.constantFrom<Json>(null, true, 'false', 0, -1, 1.5, 2 ** 53, [], {}, [[]], [null], { eq: {} }, ['a', 1]),
  fc
    .constantFrom(
      '1e999',
      '-0',
      'NaN',
      '01',
      '0x1',
      `[${'['.repeat(40)}${']'.repeat(40)}]`,
      '9'.repeat(400),
      '"\\ud800"',
    )
    .map((raw) => `@raw:${raw}@`),
  fc
    .constantFrom('{"__proto__":{"isActive":true}}', '{"a":1,"a":2}', '{"constructor":{"prototype":1}}')
    .map((raw) => `@raw:${raw}@`),
  fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>,
);

/** @returns a copy in which the value at one place, counted through the whole, is another. */
function replaced(value: Json, at: number, odd: Json): Json {
  const copy = structuredClone({ root: value });
  const places: [holder: Record<string, Json>, name: string][] = [];
  const walk = (holder: Record<string, Json>): void => {
    for (const name of Object.keys(holder)) {
      places.push([holder, name]);
      const member = holder[name];
      if (typeof member === 'object' && member !== null) walk(member as Record<string, Json>);
    }
  };
  walk(copy);
  const [holder, name] = places[at % places.length] ?? [copy, 'root'];
  holder[name] = odd;
  return copy.root;
}

/** @returns the same about people and things that there are. */
function meant(example: Json, name: string): Json {
  if (Array.isArray(example)) return example.map((item) => meant(item, name));
  if (isMap(example))
    return Object.fromEntries(Object.entries(example).map(([field, value]) => [field, meant(value, field)]));
  const [word] = wordsFor(name);
  return typeof example === 'string' && word?.startsWith('{{') ? word : example;
}

/** @returns an object with some members of the one and some of the other. */
function mixed(example: Json, drawn: fc.Arbitrary<Json>): fc.Arbitrary<Json> {
  const names = isMap(example) ? Object.keys(example) : [];
  return fc.tuple(drawn, fc.subarray(names)).map(([value, kept]) => {
    if (!isMap(value) || !isMap(example)) return value;
    return { ...value, ...Object.fromEntries(kept.map((name) => [name, example[name] ?? null])) };
  });
}

const isMap = (value: Json): value is { [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

type Damage = (bytes: string, at: number) => string;

/** What can become of a text on its way, or in the hands of somebody who means it. */
const damage: fc.Arbitrary<Damage> = fc.oneof(
  fc.constantFrom<Damage>(
    (bytes, at) => bytes.slice(0, at % (bytes.length + 1)),
    (bytes) => `\xef\xbb\xbf${bytes}`,
    (bytes) => `${bytes}${bytes}`,
    (bytes) => `[${bytes}]`,
    (bytes) => `${'['.repeat(20_000)}${bytes}`,
    (bytes) => bytes.padEnd(70_000),
    (bytes) => bytes.replace('{', '{"__proto__":{"isAdmin":true},'),
    (bytes) => bytes.replace('{', '{"unknown":1,'),
    (bytes) => bytes.replace(/\{("[^"]*":)/, '{$1null,$1'),
    (bytes) => Buffer.from(bytes, 'utf16le').toString('latin1'),
    () => '',
  ),
  fc
    .constantFrom('\0', '\xff', '\xed\xa0\x80', '"', '}', ',', '\\u0000', '\\ud800', '%', '&')
    .map((bytes): Damage => (good, at) => {
      const place = at % (good.length + 1);
      return good.slice(0, place) + bytes + good.slice(place);
    }),
);

/** A name and a value of a form or a query; what is no text has no encoding. */
export function encodedPair([name, value]: [string, unknown]): string {
  const encode = (text: string) =>
    // what stands for something else is filled in later
    encodeURIComponent(text.toWellFormed()).replace(/%7B%7B([\w.]+)%7D%7D/g, '{{$1}}');
  return `${encode(name)}=${encode(String(value))}`;
}
