// Everything that can be said about the code without running it. Each step is run even when one before it failed.
import { spawnSync } from 'node:child_process';

/** What it is called, and the command line. */
const STEPS = {
  format: ['prettier', '--check', '--log-level', 'warn', '.'],
  lint: ['oxlint', '--type-aware', '--deny-warnings'],
  types: ['tsc', '--noEmit', '-p', 'tsconfig.json'],
  'types of the console': ['tsc', '-p', 'libs/console/tsconfig.json'],
  'types of its specs': ['tsc', '--noEmit', '-p', 'test/browser/tsconfig.json'],
  rooms: ['depcruise', 'src', 'libs', 'ormconfig.ts', '--output-type', 'err'],
  floors: [process.execPath, 'scripts/floors.mjs'],
  drawing: [process.execPath, 'scripts/room-graph.mjs', '--check'],
};

const failed = Object.entries(STEPS).filter(([name, [command, ...args]]) => {
  const began = Date.now();
  const { status, stdout, stderr } = spawnSync(command, args, {
    encoding: 'utf8',
    env: { ...process.env, PATH: `node_modules/.bin:${process.env.PATH}` },
  });
  console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
  if (status !== 0) console.log(`${stdout ?? ''}${stderr ?? ''}`);
  return status !== 0;
});
process.exitCode = failed.length > 0 ? 1 : 0;
