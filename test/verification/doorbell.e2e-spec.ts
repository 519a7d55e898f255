import { ChangesRepository } from '../../src/changes/changes.repository.js';
import { DoorbellBed, HEARD } from '../support/doorbell-bed.js';
import { ServiceProcess, until } from '../support/process.js';
import { hasRedis } from '../support/redis-server.js';
import { TestApp } from '../support/test-app.js';
import { createTestDatabase, isServer } from '../support/test-database.js';

/** A quarter of the longest time that it takes without Redis. */
const SOON_MS = 25;
const LEAST_PAUSE_MS = 10;

(isServer && hasRedis ? describe : describe.skip)('REDIS_URL', () => {
  let bed: DoorbellBed;

  beforeAll(async () => {
    bed = await DoorbellBed.make();
  }, 60_000);
  afterAll(async () => {
    await ServiceProcess.killAll();
    await bed.remove();
  });

  it('makes another instance hear of a change at once', async () => {
    const delays = await bed.delays(20);
    delays.print('heard over Redis');
    expect(delays.at(0.5)).toBeLessThan(SOON_MS);
  });

  it('says nothing but that there is something, on one channel whose name says nothing either (RD-08)', async () => {
    const said = await bed.redis.overhear(() => bed.heardAfter());
    const [name = '', ...others] = await bed.redis.channels();
    expect(name).toMatch(/^latchkey:changes:[\w-]{43}$/);
    expect(others).toEqual([]);
    expect(new Set(said.map(([channel, word]) => `${channel} ${word}`))).toEqual(new Set([`${name} `]));
    expect(await bed.redis.with((client) => client.dbsize())).toBe(0);
  });

  it('may be shared by two databases: neither hears the other', async () => {
    const database = await createTestDatabase();
    // the same master key, as when one installation was copied
    const { LATCHKEY_MASTER_KEY = '' } = bed.database.env;
    const env = { ...database.env, LATCHKEY_MASTER_KEY, REDIS_URL: bed.redis.url };
    const other = await ServiceProcess.start({ env });
    await until(() => other.stdout.includes(HEARD));
    expect(await bed.redis.channels()).toHaveLength(2);
    const said = await bed.redis.overhear(() => bed.heardAfter());
    expect(new Set(said).size).toBeGreaterThan(0);
    expect(new Set(said.map(([channel]) => channel)).size).toBe(1);
    await other.kill();
    await database.drop();
    await until(async () => (await bed.redis.channels()).length === 1);
  }, 60_000);

  it('cannot be used to keep the database busy: reads come one after another, with a pause', async () => {
    const changes = bed.there.get(ChangesRepository);
    const wanted = changes.wanted.bind(changes);
    let [running, mostAtOnce] = [0, 0];
    const read = vi.spyOn(changes, 'wanted').mockImplementation(async (...what) => {
      mostAtOnce = Math.max(mostAtOnce, ++running);
      return wanted(...what).finally(() => running--);
    });
    const [name = ''] = await bed.redis.channels();
    const began = performance.now();
    let said = 0;
    const delay = await bed.redis.with(async (client) => {
      const flood = async () => {
        for (; performance.now() - began < 1000; said += 100)
          await Promise.all(Array.from({ length: 100 }, () => client.publish(name, 'x'.repeat(100))));
      };
      return (await Promise.all([bed.heardAfter(), flood()]))[0];
    });
    const ms = performance.now() - began;
    process.stdout.write(`${said} words in ${ms.toFixed(0)} ms: ${read.mock.calls.length} reads\n`);
    expect(read.mock.calls.length).toBeLessThanOrEqual(ms / LEAST_PAUSE_MS + 1);
    expect(mostAtOnce).toBe(1);
    expect(delay).toBeLessThan(1000);
    read.mockRestore();
  });

  it('is left when the service stops', async () => {
    const connections = () =>
      bed.redis.with(async (client) => {
        return ((await client.call('CLIENT', 'LIST')) as string).split('\n').filter(Boolean).length;
      });
    const before = await connections();
    const app = await bed.start();
    await until(() => bed.said(HEARD) === 3);
    expect(await connections()).toBe(before + 2);
    await bed.close(app);
    await until(async () => (await connections()) === before);
  });
});

(isServer ? describe.skip : describe)('REDIS_URL with the embedded database', () => {
  it('is told of as of no use', async () => {
    const app = await TestApp.start({ env: { REDIS_URL: 'redis://:canary@127.0.0.1:1' } });
    await app.http.get('/health/ready').expect(200);
    expect(app.logs.filter((line) => line.includes('REDIS_URL is not used'))).toHaveLength(1);
    expect(app.logs.join('')).not.toContain('canary');
    await app.close();
  });
});
