// A database with very many keys. Those that are asked for are real; the others are rows like them, which a server makes by itself.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { makeApiKey } from '../../../dist/libs/secrets/index.js';
import { connectTo } from './mariadb.mjs';

const USERS_PER_TENANT = 100;
const KEYS_PER_USER = 10;
const MOST_USERS = 10_000;
const ROWS_AT_ONCE = 1000;
const FILLERS_AT_ONCE = 500_000;
const DAY = 86_400_000;
const USER_ROLE = '00000000-0000-7000-8000-000000000003';
const NOW = new Date();

const hex = (number, length) => number.toString(16).padStart(length, '0');
const uidOf = (kind, number) => `01900000-000${kind}-7000-8000-${hex(number, 12)}`;
const TENANT = 1;
const USER = 2;
const KEY = 3;
const FILLER = 4;
const userUid = (user) => uidOf(USER, user);
const tenantUid = (user) => uidOf(TENANT, Math.trunc(user / USERS_PER_TENANT));

export class KeyDatabase {
  /** @param all how many keys it has. @param real how many of them can be asked for. */
  static async make(serverUrl, { all, real }) {
    const name = `latchkey_bench_${randomBytes(4).toString('hex')}`;
    const admin = await connectTo(serverUrl, { timezone: 'Z' });
    await admin.query(`CREATE DATABASE ${name}`);
    const url = Object.assign(new URL(serverUrl), { pathname: `/${name}` }).toString();
    const database = Object.assign(new KeyDatabase(), { admin, name, url });
    migrate(url);
    await admin.query(`USE ${name}`);
    await database.fillUsers(Math.min(MOST_USERS, real / KEYS_PER_USER));
    await database.fillKeys(all, real);
    return database;
  }

  async drop() {
    await this.admin.query(`DROP DATABASE ${this.name}`);
    await this.admin.end();
  }

  async fillUsers(users) {
    const made = { created_at: NOW, modified_at: NOW };
    const shared = { annotations: '{}', labels: '{}', is_active: 1, ...made };
    await this.insert('tenants', Math.ceil(users / USERS_PER_TENANT), (row) => ({
      uid: uidOf(TENANT, row),
      org_name: `organisation-${row}`,
      org_name_folded: `organisation-${row}`,
      org_email_id: '',
      address: '{}',
      allows_query_api_keys: 1,
      ...shared,
    }));
    await this.insert('users', users, (row) => ({
      uid: userUid(row),
      tenant_uid: tenantUid(row),
      email_id: `user-${row}@bench.example`,
      email_folded: `user-${row}@bench.example`,
      first_name: 'Uma',
      last_name: `User${row}`,
      name: `Uma User${row}`,
      name_folded: `uma user${row}`,
      is_platform_admin: 0,
      session_epoch: 0,
      link_nonce: uidOf(USER, row),
      ...shared,
    }));
    await this.insert('role_assignments', users, (row) => ({
      user_uid: userUid(row),
      role_uid: USER_ROLE,
      tenant_uid: tenantUid(row),
    }));
    this.users = users;
  }

  async fillKeys(all, real) {
    const drawn = Array.from({ length: real }, () => makeApiKey());
    const rowAt = (row) => ({
      uid: uidOf(KEY, row),
      tenant_uid: tenantUid(row % this.users),
      user_uid: userUid(row % this.users),
      created_by_uid: userUid(row % this.users),
      name: `key-${row}`,
      name_folded: `key-${row}`,
      annotations: '{}',
      labels: '{}',
      digest: drawn[row].digest,
      start: drawn[row].start,
      last_four: drawn[row].lastFour,
      expiry: new Date(NOW.getTime() + ((row % 365) + 2) * DAY),
      is_active: 1,
      created_at: NOW,
      modified_at: NOW,
    });
    await this.insert('api_keys', real, rowAt);
    if (all > real) await this.addFillers(all - real, Object.keys(rowAt(0)));
    this.keys = drawn.map(({ value }) => value);
    await this.admin.query('ANALYZE TABLE tenants, users, role_assignments, api_keys');
  }

