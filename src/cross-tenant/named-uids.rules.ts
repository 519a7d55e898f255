import { isUid } from '#persistence';

const MOST_UIDS = 10;
const MOST_LOOKED_AT = 1000;

/**
 * @param said what a request says: its path parameters, its query, its body; they may be anything.
 * @returns the uids in it, each once, the first ten: nobody has us look for more by one request.
 */
export function namedUids(said: unknown): string[] {
  const uids = new Set<string>();
  const waiting = [said];
  for (let at = 0; at < waiting.length && at < MOST_LOOKED_AT && uids.size < MOST_UIDS; at++) {
    const value = waiting[at];
    if (isUid(value)) uids.add(value);
    else if (typeof value === 'object' && value !== null)
      for (const part of Object.values(value).slice(0, MOST_LOOKED_AT)) waiting.push(part);
  }
  return [...uids];
}
