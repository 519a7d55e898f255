// How often the database is asked, in this process, on both engines.
import { makeApiKey } from '../../../dist/libs/secrets/index.js';
import { onEachEngine } from '../bed.mjs';
import { withConnections } from './client.mjs';
import { verification } from './rounds.mjs';
import { PARALLEL } from './settings.mjs';

/** Each is counted as often, and the most counts. */
const TIMES = 5;

/** @param databaseUrl of a server; without one, the embedded database alone. */
export async function measureQueries(databaseUrl) {
  const counted = { cold: {}, garbage: {}, parallel: {} };
  await onEachEngine(async (bed) => {
    for (const [name, most] of Object.entries(await countOn(bed))) counted[name][bed.engine] = most;
  }, databaseUrl);
  return { values: counted };
}

async function countOn(bed) {
  const address = await bed.server.listen({ port: 0, host: '127.0.0.1' });
  return withConnections(Number(new URL(address).port), PARALLEL, async (connections) => {
    const garbage = misspelt(makeApiKey().value);
    return {
      cold: await mostOf(bed, async () => {
        const key = await makeKey(bed);
        return () => ask(connections.slice(0, 1), key, 200);
      }),
      garbage: await mostOf(bed, async () => () => ask(connections.slice(0, 1), garbage, 401)),
      parallel: await mostOf(bed, async () => {
        const key = await makeKey(bed);
        return () => ask(connections, key, 200);
      }),
    };
  });
}

/** @param prepare gives what is then counted. */
async function mostOf(bed, prepare) {
  let most = [];
  for (let time = 0; time < TIMES; time++) {
    const statements = await bed.record(await prepare());
    if (statements.length > most.length) most = statements;
  }
  if (most.length > 1) console.log(most.map(({ sql }) => `  ${sql}`).join('\n'));
  return most.length;
}

async function ask(connections, key, status) {
  const bytes = verification({ ApiKey: key });
  const answers = await Promise.all(connections.map((connection) => connection.ask(bytes)));
  const other = answers.find((answer) => answer.status !== status);
  if (other) throw new Error(`answered ${other.status} instead of ${status}`);
}

async function makeKey(bed) {
  const { apiKey } = await bed.ask('POST', '/v1/apiKeys', {
    metadata: { name: `bench ${Math.random()}` },
    spec: { expiresInDays: 30 },
  });
  return apiKey;
}

/** Looks like a key, but its checksum is of another. */
function misspelt(key) {
  return key.slice(0, -1) + (key.endsWith('0') ? '1' : '0');
}
