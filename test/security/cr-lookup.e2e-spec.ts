import crypto from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import type { Test } from 'supertest';
import { DataSource } from 'typeorm';
import { ChangeFeed } from '../../src/changes/change-feed.service.js';
import { Given, tokenOf } from '../support/given.js';
import type { Person } from '../support/given.js';
import { cookieOf, resume } from '../support/session-cookie.js';
import { NO_LIMITS } from '../support/no-limits.js';
import { TestApp } from '../support/test-app.js';
import { isServer } from '../support/test-database.js';

const INDEX = 'ix_api_keys_digest';
const METRICS_TOKEN = 'metrics-token-of-32-characters-or-more';
const SOURCES = ['src', 'libs'].map((name) => join(__dirname, '../..', name));

/** Comparisons of texts that sound secret, and why nobody can learn anything by their time. */
const HARMLESS: Record<string, string> = {
  "'grant_type') !== TOKEN_EXCHANGE": 'the name of something in a protocol',
  'newPassword === currentPassword': 'both are the caller’s own words',
  'checksum(body) === value': 'anybody can compute the checksum of what they send',
  'earlier === secret': 'once, at the start, of settings with each other',
  'digestOf(entry) !== digest': 'a program that nobody can ask over a network',
  '!== seal.mac': 'the same',
  'macAtEnd !== row.mac': 'the same',
  'known !== mac': 'the same',
  'this.#token !== sent': 'the console, with the token that it sent itself: two objects in a browser',
};

