// Whether the time of a refusal tells what there is: `npm run bench:timing [logins|keys ...]`. BENCH_TRIES tries in each arm, which are made
// in turn over one connection; of three runs each must find no difference. DATABASE_URL names a server; absent, it is the embedded database.
import { machine } from './verify/report.mjs';
import { keyArms } from './timing/keys.mjs';
import { loginArms } from './timing/logins.mjs';
import { compare, measureInTurn } from './timing/statistics.mjs';
import { Connection } from './verify/client.mjs';
import { startTimed } from './timing/service.mjs';

const TRIES = Number(process.env.BENCH_TRIES ?? 2000);
const RUNS = Number(process.env.BENCH_RUNS ?? 3);
/** What is dropped of each arm: nothing is warm yet, and rows are written for the first time. */
const DROPPED = 100;
const GROUPS = { logins: loginArms, keys: keyArms };

const named = process.argv.slice(2);
const service = await startTimed();
const about = await machine(service.databaseUrl);
const rows = [];
for (const name of named.length > 0 ? named : Object.keys(GROUPS)) {
  const arms = await GROUPS[name](service, TRIES + DROPPED);
  const connection = await Connection.open(service.port);
  for (let run = 1; run <= RUNS; run++) {
    const taken = await measureInTurn(connection, arms, { tries: TRIES, dropped: DROPPED });
    const compared = compare(taken);
    console.log(`\n== ${name}, run ${run}`);
    console.table(compared);
    rows.push(...compared);
  }
  connection.close();
}
for (const [name, value] of Object.entries(about)) console.log(`${name}: ${value}`);
const told = rows.filter(({ isAlike }) => !isAlike);
console.log(told.length === 0 ? 'No arm can be told from the others.' : `${told.length} comparisons differ.`);
process.exit(told.length === 0 ? 0 : 1);
