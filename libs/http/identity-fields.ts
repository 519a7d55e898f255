import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import type { TransformFnParams } from 'class-transformer';
import { IsString, MaxLength, ValidateBy } from 'class-validator';
import { isEmail, LONGEST_EMAIL } from './email.js';
import { docs, presence, TextField } from './fields.js';
import type { FieldOptions, TextOptions } from './fields.js';

const LONGEST_UID = 36;
/** What uids and kinds of things are made of; MariaDB refuses to compare their columns with anything else. */
export const ASCII: [RegExp, string] = [/^[\x21-\x7e]*$/, 'must be ASCII without white space'];
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
