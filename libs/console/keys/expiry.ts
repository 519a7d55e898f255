/** The lifetimes, in days, that a person can pick from. */
export const PRESETS = [7, 30, 60, 90] as const;
export type Preset = (typeof PRESETS)[number];

const USUAL: Preset = 30;
const DAY_MS = 86_400_000;

/** What was chosen: a lifetime, a last day, or to leave it as it is. */
export interface Expiry {
  choice: Preset | 'custom' | 'keep';
  /** As date inputs have it, `2026-12-31`; empty until one is chosen. */
  day: string;
}

/** @returns true for a lifetime that the organisation allows. @param mostDays 0: it allows every one. */
export function isAllowed(days: number, mostDays: number): boolean {
  return mostDays === 0 || days <= mostDays;
}

/** @returns what is preselected: thirty days, or the most that is allowed. */
export function usualExpiry(mostDays: number): Expiry {
  const choice = isAllowed(USUAL, mostDays) ? USUAL : PRESETS.findLast((days) => isAllowed(days, mostDays));
  return { choice: choice ?? 'custom', day: '' };
}

/** @returns the last moment of a day where this browser is; undefined when no day is chosen. */
export function endOfDay(day: string): Date | undefined {
  const [year, month, date] = day.split('-').map(Number);
  if (year === undefined || month === undefined || date === undefined) return undefined;
  const end = new Date(0);
  end.setFullYear(year, month - 1, date); // years below 100 would be of the last century otherwise
  end.setHours(23, 59, 59, 999);
  return Number.isNaN(end.getTime()) ? undefined : end;
}

/** @returns this day where this browser is, as date inputs have it. */
export function dayOf(time: Date): string {
  const part = (number: number, length = 2) => String(number).padStart(length, '0');
  return `${part(time.getFullYear(), 4)}-${part(time.getMonth() + 1)}-${part(time.getDate())}`;
}

/** @returns the instant that was chosen; undefined while none is, and for what stays as it is. */
export function instantOf({ choice, day }: Expiry, now: Date): Date | undefined {
  if (choice === 'keep') return undefined;
  return choice === 'custom' ? endOfDay(day) : new Date(now.getTime() + choice * DAY_MS);
}

/** @returns what is wrong with it, by the name of its message. */
export function faultOf(expiry: Expiry, now: Date): 'dateNeeded' | 'datePast' | undefined {
  if (expiry.choice !== 'custom') return undefined;
  const instant = endOfDay(expiry.day);
  if (!instant) return 'dateNeeded';
  return instant.getTime() <= now.getTime() ? 'datePast' : undefined;
}

/** @returns what the service is asked for; a lifetime begins when it gets the request. */
export function askedOf({ choice, day }: Expiry): { expiresInDays?: Preset; expiry?: string } {
  if (choice === 'keep') return {};
  return choice === 'custom' ? { expiry: endOfDay(day)?.toISOString() ?? '' } : { expiresInDays: choice };
}
