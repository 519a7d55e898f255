import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, utimesSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DataDirectoryInUse, lockDataDirectory } from '../../src/database/sqlite/data-directory-lock.js';

/** The project's own directory. */
export const ROOT = resolve(__dirname, '../..');

const STAMP = join(ROOT, 'dist/.tsbuildinfo');
const SOURCES = ['src', 'libs', 'scripts', ...readdirSync(ROOT).filter((name) => /\.(ts|json)$/.test(name))];
const LOCK_PATIENCE_MS = 300_000;

let isBuilt = false;

/** Compiles into dist, as `npm start` does, when a source is newer than the last build. Test files that run side by side build once. */
export function ensureBuilt(): void {
  if (isBuilt) return;
  const lock = takeLock(join(ROOT, 'dist/.build-lock'));
  try {
    if (!isCurrent()) build();
    isBuilt = true;
  } finally {
    lock.release();
  }
}

function build(): void {
  const began = new Date();
  const { status, stderr } = spawnSync(process.execPath, ['scripts/build.mjs'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the build failed:\n${stderr}`);
  // the compiler leaves the file alone when it finds nothing to do
  utimesSync(STAMP, began, began);
}

function isCurrent(): boolean {
  if (!existsSync(STAMP) || !existsSync(join(ROOT, 'dist/main.js'))) return false;
  return Math.max(...SOURCES.map((name) => newest(join(ROOT, name)))) < statSync(STAMP).mtimeMs;
}

/** @returns when this file, or the youngest in this directory, was changed; a directory changes when a file leaves it. */
function newest(path: string): number {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function takeLock(directory: string): { release(): void } {
  for (const end = Date.now() + LOCK_PATIENCE_MS; ;) {
    try {
      return lockDataDirectory(directory);
    } catch (error) {
      if (!(error instanceof DataDirectoryInUse) || Date.now() > end) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
    }
  }
}
