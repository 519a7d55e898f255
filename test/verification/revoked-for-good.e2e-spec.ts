import { as } from '../support/caller.js';
import { AWAY, HEARD } from '../support/doorbell-bed.js';
import { Given } from '../support/given.js';
import type { Person } from '../support/given.js';
import { NO_LIMITS } from '../support/no-limits.js';
import { BOOTSTRAP_ENV, ServiceProcess, until } from '../support/process.js';
import { hasRedis, RedisServer } from '../support/redis-server.js';
import type { TestApp } from '../support/test-app.js';
import { createTestDatabase, isServer } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';

type Shown = Record<string, string>;

/** Both take a credential; the first one keeps what it has checked. */
const DOORS = ['/v1/auth/verify', '/v1/users/info'];

/** Instances of their own processes, as they are run: what one has in its memory the other one has not. */
(isServer && hasRedis ? describe : describe.skip)('what was revoked, with Redis,', () => {
  let database: TestDatabase;
  let redis: RedisServer;
  let instances: ServiceProcess[];
  /** What counted once, by what was done to it. */
  let revoked: Record<string, Shown>;

  beforeAll(async () => {
    database = await createTestDatabase();
    redis = await RedisServer.start();
    await startAll();
    const [here] = instances as [ServiceProcess];
    const app = here as unknown as TestApp;
    const given = new Given(app);
    const admin = await given.tenant();
    const user = await given.user(admin);
    const { shown, revoke } = await credentialsOf(app, given, user);
    revoked = shown;
    for (const each of Object.values(revoked)) expect(await statusesFor(each)).toEqual([200, 200, 200, 200]);
    await revoke();
    await until(async () => {
      const statuses = await Promise.all(Object.values(revoked).map(statusesFor));
      return statuses.flat().every((status) => status === 401);
    });
  }, 90_000);
  afterAll(async () => {
    await ServiceProcess.killAll();
    await redis.remove();
    await database.drop();
  });

  async function startAll(): Promise<void> {
    const env = {
      ...database.env,
      ...BOOTSTRAP_ENV,
      ...NO_LIMITS,
      LATCHKEY_LOG_LEVEL: 'info',
      REDIS_URL: redis.url,
    };
    instances = [await ServiceProcess.start({ env }), await ServiceProcess.start({ env })];
    for (const instance of instances) await until(() => instance.stdout.includes(HEARD));
  }

  async function credentialsOf(app: TestApp, given: Given, user: Person) {
    const stopped = await given.apiKey(user);
    const deleted = await given.apiKey(user);
    const login = () => given.token(user.emailId, user.password);
    const [loggedOut, ended] = [await login(), await login()];
    const shown: Record<string, Shown> = {
      'a key that was revoked': { ApiKey: stopped.value },
      'a key that was deleted': { ApiKey: deleted.value },
      'a token that was logged out': { Authorization: loggedOut },
      'a token that was revoked': { Authorization: ended },
    };
    const revoke = async () => {
      await as(app, user).put(`/v1/apiKeys/${stopped.uid}/state`).send({ isActive: false }).expect(204);
      await as(app, user).delete(`/v1/apiKeys/${deleted.uid}`).expect(204);
      await as(app, { ...user, token: loggedOut })
        .post('/v1/auth/logout')
        .expect(204);
      await as(app, user)
        .post('/v1/users/auth/tokens/revoke')
        .send({ tokens: [ended] })
        .expect(204);
    };
    return { shown, revoke };
  }

  /** @returns what each instance answers at each door. */
  async function statusesFor(shown: Shown): Promise<number[]> {
    const answers = instances.flatMap(({ http }) => DOORS.map((door) => http.get(door).set(shown)));
    return (await Promise.all(answers)).map(({ status }) => status);
  }

  async function expectRefused(): Promise<void> {
    for (const [what, shown] of Object.entries(revoked))
      expect([what, ...(await statusesFor(shown))]).toEqual([what, 401, 401, 401, 401]);
  }

  const flush = () => redis.with((client) => client.flushall());

  it('TK-11 does not count again when Redis forgets everything', async () => {
    await flush();
    await expectRefused();
  });

  it('TK-11 does not count again while Redis is away, nor when it comes back with nothing', async () => {
    await redis.kill();
    for (const instance of instances) await until(() => instance.stdout.includes(AWAY));
    await expectRefused();
    await redis.start();
    await flush();
    for (const instance of instances) await until(() => instance.stdout.includes(`${HEARD} again`));
    await expectRefused();
  });

  it('TK-11 does not count again when everything is started anew', async () => {
    await Promise.all([...instances.map((instance) => instance.kill()), redis.kill()]);
    await redis.start();
    await flush();
    await startAll();
    await expectRefused();
  }, 60_000);
});
