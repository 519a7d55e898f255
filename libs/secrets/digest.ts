import { createHash, hash, timingSafeEqual } from 'node:crypto';

/** @returns the lower-case hex SHA-256 of a text (UTF-8), 64 characters. */
export function sha256(text: string): string {
  return hash('sha256', text, 'hex');
}

/** Compares two texts in a time that does not depend on where they differ. */
export function isSameSecret(a: string, b: string): boolean {
  return timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());
}
