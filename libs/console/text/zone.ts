import { useSyncExternalStore } from 'react';

/** Where times are told: where this browser is, or in UTC, as logs are. */
export type ZoneChoice = 'local' | 'utc';

const STORED = 'latchkey-zone';
const listeners = new Set<() => void>();
let current: ZoneChoice = localStorage.getItem(STORED) === 'utc' ? 'utc' : 'local';

/** @returns what is chosen, as it changes. */
export function useZoneChoice(): ZoneChoice {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}

/** Changes it on the page and for the next visit. */
export function chooseZone(choice: ZoneChoice): void {
  current = choice;
  localStorage.setItem(STORED, choice);
  for (const listener of listeners) listener();
}

/** @returns the zone as IANA names it. */
export function zoneOf(choice: ZoneChoice): string {
  return choice === 'utc' ? 'UTC' : new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
