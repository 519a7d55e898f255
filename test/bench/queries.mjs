// What the database is asked, and how it finds the answer: statements per request, EXPLAIN of each, and time next to a bare route.
// On the embedded database; on a server too when DATABASE_URL is set (it makes a database beside the named one and drops it).
import 'reflect-metadata';
import fastify from 'fastify';
import { NestFactory } from '@nestjs/core';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { pino } from 'pino';
import { DataSource } from 'typeorm';
import { httpAdapter } from '../../dist/src/app.adapter.js';
import { AppModule } from '../../dist/src/app.module.js';
import { setUpApp } from '../../dist/src/app.setup.js';
import { ConfigService } from '../../dist/src/config/config.service.js';
import { dataSourceOptions, openDataSource } from '../../dist/src/database/data-source.js';
import { migrate } from '../../dist/src/database/schema.js';

const KEYS = 100_000;
const REQUESTS = 2000;
const ROUNDS = 5;
const LOGIN = { emailId: 'root@bench.example', password: 'ordinary giraffes count clouds' };

await bench(undefined);
if (process.env.DATABASE_URL) await bench(process.env.DATABASE_URL);

async function bench(serverUrl) {
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
  console.log(
    `\n== ${url ? 'MariaDB' : 'SQLite'}, ${KEYS} keys in one tenant of ${Math.round(KEYS * 1.1)} in all`,
  );
  await measure(server, app.get(DataSource));
  await app.close();
  await admin?.query(`DROP DATABASE ${url.pathname.slice(1)}`);
  await admin?.end();
  rmSync(directory, { recursive: true, force: true });
}

async function measure(server, source) {
  const call = (method, path, headers, body) =>
    server.inject({
      method,
      url: path,
      headers: { 'content-type': 'application/json', ...headers },
      ...(body && { payload: JSON.stringify(body) }),
    });
  const token = (await call('POST', '/v1/auth/authenticate', {}, LOGIN)).json().Authorization;
  const me = (await call('GET', '/v1/users/info', { authorization: token })).json();
  const { apiKey } = (
    await call(
      'POST',
      '/v1/apiKeys',
      { authorization: token },
      { metadata: { name: 'bench' }, spec: { expiresInDays: 30 } },
    )
  ).json();
  await fill(source, me);

  const routes = {
    'GET /v1/users/info with a key': () => call('GET', '/v1/users/info', { apikey: apiKey }),
    'GET /v1/users/info with a token': () => call('GET', '/v1/users/info', { authorization: token }),
    'GET /v1/users/info with garbage': () =>
      call('GET', '/v1/users/info', { apikey: `lk_${'x'.repeat(38)}` }),
    'GET /v1/apiKeys?limit=50': () => call('GET', '/v1/apiKeys?limit=50', { authorization: token }),
    'GET /v1/apiKeys?limit=50&orderBy=name': () =>
      call('GET', '/v1/apiKeys?limit=50&orderBy=name', { authorization: token }),
    'GET /v1/apiKeys?limit=50&status=expired': () =>
      call('GET', '/v1/apiKeys?limit=50&status=expired', { authorization: token }),
    'GET /v1/audits?limit=50': () => call('GET', '/v1/audits?limit=50', { authorization: token }),
  };
  for (const [name, send] of Object.entries(routes)) {
    const statements = await record(source, send);
    console.log(`\n${name}: ${statements.length} statement(s)`);
    for (const { sql, parameters } of statements) console.log(`  ${await explain(source, sql, parameters)}`);
  }

  const bare = fastify({ logger: false }).get('/', () => ({ orgName: 'a', tenantUid: 'b', userUid: 'c' }));
  await bare.ready();
  const floor = () => bare.inject('/');
  console.log(
    `\ntime of one request, as a multiple of an empty route on bare Fastify (${ROUNDS} rounds taken in turn, median):`,
  );
  for (const [name, send] of Object.entries(routes)) {
    const requests = name.includes('limit=') ? REQUESTS / 20 : REQUESTS;
    const ratios = [];
    let ms = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const base = await timed(floor, REQUESTS);
      ms = await timed(send, requests);
      ratios.push(ms / base);
    }
    ratios.sort((a, b) => a - b);
    console.log(`  ${name}: ${ratios[ROUNDS >> 1].toFixed(1)}x (${ms.toFixed(2)} ms)`);
  }
}

async function timed(send, times) {
  const began = performance.now();
  for (let at = 0; at < times; at++) await send();
  return (performance.now() - began) / times;
}

/** @returns the statements that one request sends. */
async function record(source, send) {
  const statements = [];
  const { logger } = source;
  source.logger = Object.assign(Object.create(logger), {
    logQuery: (sql, parameters) => void statements.push({ sql, parameters }),
  });
  await send();
  source.logger = logger;
  return statements;
}

async function explain(source, sql, parameters) {
  if (source.options.type === 'better-sqlite3') {
    const rows = await source.query(`EXPLAIN QUERY PLAN ${sql}`, parameters);
    return rows.map((row) => row.detail).join('; ');
  }
  const rows = await source.query(`EXPLAIN ${sql}`, parameters);
  return rows
    .map((row) => `${row.table}: ${row.type} ${row.key ?? ''} rows ${row.rows} ${row.Extra ?? ''}`.trim())
    .join('; ');
}

/** Writes rows past the service, as a big tenant and some small ones would have them after a year. */
async function fill(source, { tenantUid, userUid }) {
  const now = Date.now();
  const text = (date) =>
    source.options.type === 'better-sqlite3' ? date.toISOString().replace('T', ' ').replace('Z', '') : date;
  const columns = [
    'uid',
    'tenant_uid',
    'user_uid',
    'created_by_uid',
    'name',
    'name_folded',
    'annotations',
    'labels',
    'digest',
    'start',
    'last_four',
    'expiry',
    'is_active',
    'expired_at',
    'created_at',
    'modified_at',
  ];
  for (let at = 0; at < KEYS * 1.1; at += 500) {
    const values = [];
    for (let row = at; row < at + 500; row++) {
      const made = text(new Date(now - row * 300_000));
      const expiry = text(new Date(now + (row % 100 < 90 ? 1 : -1) * (row % 365) * 86_400_000 + 1000));
      const stamp = (now - row * 300).toString(16).padStart(12, '0');
      const uid = `${stamp.slice(0, 8)}-${stamp.slice(8)}-7${randomUUID().slice(15)}`;
      values.push(
        uid,
        row < KEYS ? tenantUid : randomUUID(),
        userUid,
        userUid,
        `key-${row}`,
        `key-${row}`,
        '{}',
        '{}',
        randomBytes(32).toString('hex'),
        'lk_abcd',
        'wxyz',
        expiry,
        1,
        null,
        made,
        made,
      );
    }
    const places = Array.from({ length: 500 }, () => `(${columns.map(() => '?').join(',')})`).join(',');
    await source.query(`INSERT INTO api_keys (${columns.join(',')}) VALUES ${places}`, values);
  }
  if (source.options.type !== 'better-sqlite3') await source.query('ANALYZE TABLE api_keys');
}
