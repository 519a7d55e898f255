/** How long the value that a key has may go on beside a new one, in minutes; 0: it stops at once. */
export const OVERLAPS = [0, 60, 1440, 10_080] as const;
export type Overlap = (typeof OVERLAPS)[number];

/** Long enough to bring the new value to every program, and nothing stops meanwhile. */
export const USUAL_OVERLAP: Overlap = 1440;

const MINUTE_MS = 60_000;

/** @returns when a value that is replaced now stops; no later than its key. */
export function overlapEnd(overlap: Overlap, expiry: Date, now: Date): Date {
  return new Date(Math.min(now.getTime() + overlap * MINUTE_MS, expiry.getTime()));
}
