// Whether it matters how many keys there are, and how many are in memory.
import { load, withConnections } from './client.mjs';
import { KeyDatabase } from './key-database.mjs';
import { inTurn, ratio, told, verification } from './rounds.mjs';
import { Service } from './server.mjs';
import { CONNECTIONS, FEW_KEYS, MANY_KEYS, ROUNDS_OF_START, STARTS, WARM_KEYS } from './settings.mjs';

/** @param databaseUrl of a MariaDB server; two databases are made there, and dropped. */
export async function measureManyKeys(databaseUrl) {
  if (!databaseUrl) return { values: { manyKeys: 'not measured: no MariaDB here, and no DATABASE_URL' } };
  const began = performance.now();
  const databases = [];
  try {
    for (const size of [
      { all: FEW_KEYS, real: FEW_KEYS },
      { all: MANY_KEYS, real: WARM_KEYS },
    ])
      databases.push(await KeyDatabase.make(databaseUrl, size));
    const filled = performance.now();
    const { rounds, megabytes } = await measure(databases);
    const [few, many] = Object.values(rounds);
    return {
      values: { manyKeys: ratio(many, few, 'perCpu') },
      details: [
        ...Object.entries(rounds).map(([name, each]) => told(name, each)),
        `resident memory: ${megabytes.join(' and ')} MiB; filling took ${((filled - began) / 60_000).toFixed(1)} minutes`,
      ],
    };
  } finally {
    for (const database of databases) await database.drop();
  }
}

/** With new processes again and again: where one happens to lie in memory makes a tenth more or less for as long as it runs. */
async function measure(databases) {
  const rounds = {};
  let megabytes;
  for (let start = 0; start < STARTS; start++) {
    const measured = await measureOnce(databases, start % 2 === 1);
    for (const [name, each] of Object.entries(measured.rounds)) (rounds[name] ??= []).push(...each);
    ({ megabytes } = measured);
  }
  return { rounds, megabytes };
}

/** @param isBackwards the last of the services is started first. */
async function measureOnce(databases, isBackwards) {
  const services = [];
  try {
    for (const database of isBackwards ? databases.toReversed() : databases) {
      const server = await Service.start({ databaseUrl: database.url });
      services.push({ server, database });
    }
    if (isBackwards) services.reverse();
    const measures = {};
    for (const { server, database } of services) {
      const requests = database.keys.map((key) => verification({ ApiKey: key }));
      await warmUp(server, requests);
      const requestAt = () => requests[Math.trunc(Math.random() * requests.length)];
      measures[`any of ${requests.length.toLocaleString('en')} warm keys`] = { server, requestAt };
    }
    const rounds = await inTurn(measures, ROUNDS_OF_START);
    return { rounds, megabytes: services.map(({ server }) => server.residentMib) };
  } finally {
    for (const { server } of services) server.stop();
  }
}

/**
 * Asks for each once, or again and again: both services must have answered as often before, for the engine makes code faster that runs often.
 * Copies are kept for five minutes at least, much longer than what is measured then.
 */
function warmUp(server, requests) {
  return withConnections(server.port, CONNECTIONS, (connections) =>
    load(connections, {
      count: Math.max(WARM_KEYS, FEW_KEYS),
      requestAt: (index) => requests[index % requests.length],
      status: 200,
    }),
  );
}
