import { setTimeout as pause } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';
import { createTestDatabase, isServer } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';
import { BOOTSTRAP_ENV, ServiceProcess, until } from '../support/process.js';
import { RecordedKeys } from './recorded-keys.js';
import { RecordedSessions } from './recorded-sessions.js';

const ROUNDS = isServer ? 8 : 20;
const FIRST_STARTS = 3;
const LONGEST_STREAM_MS = 350;
const LONGEST_RESTART_MS = 5000;

describe('a process that is killed (PR-04, AU-02)', () => {
  const databases: TestDatabase[] = [];
  afterAll(async () => {
    await ServiceProcess.killAll();
    await Promise.all(databases.map((database) => database.drop()));
  });

  async function environment(): Promise<Record<string, string>> {
    const database = await createTestDatabase();
    databases.push(database);
    const { LATCHKEY_MASTER_KEY: _, ...env } = database.env; // it makes its own, which has to survive as well
    return { ...env, ...BOOTSTRAP_ENV };
  }

  /** Ends it. A server may still be busy with what it was sent last: what is true is known when it has noticed that nobody is there. */
  async function killed(service: ServiceProcess, { DATABASE_URL }: Record<string, string>): Promise<void> {
    await service.kill();
    if (DATABASE_URL === undefined) return;
    const connection = await createConnection(DATABASE_URL);
    const others =
      'SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID()';
    await until(async () => ((await connection.query(others)) as [unknown[], unknown])[0].length === 0);
    await connection.end();
  }

  async function restarted(env: Record<string, string>): Promise<ServiceProcess> {
    const began = performance.now();
    const service = await ServiceProcess.start({ env });
    const took = performance.now() - began - service.waitedForProcessorMs;
    expect(took).toBeLessThan(LONGEST_RESTART_MS);
    await service.http.get('/health/ready').expect(200);
    return service;
  }

  /** Everything that a list of this address holds. */
  async function all<Item>(service: ServiceProcess, token: string, path: string): Promise<Item[]> {
    const { body } = await service.http.get(path).set('Authorization', token).expect(200);
    const { items, listmeta } = body as { items: Item[]; listmeta: { continue: string } };
    expect(listmeta.continue).toBe('');
    return items;
  }

  it('keeps every change that it acknowledged, none by half and none that nobody asked for, each with its audit entry', async () => {
    const env = await environment();
    let service = await ServiceProcess.start({ env });
    const sessions = new RecordedSessions();
    const token = await sessions.logIn(service);
    const keys = ['a', 'b', 'c'].map((client) => new RecordedKeys(client, token));
    const interrupted: unknown[] = [];

    for (let round = 0; round < ROUNDS; round++) {
      const clients = [...keys, sessions];
      const before = clients.map(({ acknowledged }) => acknowledged);
      const streams = clients.map((client) => stream(client, service));
      // on a slow machine too the crash comes into the middle of a stream
      await until(() => clients.every(({ acknowledged }, at) => acknowledged >= (before[at] ?? 0) + 2));
      await pause(Math.random() * LONGEST_STREAM_MS);
      await killed(service, env);
      interrupted.push(...(await Promise.all(streams)));

      service = await restarted(env);
      await verify(service, token, keys, sessions);
    }
    // the stream was a stream, and the crash came into the middle of it
    const acknowledged = [...keys, sessions].reduce((sum, client) => sum + client.acknowledged, 0);
    expect(acknowledged).toBeGreaterThan(ROUNDS * 4);
    expect(interrupted).toHaveLength(ROUNDS * 4);
  }, 240_000);

  /** Lets a client work until the process dies. @returns what the connection said at the end. */
  async function stream(client: RecordedKeys | RecordedSessions, service: ServiceProcess): Promise<unknown> {
    for (;;) {
      try {
        await client.change(service);
      } catch (error) {
        const { code } = error as { code?: string };
        if (code?.startsWith('ECONN')) return error;
        throw error;
      }
    }
  }

  async function verify(
    service: ServiceProcess,
    token: string,
    keys: RecordedKeys[],
    sessions: RecordedSessions,
  ): Promise<void> {
    type Keys = Parameters<RecordedKeys['verify']>[1];
    type Entries = Parameters<RecordedKeys['verify']>[2];
    const items: Keys = await all(service, token, '/v1/apiKeys?limit=0');
    const newestFirst: Entries = await all(service, token, '/v1/audits?limit=0');
    const entries = newestFirst.toReversed();
    const known: string[] = [];
    for (const client of keys) known.push(...(await client.verify(service, items, entries)));
    expect(items.map((item) => item.metadata.uid).toSorted()).toEqual(known.toSorted());

    const ofKeys = entries.filter(({ spec }) => spec.actionMsg.startsWith('apiKey.'));
    expect(ofKeys).toHaveLength(keys.reduce((sum, client) => sum + client.entries, 0));

    const live = await all<{ uid: string }>(service, token, '/v1/auth/sessions');
    const begun = entries
      .filter(({ spec }) => spec.actionMsg === 'session.begin')
      .map(({ spec }) => spec.resource.uid);
    await sessions.verify(
      service,
      live.map(({ uid }) => uid),
      begun,
    );
  }

  it('in the middle of its very first start comes up clean at the next one', async () => {
    for (let round = 0; round < FIRST_STARTS; round++) {
      const env = await environment();
      const first = ServiceProcess.spawn({ env });
      await first.says('is starting');
      await pause(Math.random() * 600);
      await killed(first, env);
      const service = await restarted(env);
      const token = await service.logIn();
      const tenants = await all(service, token, '/v1/tenants?limit=0');
      expect(tenants).toHaveLength(1);
      await service.kill();
    }
  }, 120_000);
});
