import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from 'mysql2/promise';
import { copyEmbedded, copyOnServer } from './template-database.js';

const SERVER = process.env['DATABASE_URL'];

/** True when the suite runs on a server: `DATABASE_URL=mysql://... npm test`. */
export const isServer = SERVER !== undefined && SERVER !== '';

/** An empty database of one's own: a file in a new directory, or a new database on the server. */
export interface TestDatabase {
  /** What the service needs in its environment to use it. */
  env: Record<string, string>;
  directory: string;
  /** Removes everything. */
  drop(): Promise<void>;
}

/** @param options `migrated: false` leaves a server's database without tables. */
export async function createTestDatabase({ migrated = true } = {}): Promise<TestDatabase> {
  const directory = mkdtempSync(join(tmpdir(), 'latchkey-test-'));
  const env = { LATCHKEY_DATA_DIR: directory, LATCHKEY_MASTER_KEY: randomBytes(32).toString('base64') };
  if (!SERVER)
    return { env, directory, drop: async () => rmSync(directory, { recursive: true, force: true }) };
  const url = new URL(SERVER);
  url.pathname = `${url.pathname}_${randomBytes(6).toString('hex')}`;
  await query(`CREATE DATABASE \`${url.pathname.slice(1)}\` CHARACTER SET latin1`); // the worst default: our tables say what they need
  const serverEnv = { ...env, DATABASE_URL: url.toString() };
  if (migrated) await onServer((connection) => copyOnServer(connection, serverEnv));
  return {
    env: serverEnv,
    directory,
    drop: async () => {
      await query(`DROP DATABASE \`${url.pathname.slice(1)}\``);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** A database of one's own that is migrated already, the embedded one too: a copy, for those who do not ask how that is done. */
export async function createMigratedDatabase(): Promise<TestDatabase> {
  const database = await createTestDatabase();
  if (!SERVER) await copyEmbedded(database.env);
  return database;
}

const query = (statement: string) => onServer((connection) => connection.query(statement));

async function onServer(work: (connection: Connection) => Promise<unknown>): Promise<void> {
  const url = new URL(SERVER ?? '');
  url.pathname = '';
  const { createConnection } = await import('mysql2/promise'); // only a server needs it, and it takes long to load
  const connection = await createConnection({ uri: url.toString(), multipleStatements: true });
  try {
    await work(connection);
  } finally {
    await connection.end();
  }
}
