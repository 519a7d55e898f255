import { readFileSync, statSync } from 'node:fs';
import { SettingFault } from './setting-kinds.js';

const WRITABLE_BY_OTHERS = 0o002;
const OPEN_TO_OTHERS = 0o007;
/** Where containers get their secrets from the engine, readable for everybody in there. */
const MOUNTED = '/run/secrets/';

/**
 * @param namedBy the setting that names the file.
 * @param isStrict whether other accounts of the machine must not be able to read it; nowhere may they write it.
 * @returns the secret in it, without the line end. @throws SettingFault that does not tell the path.
 */
export function secretIn(path: string, namedBy: string, isStrict: boolean): string {
  const { text, mode } = read(path, namedBy);
  const forbidden = isStrict && !path.startsWith(MOUNTED) ? OPEN_TO_OTHERS : WRITABLE_BY_OTHERS;
  if (process.platform !== 'win32' && (mode & forbidden) !== 0)
    throw new SettingFault(
      `lies in a file that is open to every account of this machine; run chmod 600 on what ${namedBy} names`,
    );
  return text.trim();
}

function read(path: string, namedBy: string): { text: string; mode: number } {
  try {
    return { text: readFileSync(path, 'utf8'), mode: statSync(path).mode };
  } catch {
    throw new SettingFault(`cannot be read from the file that ${namedBy} names`);
  }
}