describe('the look-up of what is secret', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;

  beforeAll(async () => {
    app = await TestApp.start({ env: { ...NO_LIMITS, LATCHKEY_METRICS_TOKEN: METRICS_TOKEN } });
    given = new Given(app);
    admin = await given.tenant();
  });
  afterEach(() => {
    vi.restoreAllMocks();
    syncBuiltinESMExports();
  });
  afterAll(() => app.close());

  /** Comparisons in constant time from now on, also by those who imported the function by its name. */
  function comparisons() {
    const compare = vi.spyOn(crypto, 'timingSafeEqual');
    syncBuiltinESMExports();
    return compare;
  }
  const info = (key: string) => app.http.get('/v1/users/info').set('ApiKey', key);
  const verify = (key: string) => app.http.get('/v1/auth/verify').set('ApiKey', key);

  /** The steps by which the engine finds the key that a statement asks for. */
  async function stepsTo(sql: string, parameters: unknown[]): Promise<object[]> {
    const explained: Record<string, unknown>[] = await app
      .get(DataSource)
      .query(`EXPLAIN ${isServer ? '' : 'QUERY PLAN '}${sql}`, parameters);
    return isServer
      ? explained
          .filter(({ table }) => table === 'c' || table === 'api_keys')
          .map(({ table, key, rows, type }) => ({ table, key, rows: Number(rows), type }))
      : explained
          .map(({ detail }) => String(detail))
          .filter((detail) => / (c|api_keys|api_key_predecessors) /.test(detail))
          .map((step) => ({ step }));
  }
  // of a value that a key had before, which is looked for beside, a server tells nothing when there is none
  const byDigest = isServer
    ? [
        { table: 'c', key: 'PRIMARY', rows: 1, type: 'const' },
        { table: 'api_keys', key: INDEX, rows: 1, type: 'const' },
      ]
    : [
        { step: 'SEARCH c USING INDEX sqlite_autoindex_api_keys_1 (uid=?)' },
        { step: `SEARCH api_keys USING INDEX ${INDEX} (digest=?)` },
        {
          step: 'SEARCH api_key_predecessors USING INDEX sqlite_autoindex_api_key_predecessors_1 (digest=?)',
        },
      ];

  it.each([
    ['GET /v1/users/info', info],
    ['GET /v1/auth/verify', verify],
  ])('CR-04 %s reads one row of a unique index on the digest, and nothing before it', async (_, ask) => {
    const { value } = await given.apiKey(admin);
    for (let more = 0; more < 20; more++) await given.apiKey(admin);
    app.get(ChangeFeed).announce('everything');
    const statements = await app.recordQueries(() => ask(value).expect(200));
    expect(statements).toHaveLength(1);
    const [{ sql, parameters } = { sql: '', parameters: [] }] = statements;
    expect([...new Set(parameters)]).toEqual([crypto.hash('sha256', value, 'hex')]);
    expect(await stepsTo(sql, parameters)).toEqual(byDigest);
  });

  it('CR-04 the index is unique: the engine stops at the first row', async () => {
    const { indices } = await tableOf('api_keys');
    expect(indices.find(({ name }) => name === INDEX)).toMatchObject({
      isUnique: true,
      columnNames: ['digest'],
    });
  });

  async function tableOf(name: string) {
    const runner = app.get(DataSource).createQueryRunner();
    try {
      const table = await runner.getTable(name);
      if (!table) throw new Error(`there is no table ${name}`);
      return table;
    } finally {
      await runner.release();
    }
  }

  /** What is shown of a secret of ours, and what is sent in its place. */
  interface Shown {
    secret: () => Promise<string>;
    show: (secret: string) => Test;
  }
  const shown: Record<string, Shown> = {
    'the token of the metrics': {
      secret: async () => METRICS_TOKEN,
      show: (token) => app.http.get('/metrics').set('Authorization', `Bearer ${token}`),
    },
    'the session cookie': {
      secret: async () => (await cookieOf(app, admin)).cookie,
      show: (cookie) => resume(app, cookie),
    },
    'a link': {
      secret: async () => {
        const { uid } = await given.pendingUser(admin);
        return tokenOf(await given.activationLink(admin, uid));
      },
      show: (token) =>
        app.http
          .patch(`/v1/auth/password/${token}/activate`)
          .send({ password: 'quiet rivers carry old songs' }),
    },
  };

  it.each(Object.entries(shown))(
    'CR-04 %s is compared in constant time, by digests',
    async (_, { secret, show }) => {
      const right = await secret();
      const compare = comparisons();
      const wrongAtItsEnd = right.slice(0, -2) + (right.endsWith('AA') ? 'BB' : 'AA');
      const { status } = await show(wrongAtItsEnd);
      expect(status).toBeGreaterThanOrEqual(400);
      const results = () => [...new Set(compare.mock.results.map(({ value }) => value as unknown))];
      expect(results()).toEqual([false]);
      expect((await show(right)).status).toBeLessThan(300);
      expect(results()).toEqual([false, true]);
      for (const both of compare.mock.calls)
        expect(both.map(({ byteLength }) => byteLength)).toEqual([32, 32]);
    },
  );

  it('CR-04 the token of the setup is compared in constant time, by digests', async () => {
    const fresh = await TestApp.start({ bootstrap: false });
    try {
      const compare = comparisons();
      const founder = {
        orgName: 'acme',
        emailId: 'ada@acme.example',
        password: 'quiet rivers carry old songs',
      };
      const token = readFileSync(join(fresh.database.directory, 'setup-token'), 'utf8').trim();
      const names = { firstName: 'Ada', lastName: 'Admin' };
      const setUp = (with_: string) =>
        fresh.http.post('/v1/setup').send({ ...founder, ...names, token: with_ });
      await setUp(`${token.slice(0, -2)}--`).expect(401);
      expect(compare).toHaveBeenCalledTimes(1);
      await setUp(token).expect(201);
    } finally {
      await fresh.close();
    }
  });

  it('CR-04 nothing else that sounds secret is compared as text', () => {
    const found = SOURCES.flatMap((directory) =>
      readdirSync(directory, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts') && !file.endsWith('spec.ts'))
        .flatMap((file) => comparisonsIn(readFileSync(join(directory, file), 'utf8'))),
    );
    const harmless = Object.keys(HARMLESS);
    expect(found.filter((line) => !harmless.some((known) => line.includes(known)))).toEqual([]);
    // what is excused is still there
    expect(harmless.filter((known) => !found.some((line) => line.includes(known)))).toEqual([]);
  });
});

/** @returns the lines in which a text that sounds secret is compared with another that is not written there. */
function comparisonsIn(source: string): string[] {
  const secret = String.raw`[\w.]*(?:secret|token|mac|digest|password|apikey|cookie|nonce|checksum)\w*`;
  const fixed = String.raw`(?:null|undefined|true|false|'|"|\d)`;
  const comparison = new RegExp(
    String.raw`\b${secret}(?:\([^()]*\))? [!=]==? (?!${fixed})|(?<!${fixed}) [!=]==? ${secret}(?![\w.(])(?<!\.length)`,
    'i',
  );
  return source
    .split('\n')
    .filter((line) => comparison.test(line.replace(/typeof [\w.]+ [!=]==? '\w+'/g, '')));
}
