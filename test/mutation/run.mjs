// `npm run mutation [group ...]`: changes the code that decides, one place at a time, and tells which changes no spec notices.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { GROUPS, LEAST, STRYKER } from './settings.mjs';

const named = process.argv.slice(2);
const unknown = named.filter((name) => !GROUPS[name]);
if (unknown.length > 0)
  throw new Error(`no such group: ${unknown.join()}; there are ${Object.keys(GROUPS).join()}`);

const home = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'latchkey-mutation');
mkdirSync(home, { recursive: true });
writeFileSync(join(home, 'package.json'), '{ "private": true }');
const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-save'];
run('npm', ['install', '--silent', ...options, ...STRYKER], { cwd: home });

const all = { noticed: 0, made: 0 };
const lines = [];
for (const group of named.length > 0 ? named : Object.keys(GROUPS)) {
  const stryker = join(home, 'node_modules/@stryker-mutator/core/bin/stryker.js');
  const env = { ...process.env, STRYKER_HOME: home, MUTATED_GROUP: group };
  run(process.execPath, [stryker, 'run', 'test/mutation/stryker.config.mjs'], { env });
  const { noticed, made } = count(JSON.parse(readFileSync(`reports/mutation/${group}.json`, 'utf8')));
  all.noticed += noticed;
  all.made += made;
  lines.push(lineOf(group, noticed, made));
}
console.log(['', ...lines, lineOf('all', all.noticed, all.made)].join('\n'));
if (all.noticed / all.made < LEAST / 100) {
  console.log(`less than ${LEAST} %`);
  process.exitCode = 1;
}

/** A change that makes a spec wait for ever is noticed, one that no spec meets is not; what was left out (`ignoreStatic`) does not count. */
function count({ files }) {
  const statuses = Object.values(files).flatMap(({ mutants }) => mutants.map(({ status }) => status));
  const noticed = statuses.filter((status) => status === 'Killed' || status === 'Timeout').length;
  const missed = statuses.filter((status) => status === 'Survived' || status === 'NoCoverage').length;
  return { noticed, made: noticed + missed };
}

function lineOf(name, noticed, made) {
  return `${name}: ${noticed} of ${made} changes were noticed (${((100 * noticed) / made).toFixed(0)} %)`;
}

function run(command, args, how) {
  const { status } = spawnSync(command, args, { stdio: 'inherit', ...how });
  if (status !== 0) throw new Error(`${command} ${args[0]} ended with ${status}`);
}
