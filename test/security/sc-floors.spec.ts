import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../support/build.js';

interface LockFile {
  packages: Record<string, { name?: string; version: string }>;
}

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

describe('the lock file', () => {
  let scratch: string;

  beforeAll(() => {
    scratch = mkdtempSync(join(tmpdir(), 'latchkey-test-'));
  });
  afterAll(() => rmSync(scratch, { recursive: true }));

  /** Holds a lock file with these packages changed against the floors. */
  const judged = (changed: LockFile['packages'] = {}) => {
    const lock = JSON.parse(read('package-lock.json')) as LockFile;
    const path = join(scratch, 'package-lock.json');
    writeFileSync(path, JSON.stringify({ ...lock, packages: { ...lock.packages, ...changed } }));
    const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'scripts/floors.mjs'), path], {
      encoding: 'utf8',
    });
    return { status, lines: stderr.split('\n').filter(Boolean) };
  };

  it('SC-01 has nothing below the oldest versions that are safe', () => {
    expect(judged()).toEqual({ status: 0, lines: [] });
  });

  it.each([
    ['fastify', '5.8.4'],
    ['fastify', '5.8.5-rc.1'],
    ['@nestjs/platform-fastify', '11.9.9'],
    ['typeorm', '1.0.9'],
    ['typeorm', '0.3.99'],
    ['jsonwebtoken', '8.5.1'],
    ['fast-jwt', '6.1.0'],
    ['jose', '5.10.0'],
  ])('SC-01 fails with %s %s, wherever it lies', (name, version) => {
    for (const path of [`node_modules/${name}`, `node_modules/other/node_modules/${name}`])
      expect(judged({ [path]: { version } })).toEqual({
        status: 1,
        lines: [expect.stringContaining(`${path} is ${version}, and must be at least `)],
      });
    expect(judged({ 'node_modules/alias': { name, version } })).toMatchObject({ status: 1 });
  });

  it.each([
    ['fastify', '5.8.5'],
    ['fastify', '5.10.0'],
    ['fastify', '6.0.0'],
    ['fast-jwt', '6.1.1'],
  ])('SC-01 passes with %s %s', (name, version) => {
    expect(judged({ [`node_modules/${name}`]: { version } })).toMatchObject({ status: 0 });
  });

  it('SC-01 is judged by npm run check', () => {
    expect(read('scripts/check.mjs')).toContain("'scripts/floors.mjs'");
  });

  it('SC-02 names exact versions, and lets no package run a script while it is installed', () => {
    const { dependencies, devDependencies, allowScripts } = JSON.parse(read('package.json')) as Record<
      string,
      Record<string, unknown>
    >;
    for (const version of Object.values({ ...dependencies, ...devDependencies }))
      expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(Object.values(allowScripts ?? {}).filter((isAllowed) => isAllowed !== false)).toEqual([]);
    expect(read('.ci/run')).toContain('npm ci --ignore-scripts');
  });
});
