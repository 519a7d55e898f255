import { ApiError } from '#http';
import { DEFAULT_PASSWORD_RULES, passwordPattern } from '#secrets';
import type { PasswordPolicy } from './tenant-settings.entity.js';

const DAY_MS = 86_400_000;
const SHORTEST_MIN_LENGTH = 6;

/** What holds while a tenant set nothing. */
export const DEFAULT_POLICY: PasswordPolicy = {
  ...DEFAULT_PASSWORD_RULES,
  expiryDurationInDays: 0,
  firstReminderInDays: 0,
};

/**
 * Fills in what a request left out: clients leave out what is 0 or false. A pattern alone stands for itself, so that then only the
 * floor is left of the length.
 * @throws ApiError InvalidInput for rules that no password can meet, or that are no rules.
 */
export function policyFrom(asked: Partial<PasswordPolicy>): PasswordPolicy {
  const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
  const policy = {
    ...DEFAULT_POLICY,
    ...(asked.isRegex && { minLength: SHORTEST_MIN_LENGTH }),
    ...given,
  };
  const details = faultsOf(policy);
  if (Object.keys(details).length > 0) throw new ApiError('InvalidInput', { details });
  return policy;
}

function faultsOf(policy: PasswordPolicy): Record<string, string> {
  const kinds =
    policy.minNumOfBlockLetters +
    policy.minNumOfSmallLetters +
    policy.minNumOfDigits +
    policy.minNumOfSpecialCharacters;
  return {
    ...(policy.maxLength < policy.minLength && { maxLength: 'must not be less than minLength' }),
    ...(kinds > policy.maxLength && {
      maxLength: 'must have room for the characters of each kind that are asked for',
    }),
    ...(policy.firstReminderInDays > policy.expiryDurationInDays && {
      firstReminderInDays: 'must not be more than expiryDurationInDays',
    }),
    ...((policy.isRegex || policy.regex !== '') &&
      passwordPattern(policy.regex) === null && {
        regex:
          'must be a pattern in RE2 syntax of at most 256 characters, without look-around, back references and large repetitions (see https://github.com/google/re2/wiki/Syntax)',
      }),
  };
}

/** @returns the instant from which a password set at `setAt` no longer lets anybody log in; null when it never expires. */
export function passwordExpiry(policy: PasswordPolicy, setAt: Date | null): Date | null {
  if (policy.expiryDurationInDays === 0 || setAt === null) return null;
  return new Date(setAt.getTime() + policy.expiryDurationInDays * DAY_MS);
}

/** @returns passwords set at or before this instant are due for a reminder at `now`; null when nobody is to be reminded. */
export function reminderCutoff(policy: PasswordPolicy, now: Date): Date | null {
  const { expiryDurationInDays: expiry, firstReminderInDays: reminder } = policy;
  return expiry === 0 || reminder === 0 ? null : new Date(now.getTime() - (expiry - reminder) * DAY_MS);
}
