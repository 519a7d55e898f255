import { readFileSync } from 'node:fs';
import { FROM_FILE, SETTINGS } from './setting-definitions.js';
import type { SettingName } from './setting-definitions.js';
import { SettingFault } from './setting-kinds.js';

const BOOTSTRAP = [
  'LATCHKEY_BOOTSTRAP_ORG',
  'LATCHKEY_BOOTSTRAP_EMAIL',
  'LATCHKEY_BOOTSTRAP_PASSWORD',
] as const satisfies SettingName[];

type Read<Name extends SettingName> = ReturnType<(typeof SETTINGS)[Name]['kind']>;
type Value<Name extends SettingName> = (typeof SETTINGS)[Name] extends { fallback: string }
  ? Read<Name>
  : Read<Name> | undefined;

/** The settings as they are named in the environment, typed. */
export type SettingValues = { readonly [Name in SettingName]: Value<Name> };

/** Thrown once, with everything that is wrong with the environment: names and rules, never values. */
export class SettingsError extends Error {
  override name = 'SettingsError';

  constructor(readonly faults: string[]) {
    super(`The settings cannot be used:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  }
}

/**
 * Reads the environment once. A name that begins with LATCHKEY_ and is not known is a fault: a misspelt setting that is
 * silently without effect is worse than a start that is refused.
 * @throws SettingsError naming every fault.
 */
export function readSettings(env: NodeJS.ProcessEnv): SettingValues {
  const faults = unknownNames(env);
  const values: Record<string, unknown> = {};
  for (const [name, definition] of Object.entries(SETTINGS)) {
    const setting: { kind: (value: string) => unknown; fallback?: string } = definition;
    try {
      const raw = rawValue(env, name as SettingName) ?? setting.fallback;
      values[name] = raw === undefined ? undefined : setting.kind(raw);
    } catch (error) {
      if (!(error instanceof SettingFault)) throw error;
      faults.push(`${name} ${error.message}`);
    }
  }
  const settings = values as unknown as SettingValues;
  faults.push(...conflicts(settings, env));
  if (faults.length > 0) throw new SettingsError(faults);
  return settings;
}

function rawValue(env: NodeJS.ProcessEnv, name: SettingName): string | undefined {
  const direct = env[name] || undefined; // an empty value means absent, as in compose files
  const fileName = `${name}_FILE`;
  const path = (FROM_FILE as readonly string[]).includes(name) ? env[fileName] : undefined;
  if (!path) return direct;
  if (direct !== undefined) throw new SettingFault(`and ${fileName} are both set; keep one`);
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    throw new SettingFault(`cannot be read from the file that ${fileName} names`);
  }
}

function unknownNames(env: NodeJS.ProcessEnv): string[] {
  const known = new Set<string>([...Object.keys(SETTINGS), ...FROM_FILE.map((name) => `${name}_FILE`)]);
  return Object.keys(env)
    .filter((name) => name.startsWith('LATCHKEY_') && !known.has(name))
    .map((name) => `${name} is not a setting${nearest(name, [...known])}`);
}

function conflicts(settings: SettingValues, env: NodeJS.ProcessEnv): string[] {
  const faults: string[] = [];
  // what counts is what was given: a bad one was told of already
  const given = BOOTSTRAP.map((name) => Boolean(env[name] || env[`${name}_FILE`]));
  if (given.includes(true) && given.includes(false)) {
    faults.push(`${BOOTSTRAP.slice(0, 2).join(', ')} and ${BOOTSTRAP[2]} go together: set all three or none`);
  }
  if ((env['SMTP_URL'] || env['SMTP_URL_FILE']) && !env['LATCHKEY_PUBLIC_URL']) {
    faults.push(
      'LATCHKEY_PUBLIC_URL is needed with SMTP_URL: the links in letters begin with it, whatever a request says',
    );
  }
  const masterKey = settings.LATCHKEY_MASTER_KEY;
  if (masterKey !== undefined && !isGoodKey(masterKey)) {
    faults.push(
      'LATCHKEY_MASTER_KEY must be 32 random bytes in base64; make one with: openssl rand -base64 32',
    );
  }
  if (settings.DATABASE_URL && !masterKey && env['NODE_ENV'] === 'production') {
    faults.push(
      'LATCHKEY_MASTER_KEY is needed with a server database in production, the same on every instance',
    );
  }
  return faults;
}

/** Catches keys that are no accident of chance: the wrong length, or a few bytes repeated. */
function isGoodKey(base64: string): boolean {
  const bytes = Buffer.from(base64, 'base64');
  return /^[A-Za-z0-9+/]{43}=$/.test(base64) && bytes.length === 32 && new Set(bytes).size >= 16;
}

function nearest(name: string, known: string[]): string {
  const [best] = known
    .map((candidate) => ({ candidate, distance: editDistance(name, candidate) }))
    .toSorted((a, b) => a.distance - b.distance);
  return best && best.distance <= 6 ? `; did you mean ${best.candidate}?` : '; .env.example lists them all';
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
