import { ApiProperty } from '@nestjs/swagger';
import {
  ChoiceField,
  FlagField,
  ListMeta,
  NamedMetadata,
  NumberField,
  ObjectField,
  ObjectMeta,
  OptionalMetadata,
  PageQuery,
  TextField,
  TimeField,
  UidField,
} from '#http';
import { EXPIRY_PRESETS, SORTS } from './api-key.rules.js';
import type { Sort } from './api-key.rules.js';

/** Thirty days. */
const LONGEST_GRACE_MINUTES = 43_200;

export class ListApiKeysQuery extends PageQuery {
  @UidField({ optional: true, description: 'Keys of this owner only' })
  userUid?: string;
  @ChoiceField(['active', 'inactive', 'expired'], {
    optional: true,
    description: 'Keys in this state only',
    example: 'active',
  })
  status?: 'active' | 'inactive' | 'expired';
  @TimeField({
    optional: true,
    description: 'Keys that expire before this instant',
    example: '2030-02-01T00:00:00.000Z',
  })
  expiresBefore?: string;
  @TextField({
    max: 128,
    optional: true,
    description: 'Part of the name, or of what is shown of a key: `lk_3fGh`, `9aZq` or `lk_3fGh...9aZq`',
    example: 'backup',
  })
  q?: string;
  @ChoiceField(SORTS, {
    optional: true,
    description: 'A minus sign sorts from the far end; absent: newest first',
    example: '-creationTimestamp',
  })
  orderBy?: Sort;
}

class CreateApiKeySpec {
  @ChoiceField(EXPIRY_PRESETS, {
    optional: true,
    description: 'Days until it expires; or give `expiry`; or neither, where the organisation has a default',
    example: 30,
  })
  expiresInDays?: 7 | 30 | 60 | 90;
  @TimeField({
    optional: true,
    description:
      'The instant from which it is refused; or give `expiresInDays`; or neither, where the organisation has a default. At most ten years ahead, or what the organisation allows',
    example: '2030-01-31T00:00:00.000Z',
  })
  expiry?: string;
  @UidField({
    optional: true,
    emptyIsAbsent: true,
    description: 'The owner. Absent or empty: the caller. The tenant’s uid: its first administrator',
    example: '01990f6e-8d1b-7c3f-8e42-1a2b3c4d5e6f',
  })
  userUid?: string;
}

export class CreateApiKeyRequest {
  @ObjectField(() => NamedMetadata) metadata: NamedMetadata;
  @ObjectField(() => CreateApiKeySpec) spec: CreateApiKeySpec;
}

class UpdateApiKeySpec {
  @ChoiceField(EXPIRY_PRESETS, {
    optional: true,
    description: 'Days from now until it expires; or give `expiry`',
    example: 90,
  })
  expiresInDays?: 7 | 30 | 60 | 90;
  @TimeField({
    optional: true,
    description: 'The instant from which it is refused',
    example: '2030-06-30T00:00:00.000Z',
  })
  expiry?: string;
}

export class UpdateApiKeyRequest {
  @ObjectField(() => OptionalMetadata, { optional: true }) metadata?: OptionalMetadata;
  @ObjectField(() => UpdateApiKeySpec, { optional: true }) spec?: UpdateApiKeySpec;
}

export class ApiKeyStateRequest {
  @FlagField({
    optional: true,
    description:
      'false revokes, true re-activates while the expiry has not passed. Absent means false, since some clients leave false out',
    example: false,
  })
  isActive?: boolean;
}

export class RotateApiKeyRequest {
  @NumberField({
    min: 0,
    max: LONGEST_GRACE_MINUTES,
    optional: true,
    description:
      'How long the present value goes on working, at most until the key expires; 0 or absent: it stops at once, with all values before it',
    example: 60,
  })
  gracePeriodMinutes?: number;
}

export class LeakedApiKeyRequest {
  @TextField({
    min: 0,
    max: 1024,
    verbatim: true,
    multiline: true,
    description: 'What was found: the whole key',
    example: 'lk_3fGhQ2mVx8TzRb1YcWk5NdPs7LjAe0Uq4H9aZq',
  })
  apiKey: string;
}

export class CreateApiKeyAnswer {
  @ApiProperty({
    description:
      'The key. This is the only time it is shown, unless the organisation has recoverable keys on',
    example: 'lk_3fGhQ2mVx8TzRb1YcWk5NdPs7LjAe0Uq4H9aZq',
  })
  apiKey: string;
  @ApiProperty({ example: '01990f70-1a2b-7c3d-9e4f-5a6b7c8d9e0f' }) uid: string;
}

export class RevealedApiKeyAnswer {
  @ApiProperty({ description: 'The key', example: 'lk_3fGhQ2mVx8TzRb1YcWk5NdPs7LjAe0Uq4H9aZq' })
  apiKey: string;
}

class ApiKeyUser {
  @ApiProperty({ example: '01990f6e-8d1b-7c3f-8e42-1a2b3c4d5e6f' }) uid: string;
  @ApiProperty({ example: 'Grace' }) firstName: string;
  @ApiProperty({ example: 'Hopper' }) lastName: string;
  @ApiProperty({ example: 'grace@acme.example' }) emailId: string;
}

class ApiKeySpec {
  @ApiProperty({ format: 'date-time', example: '2030-01-31T00:00:00.000Z' }) expiry: string;
  @ApiProperty() user: ApiKeyUser;
  @ApiProperty({ description: 'What may be shown of the key', example: 'lk_3fGh...9aZq' })
  keyFragment: string;
  @ApiProperty({
    description: 'The uid of whoever made it: the owner, or an administrator',
    example: '01990f6e-8d1b-7c3f-8e42-1a2b3c4d5e6f',
  })
  createdByUid: string;
}

export class LastUsed {
  @ApiProperty({ format: 'date-time', example: '2030-01-15T08:30:00.000Z' }) time: string;
  @ApiProperty({
    enum: ['header', 'query', 'verify', 'exchange'],
    description: 'How it was shown; `verify`: to a back end, which asked about it; `exchange`: for a token',
  })
  way: string;
  @ApiProperty({
    required: false,
    description: 'The address of the client; absent when it is not known',
    example: '203.0.113.7',
  })
  ip?: string;
}

class ApiKeyStatus {
  @ApiProperty({ description: 'true while the key is accepted: switched on and not expired' })
  isActive: boolean;
  @ApiProperty({ enum: ['active', 'inactive', 'expired'] }) state: string;
  @ApiProperty({
    description:
      'true while it is accepted and expires within so many days as owners are reminded before, 7 if not set otherwise',
  })
  isExpiring: boolean;
  @ApiProperty({
    required: false,
    description: 'true while its value can be shown again; absent for every other key',
  })
  isRecoverable?: boolean;
  @ApiProperty({
    required: false,
    description:
      'true for a key that was reported as leaked, which is never re-activated; absent for every other key',
  })
  isLeaked?: boolean;
  @ApiProperty({
    required: false,
    description: 'The last time that it was accepted, at most a minute late; absent when it never was',
  })
  lastUsed?: LastUsed;
}

export class ApiKeyAnswer {
  @ApiProperty() metadata: ObjectMeta;
  @ApiProperty() spec: ApiKeySpec;
  @ApiProperty() status: ApiKeyStatus;
}

export class ApiKeysAnswer {
  @ApiProperty({ type: [ApiKeyAnswer] }) items: ApiKeyAnswer[];
  @ApiProperty() listmeta: ListMeta;
}
