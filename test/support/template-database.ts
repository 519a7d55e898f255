import { randomBytes } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Connection, RowDataPacket } from 'mysql2/promise';
import { ConfigService } from '../../src/config/config.service.js';
import { dataSourceOptions, openDataSource } from '../../src/database/data-source.js';
import { migrate } from '../../src/database/schema.js';

/** Of this run alone, and removed after it: what migrations make is never older than they are. */
const TEMPLATES = process.env['TEST_TEMPLATES'] ?? '';
const ON_SERVER = '.server';

/** Brings a database up to date as the service does. */
export async function migrateDatabase(env: Record<string, string>): Promise<void> {
  const dataSource = await openDataSource(dataSourceOptions(new ConfigService(env)));
  try {
    await migrate(dataSource);
  } finally {
    await dataSource.destroy();
  }
}

/** Puts a migrated file into an empty data directory. */
export async function copyEmbedded(env: Record<string, string>): Promise<void> {
  const template = join(TEMPLATES, 'embedded');
  if (!existsSync(template)) {
    const own = { ...env, LATCHKEY_DATA_DIR: mkdtempSync(join(TEMPLATES, 'embedded-')) };
    await migrateDatabase(own);
    renameSync(new ConfigService(own).embeddedDatabaseFile, template); // several may do this at once: one of them stays
  }
  copyFileSync(template, new ConfigService(env).embeddedDatabaseFile);
}

/** Fills an empty database on the server with what a migrated one has. @param connection to the server, good for many statements at once. */
export async function copyOnServer(connection: Connection, env: Record<string, string>): Promise<void> {
  const { database, tables } = await serverTemplate(connection, env);
  const target = new URL(env['DATABASE_URL'] ?? '').pathname.slice(1);
  const statements = Object.entries(tables).flatMap(([name, create]) => [
    create,
    `INSERT INTO \`${name}\` SELECT * FROM \`${database}\`.\`${name}\``,
  ]);
  await connection.query(
    [`USE \`${target}\``, 'SET foreign_key_checks = 0', ...statements, 'SET foreign_key_checks = 1'].join(
      ';\n',
    ),
  );
}

/** A migrated database, and the statement that makes each of its tables. */
interface ServerTemplate {
  database: string;
  tables: Record<string, string>;
}

async function serverTemplate(connection: Connection, env: Record<string, string>): Promise<ServerTemplate> {
  const file = readdirSync(TEMPLATES).find((name) => name.endsWith(ON_SERVER));
  if (file !== undefined) return JSON.parse(readFileSync(join(TEMPLATES, file), 'utf8')) as ServerTemplate;
  const url = new URL(env['DATABASE_URL'] ?? '');
  const database = `latchkey_template_${randomBytes(6).toString('hex')}`;
  url.pathname = database;
  await connection.query(`CREATE DATABASE \`${database}\` CHARACTER SET latin1`);
  await migrateDatabase({ ...env, DATABASE_URL: url.toString() });
  const template = { database, tables: await tablesOf(connection, database) };
  const unready = join(TEMPLATES, database);
  writeFileSync(unready, JSON.stringify(template));
  renameSync(unready, unready + ON_SERVER); // others see all of it or nothing
  return template;
}

async function tablesOf(connection: Connection, database: string): Promise<Record<string, string>> {
  const [names] = await connection.query<RowDataPacket[]>(`SHOW TABLES FROM \`${database}\``);
  const tables: Record<string, string> = {};
  for (const row of names) {
    const name = String(Object.values(row)[0]);
    const [[table]] = await connection.query<RowDataPacket[]>(
      `SHOW CREATE TABLE \`${database}\`.\`${name}\``,
    );
    tables[name] = String(table?.['Create Table']);
  }
  return tables;
}
