import type { MessageName } from '../text/language.js';

/** One setting, and how people enter it. */
export type Field = {
  /** As the service calls it. */
  name: string;
  label: MessageName;
  hint?: MessageName;
  /** Absent: always shown. */
  isShown?: (draft: Draft) => boolean;
} & (
  | { kind: 'number'; min: number; max: number }
  | { kind: 'text' | 'lines'; maxLength: number }
  | { kind: 'switch' }
);

/** What the service has. */
export type Settings = Record<string, string | number | boolean | undefined>;

/** What is in the fields: numbers too are texts there, half entered ones among them. */
export type Draft = Record<string, string | boolean>;

/** @returns what the fields show at first. */
export function draftOf(fields: readonly Field[], settings: Settings): Draft {
  return Object.fromEntries(
    fields.map(({ name, kind }) => [
      name,
      kind === 'switch' ? settings[name] === true : String(settings[name] ?? ''),
    ]),
  );
}

/** @returns the fields that hold something else. */
export function differing(fields: readonly Field[], one: Draft, other: Draft): Field[] {
  return fields.filter(({ name }) => one[name] !== other[name]);
}

/** @returns the numbers among the shown fields that are none, or too small or too large. */
export function outOfRange(fields: readonly Field[], draft: Draft): (Field & { kind: 'number' })[] {
  return fields.filter((field): field is Field & { kind: 'number' } => {
    if (field.kind !== 'number' || field.isShown?.(draft) === false) return false;
    const text = String(draft[field.name]).trim();
    return !/^\d{1,9}$/.test(text) || Number(text) < field.min || Number(text) > field.max;
  });
}

/** @param base what the service has: fields that are not shown stay as they are there. @returns what it is sent. */
export function settingsOf(fields: readonly Field[], draft: Draft, base: Draft): Settings {
  return Object.fromEntries(
    fields.map(({ name, kind, isShown }) => {
      const value = isShown?.(draft) === false ? base[name] : draft[name];
      return [name, kind === 'number' ? Number(value) : value];
    }),
  );
}

/** @returns what was entered, on top of what the service has by now; and the fields that somebody else has set otherwise meanwhile. */
export function rebased(
  fields: readonly Field[],
  { base, draft, now }: { base: Draft; draft: Draft; now: Draft },
): { draft: Draft; conflicts: Field[] } {
  const own = differing(fields, base, draft);
  const isEither = (value: string | boolean | undefined, name: string) =>
    value === base[name] || value === draft[name];
  return {
    draft: { ...now, ...Object.fromEntries(own.map(({ name }) => [name, draft[name] ?? ''])) },
    conflicts: own.filter(({ name }) => !isEither(now[name], name)),
  };
}
