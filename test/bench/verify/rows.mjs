// What is promised of verification, in the order of the table.
import { CONNECTIONS, FEW_KEYS, LOGIN_CLIENTS, MANY_KEYS, PARALLEL, WARM_KEYS } from './settings.mjs';

const count = (number) => number.toLocaleString('en');

/** By what the groups call what they have measured (see `verify.mjs`). `wants` says on which side of the bar is good. */
export const ROWS = {
  key: {
    group: 'warm',
    measure: 'warm forward-auth with a key : an empty route on bare Fastify',
    wants: 'more',
    bar: 0.6,
    aim: 0.85,
  },
  token: { group: 'warm', measure: 'the same with a JWT', wants: 'more', bar: 0.5, aim: 0.8 },
  peer: {
    group: 'better-auth',
    measure: "warm forward-auth with a key : better-auth's API-key verify in a Fastify route on SQLite",
    wants: 'more',
    bar: 25,
    aim: 40,
  },
  latency: {
    group: 'warm',
    measure: `p99 at ${CONNECTIONS} connections, with a key : bare Fastify's p99`,
    wants: 'less',
    bar: 2.5,
    aim: 1.5,
  },
  cold: {
    group: 'queries',
    measure: 'a key not in the cache: database queries',
    wants: 'equal',
    bar: 1,
    aim: 1,
  },
  garbage: {
    group: 'queries',
    measure: 'garbage that fails the checksum: database queries',
    wants: 'equal',
    bar: 0,
    aim: 0,
  },
  manyKeys: {
    group: 'many-keys',
    measure: `throughput with ${count(MANY_KEYS)} keys in MariaDB, ${count(WARM_KEYS)} of them warm : with ${count(FEW_KEYS)}`,
    wants: 'more',
    bar: 0.9,
    aim: 1,
  },
  logins: {
    group: 'logins',
    measure: `verify p99 while ${LOGIN_CLIENTS} clients log in with passwords : quiet`,
    wants: 'less',
    bar: 3,
    aim: 1.5,
  },
  parallel: {
    group: 'queries',
    measure: `${PARALLEL} parallel requests for one cold key: database queries`,
    wants: 'equal',
    bar: 1,
    aim: 1,
  },
};
