// What the benchmarks share: the service on a database of its own, what it asks that database, and time next to a bare route.
import 'reflect-metadata';
import fastify from 'fastify';
import { NestFactory } from '@nestjs/core';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';
import { pino } from 'pino';
import { DataSource } from 'typeorm';
import { httpAdapter } from '../../dist/src/app.adapter.js';
import { AppModule } from '../../dist/src/app.module.js';
import { setUpApp } from '../../dist/src/app.setup.js';
import { ConfigService } from '../../dist/src/config/config.service.js';
import { dataSourceOptions, openDataSource } from '../../dist/src/database/data-source.js';
import { migrate } from '../../dist/src/database/schema.js';

const LOGIN = { emailId: 'root@bench.example', password: 'ordinary giraffes count clouds' };
const ROWS_AT_ONCE = 1000;

/**
 * Runs a benchmark on the embedded database, and on a server too when DATABASE_URL is set (in a database beside the named one, dropped
 * afterwards). BENCH=server leaves the embedded one out.
 */
export async function onEachEngine(bench, serverUrl = process.env.DATABASE_URL) {
  if (process.env.BENCH !== 'server') await onOne(undefined, bench);
  if (serverUrl) await onOne(serverUrl, bench);
}

async function onOne(serverUrl, bench) {
  const directory = mkdtempSync(join(tmpdir(), 'latchkey-bench-'));
  const url =
    serverUrl &&
    Object.assign(new URL(serverUrl), { pathname: `/latchkey_bench_${randomBytes(4).toString('hex')}` });
  const admin =
    url && (await createConnection(Object.assign(new URL(serverUrl), { pathname: '' }).toString()));
  await admin?.query(`CREATE DATABASE ${url.pathname.slice(1)}`);
  const config = new ConfigService({
    LATCHKEY_DATA_DIR: directory,
    LATCHKEY_MASTER_KEY: randomBytes(32).toString('base64'),
    LATCHKEY_BOOTSTRAP_ORG: 'bench',
    LATCHKEY_BOOTSTRAP_EMAIL: LOGIN.emailId,
    LATCHKEY_BOOTSTRAP_PASSWORD: LOGIN.password,
    LATCHKEY_LOG_LEVEL: 'silent',
    ...(url && { DATABASE_URL: url.toString() }),
  });
  if (url) {
    const source = await openDataSource(dataSourceOptions(config));
    await migrate(source);
    await source.destroy();
  }
  const app = await NestFactory.create(
    AppModule.with(config),
    httpAdapter(config, pino({ level: 'silent' })),
    { bodyParser: false, logger: false },
  );
  setUpApp(app);
  await app.init();
  const server = app.getHttpAdapter().getInstance();
  await server.ready();
  try {
    await bench(await Bed.of(server, app.get(DataSource), url ? 'MariaDB' : 'SQLite'));
  } finally {
    await app.close();
    await admin?.query(`DROP DATABASE ${url.pathname.slice(1)}`);
    await admin?.end();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The running service, with somebody logged in. */
export class Bed {
  constructor(server, source, engine) {
    this.server = server;
    this.source = source;
    this.engine = engine;
  }

  static async of(server, source, engine) {
    const bed = new Bed(server, source, engine);
    bed.token = (await bed.call('POST', '/v1/auth/authenticate', {}, LOGIN)).json().Authorization;
    bed.me = (await bed.call('GET', '/v1/users/info', { authorization: bed.token })).json();
    return bed;
  }

  call(method, path, headers, body) {
    return this.server.inject({
      method,
      url: path,
      headers: { 'content-type': 'application/json', ...headers },
      ...(body && { payload: JSON.stringify(body) }),
    });
  }

  /** @returns the body of an answer to who is logged in. */
  async ask(method, path, body) {
    const answer = await this.call(method, path, { authorization: this.token }, body);
    if (answer.statusCode >= 400) throw new Error(`${method} ${path}: ${answer.statusCode} ${answer.body}`);
    return answer.json();
  }

  get isServer() {
    return this.source.options.type !== 'better-sqlite3';
  }

  /** @returns an instant as its column takes it. */
  time(ms) {
    const date = new Date(ms);
    return this.isServer ? date : date.toISOString().replace('T', ' ').replace('Z', '');
  }

  /** Writes rows past the service. @param rowAt what each column holds, by the number of the row. */
  async fill(table, count, rowAt) {
    const columns = Object.keys(rowAt(0));
    const places = (rows) =>
      Array.from({ length: rows }, () => `(${columns.map(() => '?').join(',')})`).join();
    for (let at = 0; at < count; at += ROWS_AT_ONCE) {
      const rows = Math.min(ROWS_AT_ONCE, count - at);
      const values = [];
      for (let row = at; row < at + rows; row++) values.push(...Object.values(rowAt(row)));
      await this.source.query(`INSERT INTO ${table} (${columns.join()}) VALUES ${places(rows)}`, values);
    }
    if (this.isServer) await this.source.query(`ANALYZE TABLE ${table}`);
  }

  /** The same for very many rows: indices are made once they are all there, as a restored copy would have them. */
  async fillAnew(table, count, rowAt) {
    const { isServer, source } = this;
    const indices = isServer
      ? await source.query(
          "SELECT index_name AS name, GROUP_CONCAT(column_name ORDER BY seq_in_index) AS columns FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name = ? AND index_name <> 'PRIMARY' GROUP BY index_name",
          [table],
        )
      : await source.query(
          'SELECT name, sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL AND type = ?',
          [table, 'index'],
        );
    for (const { name } of indices) await source.query(`DROP INDEX ${name}${isServer ? ` ON ${table}` : ''}`);
    await this.fill(table, count, rowAt);
    for (const { name, columns, sql } of indices)
      await source.query(sql ?? `CREATE INDEX ${name} ON ${table} (${columns})`);
    if (isServer) await source.query(`ANALYZE TABLE ${table}`);
  }

  /** @returns what a row of this table takes on disk, with its part of the indices. */
  async bytesPerRow(table, rows) {
    const [{ bytes }] = this.isServer
      ? await this.source.query(
          'SELECT data_length + index_length AS bytes FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = ?',
          [table],
        )
      : await this.source.query(
          'SELECT SUM(pgsize) AS bytes FROM dbstat WHERE name IN (SELECT name FROM sqlite_master WHERE tbl_name = ?)',
          [table],
        );
    return Math.round(bytes / rows);
  }

  /** Prints the statements of each route, and how the database finds the answers. @param known plans that are left out. */
  async printPlans(routes, known = []) {
    for (const [name, send] of Object.entries(routes)) {
      const statements = await this.record(send);
      console.log(`\n${name}: ${statements.length} statement(s)`);
      for (const { sql, parameters } of statements.filter((statement) => !known.includes(statement.sql)))
        console.log(`  ${await this.explain(sql, parameters)}${await this.rowsRead(sql, parameters)}`);
    }
  }

  /** @returns the statements that one request sends, without those of the feed of changes, which reads all the time. */
  async record(send) {
    const statements = [];
    const { source } = this;
    const { logger } = source;
    source.logger = Object.assign(Object.create(logger), {
      logQuery: (sql, parameters) => void statements.push({ sql, parameters }),
    });
    await send();
    source.logger = logger;
    return statements.filter(({ sql }) => !sql.includes(' FROM credential_changes '));
  }

  async explain(sql, parameters) {
    if (!this.isServer) {
      const rows = await this.source.query(`EXPLAIN QUERY PLAN ${sql}`, parameters);
      return rows.map((row) => row.detail).join('; ');
    }
    const rows = await this.source.query(`EXPLAIN ${sql}`, parameters);
    return rows
      .map((row) => `${row.table}: ${row.type} ${row.key ?? ''} rows ${row.rows} ${row.Extra ?? ''}`.trim())
      .join('; ');
  }

  /** What a server really read, whatever it planned; SQLite does not count. */
  async rowsRead(sql, parameters) {
    if (!this.isServer) return '';
    const runner = this.source.createQueryRunner();
    try {
      await runner.query('FLUSH STATUS');
      await runner.query(sql, parameters);
      const counters = await runner.query(
        "SHOW SESSION STATUS WHERE Variable_name LIKE 'Handler_read%' OR Variable_name = 'Handler_icp_attempts'",
      );
      return ` [read ${counters.reduce((sum, { Value }) => sum + Number(Value), 0)}]`;
    } finally {
      await runner.release();
    }
  }

  /**
   * Prints how long each route takes as a multiple of an empty route on bare Fastify, taken in turn.
   * @param requestsOf how many requests of a route are timed in one round.
   */
  async printTimes(routes, { rounds, requestsOf }) {
    const bare = fastify({ logger: false }).get('/', () => ({ orgName: 'a', tenantUid: 'b', userUid: 'c' }));
    await bare.ready();
    console.log(
      `\ntime of one request, as a multiple of an empty route on bare Fastify (${rounds} rounds taken in turn, median):`,
    );
    for (const [name, send] of Object.entries(routes)) {
      const taken = [];
      for (let round = 0; round < rounds; round++) {
        const base = await timed(() => bare.inject('/'), 2000);
        const ms = await timed(send, requestsOf(name));
        taken.push({ ms, ratio: ms / base });
      }
      taken.sort((a, b) => a.ratio - b.ratio);
      const { ms, ratio } = taken[rounds >> 1];
      console.log(`  ${name}: ${ratio.toFixed(1)}x (${ms.toFixed(2)} ms)`);
    }
    await bare.close();
  }
}

/** @returns milliseconds per request. */
async function timed(send, times) {
  const began = performance.now();
  for (let at = 0; at < times; at++) await send();
  const ms = (performance.now() - began) / times;
  // requests without a socket on the embedded database never wait, and what was put off until something does would pile up
  await pause(1);
  return ms;
}

/** @returns a uid as it would have been made at that moment. */
export function uidAt(ms) {
  const stamp = Math.trunc(ms).toString(16).padStart(12, '0');
  return `${stamp.slice(0, 8)}-${stamp.slice(8)}-7${randomUUID().slice(15)}`;
}
