import { useSyncExternalStore } from 'react';

export type Theme = 'light dark' | 'light' | 'dark';

const STORED = 'latchkey-theme';
const listeners = new Set<() => void>();
let current = stored();
apply();

/** @returns the theme that is chosen, as it changes; `light dark` follows the system. */
export function useTheme(): Theme {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}

/** Changes the theme of the page and of the next visit. */
export function chooseTheme(theme: Theme): void {
  current = theme;
  localStorage.setItem(STORED, theme);
  apply();
  for (const listener of listeners) listener();
}

function stored(): Theme {
  const text = localStorage.getItem(STORED);
  return text === 'light' || text === 'dark' ? text : 'light dark';
}

function apply(): void {
  document.documentElement.style.colorScheme = current;
}
