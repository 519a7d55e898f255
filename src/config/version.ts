import { createRequire } from 'node:module';

/** This version, as package.json has it, found from the source tree and from `dist` alike. */
export const VERSION = readVersion();

function readVersion(): string {
  const require = createRequire(import.meta.url);
  for (const path of ['../../package.json', '../../../package.json']) {
    try {
      return (require(path) as { version: string }).version;
    } catch {
      continue; // one level further up when run from dist
    }
  }
  return '0.0.0';
}
