import { applyDecorators } from '@nestjs/common';
import { ApiHideProperty, ApiProperty } from '@nestjs/swagger';
import { plainToInstance, Transform } from 'class-transformer';
import type { TransformFnParams } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  MinLength,
  ValidateBy,
  ValidateNested,
} from 'class-validator';

/** What every field can say: whether it may be left out, and what the docs tell. */
export interface FieldOptions {
  optional?: boolean;
  description?: string;
  example?: unknown;
}

const MAX_MAP_ENTRIES = 64;
const MAX_MAP_VALUE = 1024;
/** RFC 3339 date-time; what `Date` reads beyond that (week dates, basic format) is refused. */
const RFC3339 = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/i;

const PRINTABLE = /^[^\p{Cc}\u2028\u2029]*$/u;
const PRINTABLE_LINES = /^(?:[^\p{Cc}\u2028\u2029]|[\t\n\r])*$/u;

/** What a text can say beside its length. */
export interface TextOptions extends FieldOptions {
  pattern?: [RegExp, string];
  /** Kept as it is sent, white space and all. */
  verbatim?: boolean;
  /** The same for a password: the docs hide it. */
  secret?: boolean;
  /** May hold line ends and tabs. */
  multiline?: boolean;
  /** An optional text that existing clients send empty when they mean to leave it out. */
  emptyIsAbsent?: boolean;
}

/** A text of `min` to `max` characters (UTF-16 units), trimmed, without control characters. */
export function TextField({
  min = 1,
  max,
  pattern,
  secret,
  verbatim = secret,
  emptyIsAbsent,
  multiline,
  ...field
}: TextOptions & { min?: number; max: number }) {
  return applyDecorators(
    ApiProperty({
      ...docs(field),
      type: String,
      minLength: emptyIsAbsent ? 0 : min,
      maxLength: max,
      ...(secret && { format: 'password' }),
    }),
    presence(field),
    ...(verbatim
      ? []
      : [
          Transform(({ value }: TransformFnParams) => {
            const text: unknown = typeof value === 'string' ? value.trim() : value;
            return emptyIsAbsent && text === '' ? undefined : text;
          }),
        ]),
    IsString({ message: 'must be a text' }),
    MinLength(min, { message: min === 1 ? 'must not be empty' : `must have at least ${min} characters` }),
    MaxLength(max, { message: `must have at most ${max} characters` }),
    ...(verbatim
      ? []
      : [Matches(multiline ? PRINTABLE_LINES : PRINTABLE, { message: 'must not hold control characters' })]),
    ...(pattern ? [Matches(pattern[0], { message: pattern[1] })] : []),
  );
}

/** true or false, nothing that merely looks like it. */
export function FlagField(field: FieldOptions = {}) {
  return applyDecorators(
    ApiProperty({ ...docs(field), type: Boolean }),
    presence(field),
    IsBoolean({ message: 'must be true or false' }),
  );
}

/** One of a few words or numbers. */
export function ChoiceField(choices: readonly (number | string)[], field: FieldOptions = {}) {
  return applyDecorators(
    ApiProperty({ ...docs(field), enum: choices, type: typeof choices[0] === 'number' ? Number : String }),
    presence(field),
    IsIn([...choices], { message: `must be one of ${choices.join(', ')}` }),
  );
}

/**
 * An instant as RFC 3339 text, kept as text: {@link readTime} makes a `Date` of it.
 * A date that no calendar has (`2026-02-30`) is refused, and so is any year after 9999.
 */
export function TimeField(field: FieldOptions = {}) {
  return applyDecorators(
    ApiProperty({ ...docs(field), type: String, format: 'date-time' }),
    presence(field),
    ValidateBy(
      {
        name: 'rfc3339',
        validator: { validate: (value) => typeof value === 'string' && readTime(value) !== null },
      },
      { message: 'must be an RFC 3339 time such as 2030-01-31T12:00:00.000Z' },
    ),
  );
}

