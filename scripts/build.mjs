// `npm start` comes here first: compiles what changed since the last time, and says so.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const compiler = 'node_modules/typescript/bin/tsc';
const bundler = 'node_modules/vite/bin/vite.js';
const CONSOLE = 'libs/console';
const BUILT_CONSOLE = 'dist/console/index.html';

if (!existsSync(compiler)) {
  if (existsSync('dist/main.js')) process.exit(0); // a production image: built elsewhere, no compiler inside
  console.error('There is no build and no compiler to make one; run: npm ci');
  process.exit(1);
}
const began = new Date();
process.stderr.write('Building Latchkey (only what changed) ...');
run(compiler, '-p', 'tsconfig.build.json');
if (isConsoleStale()) {
  run(bundler, 'build', '--config', `${CONSOLE}/vite.config.mjs`);
  utimesSync(BUILT_CONSOLE, began, began); // what was changed while it was built is built again
}
process.stderr.write(` done in ${((Date.now() - began.getTime()) / 1000).toFixed(1)} s\n`);
writeFileSync('dist/main.js', "import './src/main.js';\n"); // the one name that people need to know

function run(program, ...args) {
  const { status } = spawnSync(process.execPath, [program, ...args], {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, NODE_ENV: 'production' }, // under another name React would be the one for its developers
  });
  if (status === 0) return;
  console.error('\nThe build failed; see above.');
  process.exit(1);
}

function isConsoleStale() {
  if (!existsSync(CONSOLE)) return false;
  if (!existsSync(BUILT_CONSOLE)) return true;
  return Math.max(...[CONSOLE, 'package-lock.json'].map(newest)) > statSync(BUILT_CONSOLE).mtimeMs;
}

/** When this file, or the youngest in this directory, was changed; a directory changes when a file leaves it. */
function newest(path) {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}
