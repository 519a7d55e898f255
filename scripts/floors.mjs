// Holds package-lock.json against the oldest versions that are known to be safe: a lock file that went back below one is a failure.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** By package: the oldest version, and what it was that made it the oldest. */
const FLOORS = JSON.parse(readFileSync(join(import.meta.dirname, 'floors.json'), 'utf8'));
const [lockFile = 'package-lock.json'] = process.argv.slice(2);
const { packages } = JSON.parse(readFileSync(lockFile, 'utf8'));

const tooOld = Object.entries(packages).flatMap(([path, { name, version }]) => {
  const known = name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length); // an alias has a name beside its path
  const [floor, reason] = FLOORS[known] ?? [];
  return floor === undefined || isAtLeast(version, floor)
    ? []
    : [`${path} is ${version}, and must be at least ${floor}: ${reason}`];
});
for (const line of tooOld) console.error(line);
process.exitCode = tooOld.length > 0 ? 1 : 0;

/** As semantic versions are ordered; what comes before a release is older than it. */
function isAtLeast(version = '0.0.0', floor) {
  const [release, early] = version.split('+')[0].split(/-(.*)/);
  const [ours, theirs] = [release, floor].map((text) => text.split('.').map(Number));
  const at = ours.findIndex((part, index) => part !== theirs[index]);
  return at === -1 ? early === undefined : ours[at] > theirs[at];
}