/** @returns the instant, or null when the text is no RFC 3339 date-time or names a day that does not exist. */
export function readTime(text: string): Date | null {
  const parts = RFC3339.exec(text);
  if (!parts) return null;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const exact = new Date(Date.UTC(2000, month - 1, day, hour, minute, second));
  exact.setUTCFullYear(year, month - 1, day);
  const isReal =
    exact.getUTCMonth() === month - 1 &&
    exact.getUTCDate() === day &&
    hour < 24 &&
    minute < 60 &&
    second < 60;
  const time = new Date(text.toUpperCase());
  // an offset can carry an instant out of the years that a database and RFC 3339 itself can write
  const isWritable = time.getUTCFullYear() >= 1 && time.getUTCFullYear() <= 9999;
  return isReal && isWritable ? time : null;
}

/** Go clients send this for "no time"; it means the field is absent. */
export function isZeroTime(text: string): boolean {
  return text.startsWith('0001-01-01T00:00:00');
}

/** A nested object of a class of ours. */
export function ObjectField(type: () => new () => object, field: FieldOptions = {}) {
  return applyDecorators(
    // Swagger takes a function for "the class, later" only when the function's own name is `type`
    ApiProperty({ ...docs(field), type: () => type() }),
    presence(field),
    IsObject({ message: 'must be an object' }),
    ValidateNested({ message: 'must be an object' }),
    // class-transformer would turn a text or a list into an instance and hide the mistake
    Transform(({ value }: TransformFnParams) =>
      isPlainObject(value) ? plainToInstance(type(), value) : (value as unknown),
    ),
  );
}

/** A list of objects of a class of ours. */
export function ObjectListField(
  type: () => new () => object,
  { maxItems, ...field }: FieldOptions & { maxItems: number },
) {
  return applyDecorators(
    ApiProperty({ ...docs(field), type: () => [type()], maxItems }),
    presence(field),
    IsArray({ message: 'must be a list' }),
    ArrayMaxSize(maxItems, {
      message: `must have at most ${maxItems} ${maxItems === 1 ? 'entry' : 'entries'}`,
    }),
    IsObject({ each: true, message: 'must hold objects' }),
    ValidateNested({ each: true, message: 'must hold objects' }),
    Transform(({ value }: TransformFnParams) =>
      Array.isArray(value)
        ? value.map((item: unknown) => (isPlainObject(item) ? plainToInstance(type(), item) : item))
        : (value as unknown),
    ),
  );
}

/** A list of texts. */
export function TextListField({ maxItems, max, ...field }: FieldOptions & { maxItems: number; max: number }) {
  return applyDecorators(
    ApiProperty({ ...docs(field), type: [String], maxItems }),
    presence(field),
    IsArray({ message: 'must be a list' }),
    ArrayMaxSize(maxItems, { message: `must have at most ${maxItems} entries` }),
    IsString({ each: true, message: 'must hold texts only' }),
    MaxLength(max, { each: true, message: `must hold texts of at most ${max} characters` }),
  );
}

/** A map from short names to texts, such as annotations. */
export function TextMapField(field: FieldOptions = {}) {
  return applyDecorators(
    ApiProperty({ ...docs(field), type: Object, additionalProperties: { type: 'string' } }),
    presence(field),
    ValidateBy(
      { name: 'textMap', validator: { validate: isTextMap } },
      {
        message: `must map at most ${MAX_MAP_ENTRIES} names to texts of at most ${MAX_MAP_VALUE} characters`,
      },
    ),
  );
}

/** A field that existing clients send and that has no effect here: accepted, and left out of the docs. @param _reason for whoever reads the class. */
export function IgnoredField(_reason: string) {
  return applyDecorators(ApiHideProperty(), IsOptional());
}

/** Whether a field may be left out, for the validator. */
export function presence({ optional }: FieldOptions): PropertyDecorator {
  return optional ? IsOptional() : () => undefined;
}

/** Whether a field may be left out and what it means, for the docs. */
export function docs({ optional, description, example }: FieldOptions) {
  return {
    required: !optional,
    ...(description !== undefined && { description }),
    ...(example !== undefined && { example }),
  };
}

function isPlainObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTextMap(value: unknown): boolean {
  if (!isPlainObject(value)) return false;
  const entries = Object.entries(value as object);
  return (
    entries.length <= MAX_MAP_ENTRIES &&
    entries.every(
      ([name, text]) => name.length <= 128 && typeof text === 'string' && text.length <= MAX_MAP_VALUE,
    )
  );
}
