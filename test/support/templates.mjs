import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Before the first spec: a place for the migrated databases that are copied instead of being migrated anew for each file. */
export function setup() {
  process.env.TEST_TEMPLATES = mkdtempSync(join(tmpdir(), 'latchkey-templates-'));
}

/** After the last spec: the templates go, those on the server too. */
export async function teardown() {
  const directory = process.env.TEST_TEMPLATES;
  const onServer = readdirSync(directory).filter((name) => name.endsWith('.server'));
  if (onServer.length > 0) await drop(onServer.map((name) => name.slice(0, -'.server'.length)));
  rmSync(directory, { recursive: true, force: true });
}

async function drop(databases) {
  const { createConnection } = await import('mysql2/promise');
  const url = new URL(process.env.DATABASE_URL);
  url.pathname = '';
  const connection = await createConnection(url.toString());
  try {
    for (const database of databases) await connection.query(`DROP DATABASE IF EXISTS \`${database}\``);
  } finally {
    await connection.end();
  }
}
