import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt, ROOT } from '../support/build.js';

const PAIRS = 2000;
const EXPORTS_EACH = 50;

describe('making signing keys', () => {
  it('goes on while garbage is collected', () => {
    ensureBuilt();
    const secrets = join(ROOT, 'dist/libs/secrets/index.js');
    const program = `
      const { exportSigningKey, makeSigningKeyPair, publicJwkOf } = await import(${JSON.stringify(secrets)});
      for (let pairs = 0; pairs < ${PAIRS}; pairs++) {
        const pair = makeSigningKeyPair();
        for (let times = 0; times < ${EXPORTS_EACH}; times++) exportSigningKey(pair), publicJwkOf(pair);
      }`;
    // a small young generation is collected often
    const args = ['--max-semi-space-size=1', '--input-type=module', '--eval', program];
    const { status, signal } = spawnSync(process.execPath, args, { timeout: 25_000 });
    expect({ status, signal }).toEqual({ status: 0, signal: null });
  });
});
