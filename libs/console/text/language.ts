import { useSyncExternalStore } from 'react';
import { DE } from './de.js';
import { EN } from './en.js';
import { messageIn } from './message.js';
import type { Message } from './message.js';
import { Times } from './times.js';
import { useZoneChoice, zoneOf } from './zone.js';

export const LANGUAGES = { en: 'English', de: 'Deutsch' } as const;
export type Language = keyof typeof LANGUAGES;
export type MessageName = keyof typeof EN;

const MESSAGES: Record<Language, Record<MessageName, Message>> = { en: EN, de: DE };
const STORED = 'latchkey-language';
const listeners = new Set<() => void>();
let current: Language = firstLanguage();

/** @returns the texts and times of the language and the zone that are chosen, as they change. */
export function useLanguage() {
  const language = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
  const zone = zoneOf(useZoneChoice());
  const t = (name: MessageName, values: Record<string, string | number> = {}) =>
    messageIn(language, MESSAGES[language][name], values);
  return { language, t, times: new Times(localeOf(language), zone) };
}

export type Translate = ReturnType<typeof useLanguage>['t'];

/** Changes the language of the page and of the next visit. */
export function chooseLanguage(language: Language): void {
  current = language;
  localStorage.setItem(STORED, language);
  document.documentElement.lang = language;
  for (const listener of listeners) listener();
}

/** @returns a text that others wrote, so that its direction of writing changes nothing around it. */
export function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}

/** @returns the language as the browser's owner writes dates in it: `en-GB` and `en-US` differ. */
function localeOf(language: Language): string {
  return navigator.languages.find((tag) => tag === language || tag.startsWith(`${language}-`)) ?? language;
}

function firstLanguage(): Language {
  const wanted = [localStorage.getItem(STORED) ?? '', ...navigator.languages].map((tag) => tag.split('-')[0]);
  const found = wanted.find((tag): tag is Language => tag !== undefined && tag in LANGUAGES) ?? 'en';
  document.documentElement.lang = found;
  return found;
}