  /** Their digests ascend, with those of real keys all between them; indices are made when the rows are there. Both is much faster. */
  async addFillers(count, columns) {
    const { admin } = this;
    const makeIndices = await this.dropIndices('api_keys', 'fk_api_keys_user');
    await admin.query('SET foreign_key_checks = 0, unique_checks = 0');
    const number = (length, of = 'seq') => `LPAD(LOWER(HEX(${of})), ${length}, '0')`;
    const user = `seq % ${this.users}`;
    const values = {
      uid: `CONCAT('${uidOf(FILLER, 0).slice(0, -12)}', ${number(12)})`,
      tenant_uid: `CONCAT('${uidOf(TENANT, 0).slice(0, -12)}', ${number(12, `(${user}) DIV ${USERS_PER_TENANT}`)})`,
      user_uid: `CONCAT('${uidOf(USER, 0).slice(0, -12)}', ${number(12, user)})`,
      created_by_uid: `CONCAT('${uidOf(USER, 0).slice(0, -12)}', ${number(12, user)})`,
      name: "CONCAT('filler-', seq)",
      name_folded: "CONCAT('filler-', seq)",
      annotations: "'{}'",
      labels: "'{}'",
      digest: `CONCAT(${number(12, `seq * ${Math.trunc(2 ** 48 / (count + 1))}`)}, LEFT(SHA2(seq, 256), 52))`,
      start: "'lk_fill'",
      last_four: "'erer'",
      expiry: 'NOW(3) + INTERVAL (seq % 365 + 2) DAY',
      is_active: '1',
      created_at: 'NOW(3)',
      modified_at: 'NOW(3)',
    };
    const select = columns.map((column) => values[column]).join();
    for (let from = 1; from <= count; from += FILLERS_AT_ONCE) {
      const to = Math.min(count, from + FILLERS_AT_ONCE - 1);
      await admin.query(
        `INSERT INTO api_keys (${columns.join()}) SELECT ${select} FROM seq_${from}_to_${to} AS fillers`,
      );
      console.log(`${to} of ${count} keys that nobody asks for are there`);
    }
    await makeIndices();
    console.log('their indices are there');
  }

  /** @returns makes them, and the foreign key, again. */
  async dropIndices(table, foreignKey) {
    const { admin } = this;
    const [[{ 'Create Table': definition }]] = await admin.query(`SHOW CREATE TABLE ${table}`);
    const lines = definition.split('\n').map((line) => line.trim().replace(/,$/, ''));
    const indices = lines.filter((line) => /^(UNIQUE )?KEY /.test(line));
    const constraint = lines.find((line) => line.startsWith(`CONSTRAINT \`${foreignKey}\``));
    const drops = indices.map((line) => `DROP KEY ${/`\w+`/.exec(line)[0]}`);
    await admin.query(`ALTER TABLE ${table} DROP FOREIGN KEY ${foreignKey}, ${drops.join()}`);
    return async () => {
      await admin.query(`ALTER TABLE ${table} ${indices.map((line) => `ADD ${line}`).join()}`);
      await admin.query(`ALTER TABLE ${table} ADD ${constraint}`);
    };
  }

  async insert(table, count, rowAt) {
    const columns = Object.keys(rowAt(0));
    for (let from = 0; from < count; from += ROWS_AT_ONCE) {
      const rows = Array.from({ length: Math.min(ROWS_AT_ONCE, count - from) }, (_, index) =>
        Object.values(rowAt(from + index)),
      );
      await this.admin.query(`INSERT INTO ${table} (${columns.join()}) VALUES ?`, [rows]);
    }
  }
}

/** Brings the schema there. In a directory of its own: the service makes its data directory wherever it runs. */
function migrate(url) {
  const directory = mkdtempSync(join(tmpdir(), 'latchkey-bench-'));
  const env = {
    PATH: process.env.PATH,
    DATABASE_URL: url,
    LATCHKEY_MASTER_KEY: randomBytes(32).toString('base64'),
    LATCHKEY_DATA_DIR: directory,
  };
  try {
    execFileSync(process.execPath, [resolve('dist/src/database/migrate.js')], { env, stdio: 'ignore' });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
