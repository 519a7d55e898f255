import { ApiExtraModels, ApiProperty, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { applyDecorators, HttpCode } from '@nestjs/common';
import { TextField, TextListField } from '#http';

/** Why a key counts or does not. The names are part of the public interface. */
export const VERIFICATION_CODES = [
  'VALID',
  'NOT_FOUND',
  'INACTIVE',
  'EXPIRED',
  'OWNER_INACTIVE',
  'TENANT_SUSPENDED',
  'INSUFFICIENT_PERMISSIONS',
  'RATE_LIMITED',
] as const;
export type VerificationCode = (typeof VERIFICATION_CODES)[number];

const LONGEST_KEY = 4096;
const EXAMPLE = 'lk_2dJmXqkXv7u4Jb3cN9w5yTz8R1fGhQsA0BeLp6';

export class VerifyKeysRequest {
  @TextField({
    min: 0,
    max: LONGEST_KEY,
    secret: true,
    optional: true,
    description: 'One key',
    example: EXAMPLE,
  })
  key?: string;
  @TextListField({
    maxItems: 100,
    max: LONGEST_KEY,
    optional: true,
    description: 'Or up to 100 keys; they are answered in the same order',
  })
  keys?: string[];
  @TextField({
    max: 1024,
    optional: true,
    description: 'What the roles of the owner must allow',
    example: 'apiKey.list AND (user.get OR audit.get)',
  })
  permission?: string;
}

class KeyOwner {
  @ApiProperty() uid: string;
  @ApiProperty({ example: 'ada@example.com' }) emailId: string;
}

/** What is said of one key. Everything but the first two is absent when the key is not found. */
export class KeyVerification {
  @ApiProperty({ description: 'Whether the key may be used for this, now' }) valid: boolean;
  @ApiProperty({ enum: VERIFICATION_CODES }) code: VerificationCode;
  @ApiProperty({ required: false }) keyUid?: string;
  @ApiProperty({ required: false, type: KeyOwner }) user?: KeyOwner;
  @ApiProperty({ required: false, format: 'date-time' }) expiry?: string;
  @ApiProperty({ required: false, type: [String], description: 'What the roles of the owner allow' })
  permissions?: string[];
  @ApiProperty({ required: false, description: 'With RATE_LIMITED: how many seconds to wait' })
  retryAfter?: number;
}

export class KeyVerifications {
  @ApiProperty({ type: [KeyVerification] }) results: KeyVerification[];
}

/** One answer for `key`, a list of them for `keys`. */
export const AnswersVerification = () =>
  applyDecorators(
    HttpCode(200),
    ApiExtraModels(KeyVerification, KeyVerifications),
    ApiResponse({
      status: 200,
      description: 'What became of the key, or of each of the keys',
      schema: { anyOf: [KeyVerification, KeyVerifications].map((type) => ({ $ref: getSchemaPath(type) })) },
    }),
  );
