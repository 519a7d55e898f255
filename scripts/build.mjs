// `npm start` comes here first: compiles what changed since the last time, and says so.
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';

const compiler = 'node_modules/typescript/bin/tsc';
if (!existsSync(compiler)) {
  if (existsSync('dist/main.js')) process.exit(0); // a production image: built elsewhere, no compiler inside
  console.error('There is no build and no compiler to make one; run: npm ci');
  process.exit(1);
}
const began = Date.now();
process.stderr.write('Building Latchkey (only what changed) ...');
const { status } = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], {
  stdio: ['ignore', 2, 2],
});
if (status !== 0) {
  console.error('\nThe build failed; see above.');
  process.exit(1);
}
process.stderr.write(` done in ${((Date.now() - began) / 1000).toFixed(1)} s\n`);
writeFileSync('dist/main.js', "import './src/main.js';\n"); // the one name that people need to know
