// What verification promises, measured: `node test/bench/verify.mjs [group ...]`, all groups when none is named.
import { measureBetterAuth } from './verify/better-auth.mjs';
import { measureLogins } from './verify/logins.mjs';
import { measureManyKeys } from './verify/many-keys.mjs';
import { startMariaDb } from './verify/mariadb.mjs';
import { measureQueries } from './verify/queries.mjs';
import { machine, tableOf, writeResults } from './verify/report.mjs';
import { ROWS } from './verify/rows.mjs';
import { IS_QUICK } from './verify/settings.mjs';
import { measureWarm } from './verify/warm.mjs';

const GROUPS = {
  warm: measureWarm,
  'better-auth': measureBetterAuth,
  queries: measureQueries,
  'many-keys': measureManyKeys,
  logins: measureLogins,
};
/** Those that need a server. */
const ON_SERVER = ['queries', 'many-keys'];

const named = process.argv.slice(2);
const unknown = named.filter((name) => !GROUPS[name]);
if (unknown.length > 0)
  throw new Error(`no such group: ${unknown.join()}; there are ${Object.keys(GROUPS).join()}`);
const groups = named.length > 0 ? named : Object.keys(GROUPS);

const began = performance.now();
const databaseUrl = groups.some((name) => ON_SERVER.includes(name))
  ? (process.env.DATABASE_URL ?? (await startMariaDb()))
  : undefined;
const about = await machine(databaseUrl);
const values = {};
const details = [];
for (const name of groups) {
  console.log(`\n== ${name}${IS_QUICK ? ' (BENCH_QUICK: too little for numbers)' : ''}`);
  const measured = await GROUPS[name](databaseUrl).catch((fault) => failed(name, fault));
  Object.assign(values, measured.values);
  for (const line of measured.details ?? []) console.log(line);
  details.push(...(measured.details ?? []));
}
const table = tableOf(values);
const minutes = ((performance.now() - began) / 60_000).toFixed(0);
console.log(`\n${table}\n`);
for (const [name, value] of Object.entries(about)) console.log(`${name}: ${value}`);
if (IS_QUICK) console.log('BENCH_QUICK: too little for numbers');
else if (named.length === 0) console.log(`written: ${writeResults({ table, about, details, minutes })}`);
process.exit(process.exitCode); // a server of its own goes with it

/** The others are measured all the same. */
function failed(group, fault) {
  console.error(fault);
  process.exitCode = 1;
  const rows = Object.keys(ROWS).filter((id) => ROWS[id].group === group);
  return {
    values: Object.fromEntries(rows.map((id) => [id, `not measured: ${fault.message.split('\n')[0]}`])),
  };
}
