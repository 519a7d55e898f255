import { existsSync } from 'node:fs';

/** Says whether the specs can run at all. They must with CI_BROWSER=1. */
export default function lookForChromium() {
  const path = process.env.CHROMIUM ?? '/usr/bin/chromium';
  const isThere = existsSync(path);
  if (!isThere && process.env.CI_BROWSER === '1')
    throw new Error(
      `There is no Chromium at ${path}; install it (apt-get install chromium) or name it by CHROMIUM`,
    );
  if (!isThere)
    process.stderr.write(
      `\nThere is no Chromium at ${path}: NO BROWSER SPEC IS RUN. Install it (apt-get install chromium) or name it by CHROMIUM.\n`,
    );
  process.env.LATCHKEY_TEST_CHROMIUM = isThere ? path : '';
}
