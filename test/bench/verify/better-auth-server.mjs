// `node better-auth-server.mjs <where better-auth is installed>`: one route that verifies an API key, which it writes into the file `key`.
import { DatabaseSync } from '@photostructure/sqlite';
import fastify from 'fastify';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const { resolve } = createRequire(join(process.argv[2], 'package.json'));
const load = (name) => import(pathToFileURL(resolve(name)).href);
const { betterAuth } = await load('better-auth');
const { getMigrations } = await load('better-auth/db/migration');
const { apiKey } = await load('@better-auth/api-key');
const { NodeSqliteDialect } = await load('@better-auth/kysely-adapter/node-sqlite-dialect');

// the driver of this service, behind the dialect that better-auth has for Node's own; with the rollback journal, which is SQLite's default,
// each of its writes would take a file to be made and deleted
const database = new DatabaseSync('better-auth.sqlite');
database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
const auth = betterAuth({
  secret: randomBytes(32).toString('base64'),
  baseURL: 'http://127.0.0.1',
  database: { dialect: new NodeSqliteDialect({ database }), type: 'sqlite' },
  emailAndPassword: { enabled: true },
  telemetry: { enabled: false },
  plugins: [apiKey({ rateLimit: { enabled: false } })],
});
await (await getMigrations(auth.options)).runMigrations();
const { user } = await auth.api.signUpEmail({
  body: { name: 'Bench', email: 'root@bench.example', password: 'ordinary giraffes count clouds' },
});
const { key } = await auth.api.createApiKey({ body: { userId: user.id, name: 'bench' } });
writeFileSync('key', key);

const app = fastify({ logger: false });
app.get('/', async (request, reply) => {
  const { valid } = await auth.api.verifyApiKey({ body: { key: request.headers['x-api-key'] } });
  return reply.status(valid ? 200 : 401).send();
});
const address = await app.listen({ port: 0, host: '127.0.0.1' });
console.error(`port ${new URL(address).port}.`);
