import type { ApiKey } from '../api/client.js';

const LATELY_MS = 7 * 86_400_000;

/** @returns true for a key that some program is likely to need still. */
export function wasUsedLately({ status: { lastUsed } }: Pick<ApiKey, 'status'>, now: Date): boolean {
  return lastUsed !== undefined && now.getTime() - new Date(lastUsed.time).getTime() <= LATELY_MS;
}

/** @returns true when somebody typed a name, as far as it can be seen and typed. */
export function isSameName(typed: string, name: string): boolean {
  return plain(typed) === plain(name);
}

/** Names may hold signs that nobody sees, and letters that are written in more than one way. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Cf}|\p{Cc}/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
}
