import { Delays } from '../support/delays.js';
import { BOOTSTRAP_ENV, ServiceProcess, until } from '../support/process.js';
import { hasRedis, RedisServer } from '../support/redis-server.js';
import { PERMISSION, Takings } from '../support/takings.js';
import type { Shown, Taking } from '../support/takings.js';
import { createTestDatabase, isServer } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';

/** For each of the kinds. The embedded database has one process: there the change and the question go to the same one. */
const TRIALS_EACH = isServer ? 23 : 5;
const MODES = isServer
  ? ['without Redis', ...(hasRedis ? ['with Redis'] : [])]
  : ['on the embedded database'];
/** What is promised. */
const WITHIN_MS = 1000;
/** What Redis is for: without it, half of the changes take longer. */
const MEDIAN_WITH_REDIS_MS = 50;

const KINDS = [
  'a key is revoked',
  'a key is deleted',
  'a key is made to expire',
  'its owner is disabled',
  'its organisation is suspended',
  'keys in addresses are switched off',
  'a role is taken',
  'a role is changed',
  'a session is ended',
  'all sessions are ended',
  'a password is changed',
] as const satisfies (keyof Takings['kinds'])[];

describe.each(MODES)('what one process changes, another sees (MI-01), %s,', (mode) => {
  const all: number[] = [];
  let database: TestDatabase;
  let redis: RedisServer | undefined;
  let here: ServiceProcess;
  let there: ServiceProcess;
  let takings: Takings;

  beforeAll(async () => {
    database = await createTestDatabase();
    if (mode === 'with Redis') redis = await RedisServer.start();
    const env = {
      ...database.env,
      ...BOOTSTRAP_ENV,
      LATCHKEY_LOG_LEVEL: 'info',
      ...(redis && { REDIS_URL: redis.url }),
    };
    here = await ServiceProcess.start({ env });
    there = isServer ? await ServiceProcess.start({ env }) : here;
    if (redis)
      for (const instance of [here, there])
        await until(() => instance.stdout.includes('changes are told over Redis'));
    takings = await Takings.on(here);
  }, 60_000);
  afterAll(async () => {
    await ServiceProcess.killAll();
    await redis?.remove();
    await database.drop();
  });

  const isGood = async (instance: ServiceProcess, shown: Shown) => {
    const url = `${instance.address}/v1/auth/verify?permission=${PERMISSION}`;
    return (await fetch(url, { headers: shown })).status === 200;
  };

  it.each(KINDS)(
    'within a second, and the same one at once, when %s',
    async (kind) => {
      const taking: Taking = takings.kinds[kind];
      const delays: number[] = [];
      for (let trial = 0; trial < TRIALS_EACH; trial++) {
        const shown = await taking.show();
        await until(() => isGood(there, shown), WITHIN_MS);
        expect(await isGood(here, shown)).toBe(true);
        await taking.take();
        const began = performance.now();
        const seen = until(async () => !(await isGood(there, shown)), WITHIN_MS, 1).then(() =>
          delays.push(performance.now() - began),
        );
        const [isGoodHere] = await Promise.all([isGood(here, shown), seen]);
        expect(isGoodHere).toBe(false);
        await taking.giveBack?.();
      }
      new Delays(delays).print(`${mode}, ${kind}`);
      expect(Math.max(...delays)).toBeLessThan(WITHIN_MS);
      all.push(...delays);
    },
    120_000,
  );

  it('which is so for all kinds together', () => {
    expect(all).toHaveLength(KINDS.length * TRIALS_EACH);
    const delays = new Delays(all);
    delays.print(`${mode}, all`);
    if (redis) expect(delays.at(0.5)).toBeLessThan(MEDIAN_WITH_REDIS_MS);
  });
});
