import { crc32 } from 'node:zlib';
import { randomBase62, toBase62 } from './base62.js';
import { sha256 } from './digest.js';

const PREFIX = 'lk_';
const RANDOM_LENGTH = 32;
const CHECKSUM_LENGTH = 6;

/** Characters of a key. */
export const API_KEY_LENGTH = PREFIX.length + RANDOM_LENGTH + CHECKSUM_LENGTH;

/**
 * What a key looks like, published so that secret scanners and gateways can recognise one:
 * `lk_`, 32 random Base62 characters (190 bits), 6 Base62 characters of CRC-32 over all before them.
 */
export const API_KEY_PATTERN = /^lk_[0-9A-Za-z]{38}$/;

/** A freshly made API key. `value` is shown once and never stored. */
export interface NewApiKey {
  value: string;
  /** Lower-case hex SHA-256 of `value`: enough for 190 bits of randomness, and fast to look up. */
  digest: string;
  /** What may be displayed: the prefix and four characters. */
  start: string;
  lastFour: string;
}

/** Makes a new API key from the system CSPRNG. */
export function makeApiKey(): NewApiKey {
  const body = PREFIX + randomBase62(RANDOM_LENGTH);
  const value = body + checksum(body);
  return {
    value,
    digest: sha256(value),
    start: value.slice(0, PREFIX.length + 4),
    lastFour: value.slice(-4),
  };
}

/** Tells a possible key from a typing error or garbage without a look into the database. */
export function isApiKey(value: string): boolean {
  if (!API_KEY_PATTERN.test(value)) return false;
  const body = value.slice(0, -CHECKSUM_LENGTH);
  return checksum(body) === value.slice(-CHECKSUM_LENGTH);
}

/** @returns the digest to look up, or null when the text cannot be one of our keys. */
export function digestOfApiKey(value: string): string | null {
  return isApiKey(value) ? sha256(value) : null;
}

function checksum(body: string): string {
  return toBase62(crc32(body), CHECKSUM_LENGTH);
}
