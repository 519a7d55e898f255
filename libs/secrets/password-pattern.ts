import { RE2JS } from 're2js';

const LONGEST_PATTERN = 256;
/** As many repetitions as a pattern may ask for in all: it is the counts that make few characters a pattern of megabytes. */
const MOST_REPETITIONS = 1000;
/** In instructions. The time for one password grows with it: tens of milliseconds at the limit, most of a second without one. */
const LARGEST_PROGRAM = 1000;

/**
 * A tenant's own rule for passwords, in RE2 syntax: it is matched in a time that is linear in the password, whatever the pattern
 * (no look-around, no back references). The whole password has to match.
 * @returns null for a text that is no such pattern, and for one that would keep everybody else waiting.
 */
export function passwordPattern(text: string): { matches(password: string): boolean } | null {
  if (text === '' || text.length > LONGEST_PATTERN || repetitionsIn(text) > MOST_REPETITIONS) return null;
  try {
    const compiled = RE2JS.compile(text);
    if (compiled.programSize() > LARGEST_PROGRAM) return null;
    return { matches: (password) => compiled.matches(password) };
  } catch {
    return null;
  }
}

/** The upper ends of all `{n}`, `{n,}` and `{n,m}` together: judged before compiling, which costs the more the more there are. */
function repetitionsIn(text: string): number {
  return [...text.matchAll(/\{(\d+)(?:,(\d*))?\}/g)]
    .map(([, from, to]) => Number(to || from))
    .reduce((sum, count) => sum + count, 0);
}
