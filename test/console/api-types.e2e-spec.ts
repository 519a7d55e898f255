import { spawnSync } from 'node:child_process';
import { ensureBuilt, ROOT } from '../support/build.js';

describe('the types of the console’s client', () => {
  it('are those of the document that the service serves; if not: npm run api-types', () => {
    ensureBuilt();
    const { status, stderr } = spawnSync(process.execPath, ['scripts/api-types.mjs', '--check'], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});
