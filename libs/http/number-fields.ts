import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import type { TransformFnParams } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { docs, presence } from './fields.js';
import type { FieldOptions } from './fields.js';

/** A whole number within bounds, both included; nothing that merely looks like one. */
export function NumberField({ min, max, ...field }: FieldOptions & { min: number; max: number }) {
  const message = `must be a whole number from ${min} to ${max}`;
  return applyDecorators(
    ApiProperty({ ...docs(field), type: 'integer', minimum: min, maximum: max }),
    presence(field),
    IsInt({ message }),
    Min(min, { message }),
    Max(max, { message }),
  );
}

/** A whole number in a query, where everything arrives as text. @param beyond what somebody can do who asks for more than `max`. */
export function QueryNumber({
  min,
  max,
  beyond = '',
  ...field
}: FieldOptions & { min: number; max: number; beyond?: string }) {
  return applyDecorators(
    ApiProperty({ ...docs({ ...field, optional: true }), type: Number, minimum: min, maximum: max }),
    IsOptional(),
    Transform(({ value }: TransformFnParams) =>
      typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : NaN,
    ),
    IsInt({ message: `must be a whole number from ${min} to ${max}` }),
    Min(min, { message: `must be a whole number from ${min} to ${max}` }),
    Max(max, { message: `must be a whole number from ${min} to ${max}${beyond}` }),
  );
}
