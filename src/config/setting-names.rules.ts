import { FROM_FILE, SETTINGS } from './setting-definitions.js';

const KNOWN = [...Object.keys(SETTINGS), ...FROM_FILE.map((name) => `${name}_FILE`)];
/** In shorter names, other programs' are as near as misspelt ones of ours. */
const SHORTEST_WITHOUT_PREFIX = 8;
/** Edits by which a name that has not our prefix may differ from one of ours, and be meant for us. */
const NEAR = 2;
/** Edits within which one of ours is worth naming. */
const WORTH_NAMING = 6;
/** Other services of this kind are given their signing key by it. */
const FOREIGN_SECRET = 'JWT_SECRET';

/**
 * A misspelt setting that is silently without effect is worse than a start that is refused.
 * @returns a fault for each name that begins with LATCHKEY_ and is not known, or is nearly the name of a setting.
 */
export function unknownNames(env: NodeJS.ProcessEnv): string[] {
  return Object.keys(env)
    .filter((name) => !KNOWN.includes(name))
    .flatMap((name) => faultOf(name) ?? []);
}

function faultOf(name: string): string | undefined {
  const { candidate, distance } = nearest(name.toUpperCase());
  if (name.startsWith('LATCHKEY_'))
    return `${name} is not a setting; ${distance <= WORTH_NAMING ? `did you mean ${candidate}?` : '.env.example lists them all'}`;
  if (distance <= NEAR && candidate.length >= SHORTEST_WITHOUT_PREFIX)
    return `${name} is not a setting; did you mean ${candidate}?`;
  if (name.startsWith(FOREIGN_SECRET) || editDistance(name, FOREIGN_SECRET) <= NEAR)
    return `${name} is not a setting: tokens are signed with keys that the service makes and seals with LATCHKEY_MASTER_KEY`;
  return undefined;
}

function nearest(name: string): { candidate: string; distance: number } {
  return KNOWN.map((candidate) => ({ candidate, distance: editDistance(name, candidate) })).reduce(
    (best, next) => (next.distance < best.distance ? next : best),
  );
}

/** Levenshtein's distance. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, swap));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
