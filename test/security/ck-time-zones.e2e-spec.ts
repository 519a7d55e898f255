import { DatabaseSync } from '@photostructure/sqlite';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import type { RowDataPacket } from 'mysql2/promise';
import { BOOTSTRAP_ENV, ServiceProcess } from '../support/process.js';
import { createTestDatabase, isServer } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';

/** New York has no half past two on this morning: whoever takes this for a time there stores another. */
const GAP = '2027-03-14T02:30:00.123Z';
/** And half past one twice on this one. */
const TWICE = '2027-11-07T01:30:00.456Z';
const ZONES = ['America/New_York', 'America/Sao_Paulo', 'Asia/Kolkata', 'UTC'];
/** Two clocks of one machine, and the time that a request takes. */
const LEEWAY_MS = 5000;
/** No longer than a test can wait, and long enough to make a key. */
const SOON_MS = 3000;

interface Key {
  metadata: { uid: string; name: string; creationTimestamp: string };
  spec: { expiry: string };
}

describe('the time zone of the host', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(async () => {
    await ServiceProcess.killAll();
    await database.drop();
  });

  async function within<T>(
    zone: string,
    work: (service: ServiceProcess, token: string) => Promise<T>,
  ): Promise<T> {
    const service = await ServiceProcess.start({ env: { ...database.env, ...BOOTSTRAP_ENV, TZ: zone } });
    try {
      return await work(service, await service.logIn());
    } finally {
      service.signal('SIGTERM');
      await service.ending;
    }
  }

  const make = (service: ServiceProcess, token: string, name: string, expiry: string) =>
    service.http
      .post('/v1/apiKeys')
      .set('Authorization', token)
      .send({ metadata: { name }, spec: { expiry } })
      .expect(201);

  async function list(service: ServiceProcess, token: string): Promise<Key[]> {
    const { body } = await service.http.get('/v1/apiKeys').set('Authorization', token).expect(200);
    return (body as { items: Key[] }).items;
  }

  /** The very texts in the table, as the engine itself has them. */
  async function stored(): Promise<string[]> {
    if (!isServer) {
      const file = new DatabaseSync(join(database.directory, 'latchkey.sqlite'));
      try {
        return file
          .prepare('SELECT expiry FROM api_keys ORDER BY name')
          .all()
          .map(({ expiry }) => String(expiry));
      } finally {
        file.close();
      }
    }
    const connection = await createConnection(database.env['DATABASE_URL'] ?? '');
    try {
      const [rows] = await connection.query<RowDataPacket[]>(
        'SELECT CAST(expiry AS CHAR) AS expiry FROM api_keys ORDER BY name',
      );
      return rows.map(({ expiry }) => String(expiry as unknown));
    } finally {
      await connection.end();
    }
  }

  it('CK-04 changes nothing of what is stored, compared and told, at the turns of the clock too', async () => {
    const seen: Key[][] = [];
    for (const [at, zone] of ZONES.entries()) {
      const before = Date.now();
      const keys = await within(zone, async (service, token) => {
        await make(service, token, `gap-${at}`, GAP);
        await make(service, token, `twice-${at}`, TWICE);
        return list(service, token);
      });
      seen.push(keys);
      for (const { metadata, spec } of keys.filter(({ metadata: { name } }) => name.endsWith(`-${at}`))) {
        expect(spec.expiry).toBe(metadata.name.startsWith('gap') ? GAP : TWICE);
        const created = Date.parse(metadata.creationTimestamp);
        expect(created).toBeGreaterThanOrEqual(before - LEEWAY_MS);
        expect(created).toBeLessThanOrEqual(Date.now() + LEEWAY_MS);
      }
    }
    // what was written in one zone is read alike in the others
    const [first = []] = seen;
    const last = seen.at(-1) ?? [];
    expect(first).toHaveLength(2);
    for (const key of first)
      expect(last.find(({ metadata }) => metadata.uid === key.metadata.uid)).toEqual(key);
    const texts = (await stored()).map((text) => text.replace('T', ' ').replace('Z', ''));
    const expected = [GAP, TWICE].flatMap((time) => ZONES.map(() => time.replace('T', ' ').replace('Z', '')));
    expect(texts).toEqual(expected);
  }, 120_000);

  it('CK-04 a key is refused at its instant, whatever hour it is there', async () => {
    await within('America/Sao_Paulo', async (service, token) => {
      const expiry = new Date(Date.now() + SOON_MS).toISOString();
      const { body } = await make(service, token, 'short', expiry);
      const verify = () =>
        service.http.get('/v1/auth/verify').set('ApiKey', (body as { apiKey: string }).apiKey);
      let last = 200;
      while (last === 200) {
        const asked = Date.now();
        last = (await verify()).status;
        // neither three hours too late nor too early
        if (last === 200) expect(asked).toBeLessThan(Date.parse(expiry));
        else expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(expiry));
      }
      expect(last).toBe(401);
    });
  }, 60_000);
});
