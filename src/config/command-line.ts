import { SETTINGS } from './setting-definitions.js';
import type { SettingDefinition, SettingName } from './setting-definitions.js';
import { rawSetting, readSettings } from './settings.js';

const PRINT = '--print-config';

/** Thrown for arguments that there are not. They are not repeated: one may be a secret, which everybody on the machine sees there. */
export class ArgumentsError extends Error {
  override name = 'ArgumentsError';
}

/**
 * @param args behind the name of the program.
 * @returns what is to be printed instead of a start: every setting and where it comes from, secrets masked; null when nothing is.
 * @throws ArgumentsError, SettingsError
 */
export function printedConfig(args: string[], env: NodeJS.ProcessEnv): string | null {
  if (args.length === 0) return null;
  if (args.length > 1 || args[0] !== PRINT)
    throw new ArgumentsError(
      `There is no argument but ${PRINT}; settings are read from the environment, see .env.example.`,
    );
  readSettings(env);
  return (Object.keys(SETTINGS) as SettingName[]).map((name) => `${lineFor(name, env)}\n`).join('');
}

function lineFor(name: SettingName, env: NodeJS.ProcessEnv): string {
  const { secret, fallback }: SettingDefinition = SETTINGS[name];
  const value = rawSetting(env, name);
  if (value === undefined) return fallback ? `${name}=${fallback} # default` : `# ${name} is not set`;
  const shown = secret ? '********' : printable(value);
  return `${name}=${shown}${env[name] ? '' : ` # from ${name}_FILE`}`;
}

/** What could move the cursor of a terminal is written as JSON writes it. */
function printable(value: string): string {
  return /\p{Cc}/u.test(value) ? JSON.stringify(value) : value;
}
