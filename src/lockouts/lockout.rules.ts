/** NIST SP 800-63B-4, 3.2.2: so many failures in a row, and the password is worth nothing until its owner sets another. */
export const MOST_IN_A_ROW = 100;
const LONGEST_MINUTES = 15;

/** What is known of the wrong passwords of an account. */
export interface Tries {
  failures: number;
  inARow: number;
  lockedUntil: Date | null;
}

/** A lock that holds; without an end when only a new password ends it. */
export interface Lock {
  until: Date | null;
}

/** @returns the lock that holds now, or null. */
export function lockOf({ inARow, lockedUntil }: Tries, now: Date): Lock | null {
  if (inARow >= MOST_IN_A_ROW) return { until: null };
  return lockedUntil !== null && lockedUntil > now ? { until: lockedUntil } : null;
}

/**
 * Counts one more try as if it had failed already, with the lock that follows if it does: five in a row and it is locked for 1 minute,
 * with each more for 2, 4, 8, 15, 15 ...
 * @param limit how many in a row lock. @returns null when it is locked: nothing is counted then.
 */
export function oneMore(before: Tries | null, limit: number, now: Date): Tries | null {
  if (before && lockOf(before, now)) return null;
  const failures = (before?.failures ?? 0) + 1;
  const inARow = (before?.inARow ?? 0) + 1;
  const minutes = failures < limit ? 0 : Math.min(2 ** (failures - limit), LONGEST_MINUTES);
  return { failures, inARow, lockedUntil: minutes > 0 ? new Date(now.getTime() + minutes * 60_000) : null };
}

/** Takes back the last try: it was not made, so what it would have locked is not locked. */
export function oneLess({ failures, inARow }: Tries): Tries {
  return { failures: Math.max(failures - 1, 0), inARow: Math.max(inARow - 1, 0), lockedUntil: null };
}
