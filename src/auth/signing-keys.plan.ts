const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** How long whoever fetched the key set may keep it without asking again. */
export const KEY_SET_MAX_AGE_SECONDS = 3600;
/** A key is published this long before it signs, so that every instance and every cache of the key set has it by then. */
const PUBLISHED_AHEAD_MS = DAY_MS;
/**
 * When the next key comes too late for that (the service was off), the old one signs on until no cache is without the new: their time, and
 * five minutes for instances that have yet to read it and for clocks that differ.
 */
const LATE_HANDOVER_MS = KEY_SET_MAX_AGE_SECONDS * 1000 + 5 * 60_000;
/** No token lives longer than a day; an hour more for clocks that differ. */
const KEPT_AFTER_HANDOVER_MS = DAY_MS + HOUR_MS;

interface Scheduled {
  sequence: number;
  signsFrom: Date;
}

/**
 * @returns the key that signs now: the newest whose time has come, or the oldest when a clock that is behind (another instance made it, or
 * the time was set back) says that none has. Undefined only when there is no key at all.
 */
export function signerAt<Key extends Scheduled>(keys: readonly Key[], now: Date): Key | undefined {
  const sorted = bySequence(keys);
  return sorted.findLast((key) => key.signsFrom.getTime() <= now.getTime()) ?? sorted[0];
}

/**
 * Decides what a rotation has to do, from nothing but the keys that are there and the time.
 * @param lifetimeDays how long one key signs.
 */
export function planRotation(
  keys: readonly Scheduled[],
  lifetimeDays: number,
  now: Date,
): { create: Scheduled | null; remove: number[] } {
  const sorted = bySequence(keys);
  const newest = sorted.at(-1);
  const remove = sorted
    .filter((_, index) => {
      const successor = sorted[index + 1];
      return (
        successor !== undefined && successor.signsFrom.getTime() + KEPT_AFTER_HANDOVER_MS < now.getTime()
      );
    })
    .map((key) => key.sequence);
  if (!newest) return { create: { sequence: 1, signsFrom: now }, remove };
  const handover = newest.signsFrom.getTime() + lifetimeDays * DAY_MS;
  if (now.getTime() < handover - PUBLISHED_AHEAD_MS) return { create: null, remove };
  const signsFrom = new Date(Math.max(handover, now.getTime() + LATE_HANDOVER_MS));
  return { create: { sequence: newest.sequence + 1, signsFrom }, remove };
}

function bySequence<Key extends Scheduled>(keys: readonly Key[]): Key[] {
  return keys.toSorted((a, b) => a.sequence - b.sequence);
}
