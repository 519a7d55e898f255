import type { Principal } from '#access';
import { ApiError, isZeroTime, readTime } from '#http';
import { foldToLength } from '#persistence';
import type { ApiKey } from './api-key.entity.js';

/** The lifetimes, in days, that a person can pick from. */
export const EXPIRY_PRESETS = [7, 30, 60, 90] as const;

/** What a list may be sorted by; a minus sign means from the far end. */
export const SORTS = [
  'creationTimestamp',
  '-creationTimestamp',
  'name',
  '-name',
  'expiry',
  '-expiry',
] as const;
export type Sort = (typeof SORTS)[number];

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const LONGEST_LIFE_DAYS = 3653; // ten years, leap days included
const FOLDED_NAME_LENGTH = 256;
const FRESH_LOGIN_MINUTES = 5;

/** What a key counts as. `inactive` was switched off by a person; `expired` is for ever. */
export type ApiKeyState = 'active' | 'inactive' | 'expired';

/** Judged anew each time it is asked: no job needs to run for a key to expire. */
export function stateOf(key: Pick<ApiKey, 'isActive' | 'expiry'>, now: Date): ApiKeyState {
  if (key.expiry.getTime() <= now.getTime()) return 'expired';
  return key.isActive ? 'active' : 'inactive';
}

/** @returns true for a key that counts, but not for as long as that any more. @param days 0: nothing is about to expire. */
export function isExpiring(key: Pick<ApiKey, 'isActive' | 'expiry'>, now: Date, days: number): boolean {
  return stateOf(key, now) === 'active' && key.expiry.getTime() <= now.getTime() + days * DAY_MS;
}

/** @returns true for a key that was made to live no longer than that: whoever made it need not be told. */
export function isShortLived(
  { createdAt, expiry }: Pick<ApiKey, 'createdAt' | 'expiry'>,
  days: number,
): boolean {
  return expiry.getTime() <= createdAt.getTime() + days * DAY_MS;
}

/** @returns keys that expire until then are about to. */
export function reminderHorizon(now: Date, days: number): Date {
  return new Date(now.getTime() + days * DAY_MS);
}

/** What a request says about the expiry; one of them, or neither. */
export interface AskedExpiry {
  expiresInDays?: number | undefined;
  expiry?: string | undefined;
}

/**
 * The expiry that a request asks for.
 * @param mostDays what the organisation allows; 0: ten years.
 * @returns undefined when it asks for none.
 * @throws ApiError InvalidInput when it asks twice, for the past, or for more than is allowed.
 */
export function expiryFrom(
  { expiresInDays, expiry }: AskedExpiry,
  now: Date,
  mostDays = 0,
): Date | undefined {
  const time = expiry === undefined || isZeroTime(expiry) ? null : readTime(expiry);
  if (time && expiresInDays !== undefined) throw invalid('must be left out when spec.expiresInDays is given');
  const asked = expiresInDays === undefined ? time : new Date(now.getTime() + expiresInDays * DAY_MS);
  if (!asked) return undefined;
  if (asked.getTime() <= now.getTime()) throw invalid('must be in the future');
  if (asked.getTime() > now.getTime() + LONGEST_LIFE_DAYS * DAY_MS)
    throw invalid('must be at most ten years ahead');
  if (isBeyond(asked, now, mostDays))
    throw invalid(
      `must be at most ${mostDays} days ahead, which is the most that the organisation allows`,
      expiresInDays === undefined ? 'spec.expiry' : 'spec.expiresInDays',
    );
  return asked;
}

/** @returns true for an expiry that is further ahead than an organisation allows. @param mostDays 0: it allows every one. */
export function isBeyond(expiry: Date, now: Date, mostDays: number): boolean {
  return mostDays > 0 && expiry.getTime() > now.getTime() + mostDays * DAY_MS;
}

/** @returns the instant from which a value that is replaced now counts no longer: at the latest when the key itself expires. */
export function graceEnd({ expiry }: Pick<ApiKey, 'expiry'>, now: Date, graceMinutes: number): Date {
  return new Date(Math.min(now.getTime() + graceMinutes * MINUTE_MS, expiry.getTime()));
}

/** What is done with a key must not outlive that key: otherwise a stolen one could renew itself for ever. @throws ApiError Forbidden */
export function refuseOutliving(caller: Principal, expiry: Date): void {
  const { credential } = caller;
  if (credential.kind === 'apiKey' && expiry.getTime() > credential.expiry.getTime()) {
    throw new ApiError('Forbidden', {
      message: `An API key cannot make, extend or re-activate a key that expires later than itself (${credential.expiry.toISOString()}).`,
    });
  }
}

/** @returns true when the caller gave their password a moment ago. A key is no login. */
export function isFreshLogin({ credential }: Pick<Principal, 'credential'>, now: Date): boolean {
  if (credential.kind !== 'token') return false;
  return now.getTime() - credential.loggedInAt.getTime() <= FRESH_LOGIN_MINUTES * MINUTE_MS;
}

/** @returns the name as it is searched and sorted. */
export function foldedName(name: string): string {
  return foldToLength(name, FOLDED_NAME_LENGTH);
}

function invalid(text: string, field = 'spec.expiry'): ApiError {
  return new ApiError('InvalidInput', { details: { [field]: text } });
}
