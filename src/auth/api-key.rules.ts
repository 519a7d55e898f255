import type { ApiKey } from '../api-keys/api-key.entity.js';

/** Why a key does not count, or that it does. The names are part of the public interface. */
export type ApiKeyCode =
  'VALID' | 'NOT_FOUND' | 'INACTIVE' | 'EXPIRED' | 'OWNER_INACTIVE' | 'TENANT_SUSPENDED';

/** The part of a key that it is judged by. */
export interface JudgedApiKey extends Pick<ApiKey, 'isActive' | 'expiry'> {
  /** The whole seconds since 1970 of the expiry: before that second begins nothing else need be looked at. */
  expirySecond: number;
  isOwnerActive: boolean;
  isTenantActive: boolean;
  /** Set when a value was shown that the key had before. */
  replaced?: { validUntil: Date } | undefined;
}

/** @returns true for a value whose end has come: it is as unknown as any other from then on. */
export function isReplaced({ replaced }: Pick<JudgedApiKey, 'replaced'>, now: Date): boolean {
  return replaced !== undefined && replaced.validUntil.getTime() <= now.getTime();
}

/** Judges a key as of `now`; of several reasons the one that reaches furthest is told. */
export function judgeApiKey(key: JudgedApiKey | null, now: Date): ApiKeyCode {
  if (!key || isReplaced(key, now)) return 'NOT_FOUND';
  if (!key.isTenantActive) return 'TENANT_SUSPENDED';
  if (!key.isOwnerActive) return 'OWNER_INACTIVE';
  if (!key.isActive) return 'INACTIVE';
  if (now.getTime() < key.expirySecond * 1000) return 'VALID';
  return key.expiry.getTime() <= now.getTime() ? 'EXPIRED' : 'VALID';
}
