import { ApiProperty } from '@nestjs/swagger';
import { FlagField, IgnoredField, NumberField, TextField } from '#http';
import { LONGEST_TOKEN_MINUTES } from '#secrets';

/** Ten years: no key lives longer. */
const MOST_KEY_DAYS = 3650;

export class AuthTokenSettings {
  @NumberField({
    min: 15,
    max: LONGEST_TOKEN_MINUTES,
    description: 'How long an authorization token is valid; it never outlives its session',
    example: 15,
  })
  expiryTimeMinutes: number;
}

export class ApiKeySettingsRequest {
  @NumberField({
    min: 0,
    max: MOST_KEY_DAYS,
    optional: true,
    description: 'The furthest that an expiry may be ahead, in days; 0 or absent: ten years, as everywhere',
    example: 90,
  })
  maxLifetimeInDays?: number;
  @NumberField({
    min: 0,
    max: MOST_KEY_DAYS,
    optional: true,
    description: 'Days until a key expires whose maker says nothing about it; 0 or absent: they must say it',
    example: 30,
  })
  defaultLifetimeInDays?: number;
  @FlagField({
    optional: true,
    description:
      'Whether values of keys that are made or rotated from now on are kept, sealed, so that they can be shown again. Absent: as it is, since false erases every value that is kept',
    example: false,
  })
  recoverableKeys?: boolean;
  @FlagField({
    optional: true,
    description:
      'Whether an API key of somebody who makes keys for themself only may make some for them as well; one of an administrator always may. Absent: as it is',
    example: false,
  })
  userKeysMakeKeys?: boolean;
}

export class ApiKeySettingsAnswer {
  @ApiProperty({ example: 90 }) maxLifetimeInDays: number;
  @ApiProperty({ example: 30 }) defaultLifetimeInDays: number;
  @ApiProperty({ description: 'Whether values of new keys are kept, sealed', example: false })
  recoverableKeys: boolean;
  @ApiProperty({ description: 'Whether API keys of users may make further ones for them', example: false })
  userKeysMakeKeys: boolean;
}

export class LoginBannerSettings {
  @TextField({
    min: 0,
    max: 1300,
    optional: true,
    multiline: true,
    description: 'Plain text, shown before the login',
    example: 'Authorised use only.',
  })
  Message?: string;
  @FlagField({ optional: true, description: 'Absent: false', example: true }) isEnabled?: boolean;
  @TextField({ min: 0, max: 128, optional: true, example: 'Notice' }) title?: string;
}

export class LoginBannerAnswer {
  @ApiProperty({ example: 'Authorised use only.' }) Message: string;
  @ApiProperty({ example: true }) isEnabled: boolean;
  @ApiProperty({ example: 'Notice' }) title: string;
}

const KIND = { min: 0, max: 128, optional: true, example: 1 };

export class PasswordPolicyRequest {
  @NumberField({
    min: 6,
    max: 128,
    optional: true,
    description: 'Absent: 15, or 6 with a regex',
    example: 12,
  })
  minLength?: number;
  @NumberField({ min: 6, max: 128, optional: true, description: 'Absent: 128', example: 128 })
  maxLength?: number;
  @NumberField({ ...KIND, description: 'Upper-case letters' }) minNumOfBlockLetters?: number;
  @NumberField({ ...KIND, description: 'Lower-case letters' }) minNumOfSmallLetters?: number;
  @NumberField({ ...KIND, description: 'Digits' }) minNumOfDigits?: number;
  @NumberField({ ...KIND, description: 'Everything else' }) minNumOfSpecialCharacters?: number;
  @FlagField({
    optional: true,
    description: 'Whether `regex` counts, in place of the kinds of characters',
    example: false,
  })
  isRegex?: boolean;
  @TextField({
    min: 0,
    max: 256,
    optional: true,
    verbatim: true,
    description: 'RE2 syntax; the whole password has to match. No look-around, no back references',
    example: '',
  })
  regex?: string;
  @NumberField({
    min: 0,
    max: 3650,
    optional: true,
    description: 'Days after which a password must be changed; 0: never',
    example: 365,
  })
  expiryDurationInDays?: number;
  @NumberField({
    min: 0,
    max: 3650,
    optional: true,
    description: 'How many days before that people are reminded by mail; 0: not at all',
    example: 14,
  })
  firstReminderInDays?: number;
  @IgnoredField('the server sets it') creationTimestamp?: unknown;
  @IgnoredField('the server sets it') updateTimestamp?: unknown;
}

export class PasswordPolicyAnswer {
  @ApiProperty({ example: 15 }) minLength: number;
  @ApiProperty({ example: 128 }) maxLength: number;
  @ApiProperty({ example: 0 }) minNumOfBlockLetters: number;
  @ApiProperty({ example: 0 }) minNumOfSmallLetters: number;
  @ApiProperty({ example: 0 }) minNumOfDigits: number;
  @ApiProperty({ example: 0 }) minNumOfSpecialCharacters: number;
  @ApiProperty({ example: false }) isRegex: boolean;
  @ApiProperty({ example: '' }) regex: string;
  @ApiProperty({ example: 0 }) expiryDurationInDays: number;
  @ApiProperty({ example: 0 }) firstReminderInDays: number;
  @ApiProperty({ required: false, format: 'date-time', description: 'Absent while the default holds' })
  creationTimestamp?: string;
  @ApiProperty({ required: false, format: 'date-time', description: 'Absent while the default holds' })
  updateTimestamp?: string;
}
