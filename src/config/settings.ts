import { isProduction, productionFaults } from './production.rules.js';
import { secretIn } from './secret-file.js';
import { FROM_FILE, SETTINGS } from './setting-definitions.js';
import type { SettingName } from './setting-definitions.js';
import { SettingFault } from './setting-kinds.js';
import { unknownNames } from './setting-names.rules.js';
import type { ReadSettings, SettingValues } from './setting-values.js';

const BOOTSTRAP = [
  'LATCHKEY_BOOTSTRAP_ORG',
  'LATCHKEY_BOOTSTRAP_EMAIL',
  'LATCHKEY_BOOTSTRAP_PASSWORD',
] as const satisfies SettingName[];

/** Thrown once, with everything that is wrong with the environment: names and rules, never values. */
export class SettingsError extends Error {
  override name = 'SettingsError';

  constructor(readonly faults: string[]) {
    super(`The settings cannot be used:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  }
}

/**
 * Reads the environment once.
 * @throws SettingsError naming every fault.
 */
export function readSettings(env: NodeJS.ProcessEnv): SettingValues {
  const faults = unknownNames(env);
  const values: Record<string, unknown> = {};
  for (const [name, definition] of Object.entries(SETTINGS)) {
    const setting: { kind: (value: string) => unknown; fallback?: string } = definition;
    try {
      const raw = rawSetting(env, name as SettingName) ?? setting.fallback;
      values[name] = raw === undefined ? undefined : setting.kind(raw);
    } catch (error) {
      if (!(error instanceof SettingFault)) throw error;
      faults.push(`${name} ${error.message}`);
    }
  }
  const settings = values as ReadSettings;
  faults.push(...conflicts(settings, env), ...productionFaults(settings, env));
  if (faults.length > 0) throw new SettingsError(faults);
  return settings as SettingValues;
}

/** @returns the text of a setting, out of the environment or of the file that is named there; undefined when it is not set. @throws SettingFault */
export function rawSetting(env: NodeJS.ProcessEnv, name: SettingName): string | undefined {
  const direct = env[name] || undefined; // an empty value means absent, as in compose files
  const fileName = `${name}_FILE`;
  const path = (FROM_FILE as readonly string[]).includes(name) ? env[fileName] : undefined;
  if (!path) return direct;
  if (direct !== undefined) throw new SettingFault(`and ${fileName} are both set; keep one`);
  return secretIn(path, fileName, isProduction(env));
}

function conflicts(settings: ReadSettings, env: NodeJS.ProcessEnv): string[] {
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
  return faults;
}

/** Catches keys that are no accident of chance: the wrong length, or a few bytes repeated. */
function isGoodKey(base64: string): boolean {
  const bytes = Buffer.from(base64, 'base64');
  return /^[A-Za-z0-9+/]{43}=$/.test(base64) && bytes.length === 32 && new Set(bytes).size >= 16;
}
