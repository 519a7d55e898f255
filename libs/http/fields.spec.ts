import {
  ChoiceField,
  FlagField,
  IgnoredField,
  ObjectField,
  TextField,
  TextListField,
  TextMapField,
  TimeField,
} from './fields.js';
import { EmailField, UniqueNameField } from './identity-fields.js';
import { QueryNumber } from './number-fields.js';
import { InputPipe } from './input-pipe.js';

class Inner {
  @TextField({ max: 3 }) text: string;
}

class Form {
  @TextField({ max: 5, optional: true }) text?: string;
  @TextField({ max: 5, secret: true, optional: true }) secret?: string;
  @TextField({ max: 5, verbatim: true, optional: true }) verbatim?: string;
  @TextField({ max: 5, multiline: true, optional: true }) lines?: string;
  @TextField({ min: 0, max: 5, optional: true }) mayBeEmpty?: string;
  @EmailField({ optional: true }) email?: string;
  @UniqueNameField({ max: 5, optional: true }) name?: string;
  @FlagField({ optional: true }) flag?: boolean;
  @ChoiceField([7, 30], { optional: true }) choice?: number;
  @TimeField({ optional: true }) time?: string;
  @ObjectField(() => Inner, { optional: true }) object?: Inner;
  @TextListField({ maxItems: 2, max: 3, optional: true }) list?: string[];
  @TextMapField({ optional: true }) map?: Record<string, string>;
  @IgnoredField('not ours') ignored?: unknown;
}

class Query {
  @QueryNumber({ min: 0, max: 100 }) number?: number;
}

const pipe = new InputPipe();
const read = (body: object) =>
  pipe.transform(body, { type: 'body', metatype: Form }) as Promise<Record<string, unknown>>;
const refusal = (body: object) =>
  read(body).then(
    () => 'accepted',
    (error: { details?: Record<string, string> }) => error.details,
  );

describe('a field', () => {
  it.each([
    ['text', ' a b ', 'a b'],
    ['secret', ' a ', ' a '],
    ['verbatim', ' a\n', ' a\n'],
    ['lines', ' a\r\nb ', 'a\r\nb'],
    ['mayBeEmpty', '', ''],
    ['email', ' Ada@Acme.Example ', 'Ada@Acme.Example'],
    ['email', 'ａｄａ＠acme．example', 'ada@acme.example'],
    ['name', 'Ａcme', 'Acme'],
    ['flag', false, false],
    ['choice', 7, 7],
    ['time', '2030-01-01T00:00:00Z', '2030-01-01T00:00:00Z'],
    ['object', { text: ' a ' }, { text: 'a' }],
    ['list', [], []],
    ['list', ['a', 'abc'], ['a', 'abc']],
    ['map', { a: '' }, { a: '' }],
    ['ignored', { any: ['thing'] }, { any: ['thing'] }],
  ])('%s takes %j as %j', async (field, value, taken) => {
    expect((await read({ [field]: value }))[field]).toEqual(taken);
  });

  const tooMany = Object.fromEntries(Array.from({ length: 65 }, (_, index) => [`n${index}`, '']));

  it.each([
    ['text', 'must be a text', [1, true, ['a'], {}, { length: 3 }]],
    ['text', 'must not be empty', ['', '   ']],
    ['text', 'must have at most 5 characters', ['abcdef']],
    ['text', 'must not hold control characters', ['a\nb', 'a\u0007b', 'a\u2028b', 'a\u009bb']],
    ['lines', 'must not hold control characters', ['a\u0007b', 'a\u2028b']],
    ['email', 'must be a text', [1, ['a@b.co'], {}]],
    ['email', 'must have at most 254 characters', [`a@${'b'.repeat(250)}.co`]],
    [
      'email',
      'must be an e-mail address',
      [
        'a',
        'a@b',
        '@b.co',
        'a@b.co,c@d.co',
        'a b@c.co',
        'a@@b.co',
        '<a@b.co>',
        'a@b.co.',
        `${'a'.repeat(65)}@b.co`,
        'a\u200b@b.co',
        'a@b\u00ad.co',
        'a\u0000@b.co',
        'a\u202e@b.co',
        'a\ufe0f@b.co',
        `a@${'İ'.repeat(200)}.co`,
      ],
    ],
    ['name', 'must have at most 5 characters', ['ﷺ']],
    ['name', 'must not hold invisible characters', ['a\u200bb', 'a\u2060', '\u00adab']],
    ['flag', 'must be true or false', ['false', 'true', 0, 1, [true], {}]],
    ['choice', 'must be one of 7, 30', [8, '7', 7.5, [7], true, {}, Infinity]],
    ['time', 'must be an RFC 3339 time such as 2030-01-31T12:00:00.000Z', [1893456000000, 'soon', {}, []]],
    ['object', 'must be an object', ['x', 1, true, [], [{ text: 'a' }]]],
    ['list', 'must be a list', ['a', 1, { 0: 'a', length: 1 }, true]],
    ['list', 'must have at most 2 entries', [['a', 'b', 'c']]],
    ['list', 'must hold texts only', [[1], [['a']], [{}], [null], ['a', 1]]],
    ['list', 'must hold texts of at most 3 characters', [['abcd']]],
    [
      'map',
      'must map at most 64 names to texts of at most 1024 characters',
      [[], 'a', 1, { a: 1 }, { a: { b: 'c' } }, { a: ['b'] }, { a: 'x'.repeat(1025) }, tooMany],
    ],
  ])('%s says "%s" (IN-04)', async (field, message, values) => {
    for (const value of values) expect(await refusal({ [field]: value })).toEqual({ [field]: message });
  });

  it('that is wrong inside an object is named by its path', async () => {
    expect(await refusal({ object: { text: 'abcd', more: 1 } })).toEqual({
      'object.text': 'must have at most 3 characters',
      'object.more': 'is not a known field',
    });
    expect(await refusal({ object: {} })).toEqual({ 'object.text': 'must be a text' });
  });

  it('that is unknown is named, unless what the client sent can be no name (LO-04)', async () => {
    expect(await refusal({ isAdmin: true })).toEqual({ isAdmin: 'is not a known field' });
    for (const name of ['x'.repeat(41), 'a\nb', '<b>', ''])
      expect(await refusal({ [name]: 1 })).toEqual({ '?': 'is not a known field' });
  });

  it('of every kind names itself, all at once', async () => {
    const fields = ['text', 'secret', 'email', 'name', 'flag', 'choice', 'time', 'object', 'list', 'map'];
    const details = await refusal({ ...Object.fromEntries(fields.map((field) => [field, 1])), more: 1 });
    expect(Object.keys(details as object).toSorted()).toEqual([...fields, 'more'].toSorted());
  });
});

describe('QueryNumber', () => {
  const number = (text: unknown) => pipe.transform({ number: text }, { type: 'query', metatype: Query });

  it.each([
    ['0', 0],
    ['100', 100],
    ['007', 7],
  ])('reads %s', async (text, value) => {
    expect(await number(text)).toEqual({ number: value });
  });

  it.each([
    '-1',
    '101',
    '1.5',
    '1e1',
    '0x1',
    'NaN',
    'Infinity',
    '',
    ' 1',
    '99999999999999999999',
    '١',
    ['1', '2'],
    {},
  ])('refuses %j (IN-10)', async (text) => {
    await expect(number(text)).rejects.toMatchObject({
      code: 'InvalidInput',
      details: { number: 'must be a whole number from 0 to 100' },
    });
  });
});
