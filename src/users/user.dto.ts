import { ApiProperty } from '@nestjs/swagger';
import {
  EmailField,
  FlagField,
  IgnoredField,
  ListMeta,
  ListQueryOf,
  ObjectField,
  ObjectMeta,
  TextField,
  TextListField,
  UnnamedMetadata,
} from '#http';

import { USER_PATHS } from './user-list.rules.js';

export const ROLES = {
  maxItems: 16,
  max: 128,
  optional: true,
  description: 'Uids or names of roles: built in are `Tenant Admin`, `Tenant Viewer` and `User`',
  example: ['User'],
};

class CreateUserSpec {
  @EmailField({
    description: 'What they log in with; unique in the organisation',
    example: 'grace@acme.example',
  })
  emailId: string;
  @TextField({ min: 0, max: 128, optional: true, example: 'Grace' }) firstName?: string;
  @TextField({ min: 0, max: 128, optional: true, example: 'Hopper' }) lastName?: string;
  @TextListField(ROLES) roles?: string[];
  @TextListField({
    maxItems: 0,
    max: 0,
    optional: true,
    description: 'There are no teams: must be empty or absent',
    example: [],
  })
  teams?: string[];
  @IgnoredField('there is one way to log in') loginMode?: unknown;
}

export class ListUsersQuery extends ListQueryOf(USER_PATHS) {}

export class CreateUserRequest {
  @ObjectField(() => UnnamedMetadata, { optional: true }) metadata?: UnnamedMetadata;
  @ObjectField(() => CreateUserSpec) spec: CreateUserSpec;
}

class UpdateUserSpec {
  @EmailField({ optional: true, example: 'grace@acme.example' }) emailId?: string;
  @TextField({ min: 0, max: 128, optional: true, example: 'Grace' }) firstName?: string;
  @TextField({ min: 0, max: 128, optional: true, example: 'Hopper' }) lastName?: string;
  @TextListField(ROLES) roles?: string[];
}

export class UpdateUserRequest {
  @ObjectField(() => UnnamedMetadata, { optional: true }) metadata?: UnnamedMetadata;
  @ObjectField(() => UpdateUserSpec) spec: UpdateUserSpec;
}

export class UserStateRequest {
  @FlagField({ description: 'false disables: the user’s keys and sessions stop at once', example: false })
  isActive: boolean;
}

class UserSpec {
  @ApiProperty({ example: 'grace@acme.example' }) emailId: string;
  @ApiProperty({ example: 'Grace' }) firstName: string;
  @ApiProperty({ example: 'Hopper' }) lastName: string;
  @ApiProperty({ type: [String], example: ['User'] }) roles: string[];
}

export class UserStatus {
  @ApiProperty({ description: 'true when the user can log in: activated and not disabled' })
  isActive: boolean;
  @ApiProperty({ description: 'true after an administrator disabled the user' }) isDisabled: boolean;
  @ApiProperty({
    description: 'true while too many wrong passwords keep the user from logging in; keys and sessions go on',
  })
  isLocked: boolean;
  @ApiProperty({
    required: false,
    format: 'date-time',
    description: 'Absent when nothing is locked, and when only a new password helps',
  })
  lockedUntil?: string;
  @ApiProperty({ description: 'true while a password reset is open' }) isPasswordResetting: boolean;
  @ApiProperty({
    description:
      'For the administrator to hand over until the user has set a password; each reading is good for an hour. Empty otherwise.',
    example: '',
  })
  activationLink: string;
  @ApiProperty({ description: 'The same while a password reset is open', example: '' })
  passwordResetLink: string;
  @ApiProperty({ required: false, format: 'date-time', description: 'Absent before the first login' })
  lastSignIn?: string;
}

export class UserAnswer {
  @ApiProperty() metadata: ObjectMeta;
  @ApiProperty() spec: UserSpec;
  @ApiProperty() status: UserStatus;
}

export class UsersAnswer {
  @ApiProperty({ type: [UserAnswer] }) items: UserAnswer[];
  @ApiProperty() listmeta: ListMeta;
}

export class UserInfoAnswer {
  @ApiProperty({ example: 'acme' }) orgName: string;
  @ApiProperty({ example: '01990f6e-7c2a-7b1e-9d53-0c1f2a3b4c5d' }) tenantUid: string;
  @ApiProperty({ example: '01990f6e-8d1b-7c3f-8e42-1a2b3c4d5e6f' }) userUid: string;
}

/** One step of a JSON Patch. It is read by the rules of the patch; this is for the docs. */
export class PatchOperation {
  @ApiProperty({ enum: ['add', 'remove', 'replace', 'move', 'copy', 'test'] }) op: string;
  @ApiProperty({ example: '/spec/lastName' }) path: string;
  @ApiProperty({ required: false, description: 'For `move` and `copy`', example: '/spec/firstName' })
  from?: string;
  @ApiProperty({
    required: false,
    description: 'For `add`, `replace` and `test`: a text, a list of texts or a map of texts',
    example: 'Murray',
    oneOf: [
      { type: 'string' },
      { type: 'array', items: { type: 'string' } },
      { type: 'object', additionalProperties: { type: 'string' } },
    ],
  })
  value?: unknown;
}
