import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import type { TransformFnParams } from 'class-transformer';
import { IsString, MaxLength, ValidateBy } from 'class-validator';
import { docs, presence, TextField } from './fields.js';
import type { FieldOptions, TextOptions } from './fields.js';

const LONGEST_EMAIL = 254;
const LONGEST_UID = 36;
/** What uids and kinds of things are made of; MariaDB refuses to compare their columns with anything else. */
export const ASCII: [RegExp, string] = [/^[\x21-\x7e]*$/, 'must be ASCII without white space'];
/**
 * One part before the @, dots in the part behind it, no white space, nothing that another program could read as more than one
 * address, and nothing that nobody can see: an invisible character would make a double of somebody's address.
 */
const EMAIL =
  /^[^\s@<>(),;:"[\]\\\p{Cc}\p{DI}]{1,64}@[^\s@<>(),;:"[\]\\\p{Cc}\p{DI}]+\.[^\s@<>(),;:"[\]\\.\p{Cc}\p{DI}]+$/u;

/** @returns true for an e-mail address in NFKC. The lower-case form that it is compared by can be longer than the address. */
export function isEmail(text: string): boolean {
  return EMAIL.test(text) && text.toLowerCase().length <= LONGEST_EMAIL;
}

/** An e-mail address, normalised (NFKC) before it is judged: a look-alike of `@` must not get past the check and change later. */
export function EmailField(field: FieldOptions = {}) {
  return applyDecorators(
    ApiProperty({ ...docs(field), type: String, maxLength: LONGEST_EMAIL, format: 'email' }),
    presence(field),
    Transform(({ value }: TransformFnParams) =>
      typeof value === 'string' ? value.normalize('NFKC').trim() : (value as unknown),
    ),
    IsString({ message: 'must be a text' }),
    MaxLength(LONGEST_EMAIL, { message: `must have at most ${LONGEST_EMAIL} characters` }),
    ValidateBy(
      { name: 'email', validator: { validate: (value) => typeof value === 'string' && isEmail(value) } },
      { message: 'must be an e-mail address' },
    ),
  );
}

/** A name that is compared with others, normalised like an e-mail address: NFKC, and nothing that nobody can see. */
export function UniqueNameField(field: FieldOptions & { max: number }) {
  return applyDecorators(
    Transform(({ value }: TransformFnParams) =>
      typeof value === 'string' ? value.normalize('NFKC') : (value as unknown),
    ),
    TextField({ ...field, pattern: [/^\P{DI}*$/u, 'must not hold invisible characters'] }),
  );
}

/** A uid in a query or a body; one that nothing has is for the service to notice. */
export function UidField(field: Omit<TextOptions, 'pattern' | 'secret'> = {}) {
  return TextField({ ...field, max: LONGEST_UID, pattern: ASCII });
}
