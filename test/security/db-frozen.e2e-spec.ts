import { ChangeFeed } from '../../src/changes/change-feed.service.js';
import { ConfigService } from '../../src/config/config.service.js';
import { dataSourceOptions, openDataSource } from '../../src/database/data-source.js';
import { DatabaseActivity } from '../../src/database/database-activity.service.js';
import { migrate } from '../../src/database/schema.js';
import { as } from '../support/caller.js';
import { Given, unique } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { hasMariaDb, MariaDbServer } from '../support/mariadb-server.js';
import { NO_LIMITS } from '../support/no-limits.js';
import { until } from '../support/process.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { TestApp } from '../support/test-app.js';
import { createTestDatabase, isServer } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';

/** What is promised. */
const VERIFY_MS = 2000;
const CHANGE_MS = 10_000;
const BACK_MS = 5000;
const MANY = 1000;

interface Trouble {
  begin: () => void;
  end: () => void;
}

(isServer && hasMariaDb ? describe : describe.skip)('a database server that says nothing any more', () => {
  let server: MariaDbServer;
  let proxy: TcpProxy;
  let database: TestDatabase;
  let app: TestApp;
  let admin: Person;
  let key: IssuedKey;

  const troubles: Record<string, Trouble> = {
    'is frozen': { begin: () => server.freeze(), end: () => server.thaw() },
    'sends packets that are dropped': { begin: () => proxy.swallow(), end: () => proxy.deliver() },
  };

  beforeAll(async () => {
    server = await MariaDbServer.start();
    proxy = await TcpProxy.before(server.url);
    database = await createTestDatabase({ migrated: false });
    const env = { ...database.env, DATABASE_URL: proxy.url };
    const source = await openDataSource(dataSourceOptions(new ConfigService(env)));
    await migrate(source);
    await source.destroy();
    app = await TestApp.start({ database: { ...database, env }, env: NO_LIMITS });
    const given = new Given(app);
    admin = await given.tenant();
    key = await given.apiKey(admin);
    await app.app.listen(0, '127.0.0.1');
  }, 90_000);
  afterAll(async () => {
    await app.close();
    await proxy.close();
    await server.remove();
    await database.drop();
  });

  const verify = () => app.http.get('/v1/auth/verify').set('ApiKey', key.value);
  const change = () =>
    as(app, admin)
      .post('/v1/users')
      .send({ spec: { emailId: `${unique('frozen')}@x.example` } });
  const logIn = () =>
    app.http.post('/v1/auth/authenticate').send({ emailId: admin.emailId, password: admin.password });
  const connections = () => app.get(DatabaseActivity).connections;

  async function timed(asking: PromiseLike<{ status: number }>) {
    const began = performance.now();
    const { status } = await asking;
    return { status, ms: performance.now() - began };
  }
  /** All of the ways in, asked once. */
  async function allWays(): Promise<number[]> {
    const answers = await Promise.all([verify(), as(app, key).get('/v1/users/info'), change(), logIn()]);
    return answers.map(({ status }) => status);
  }
  const expectAllWell = async () => expect(await allWays()).toEqual([200, 200, 201, 200]);

  describe.each(Object.keys(troubles))('because it %s', (name) => {
    beforeAll(async () => {
      await until(() => app.get(ChangeFeed).isCurrent(), BACK_MS);
      await expectAllWell();
    });
    afterEach(() => troubles[name]?.end());

    it('DB-04 is answered 503 in time, and works at once when it is back', async () => {
      troubles[name]?.begin();
      // what was heard last counts for a moment; after that nothing is answered from memory
      await until(() => !app.get(ChangeFeed).isCurrent(), BACK_MS);
      const verifications = Promise.all(Array.from({ length: 20 }, () => timed(verify())));
      const reads = Promise.all(Array.from({ length: 20 }, () => timed(as(app, key).get('/v1/users/info'))));
      const changes = Promise.all([timed(change()), timed(logIn())]);
      for (const { status, ms } of [...(await verifications), ...(await reads)]) {
        expect(status).toBe(503);
        expect(ms).toBeLessThan(VERIFY_MS);
      }
      for (const { status, ms } of await changes) {
        expect(status).toBe(503);
        expect(ms).toBeLessThan(CHANGE_MS);
      }
      troubles[name]?.end();
      await expectAllWell();
      await until(() => app.get(ChangeFeed).isCurrent(), BACK_MS);
    });

    it(`DB-04 loses no connection over ${MANY} requests that nobody answers`, async () => {
      troubles[name]?.begin();
      await until(() => !app.get(ChangeFeed).isCurrent(), BACK_MS);
      const asked = Array.from({ length: MANY }, (_, at) =>
        at % 2 === 0 ? verify() : as(app, key).get('/v1/users/info'),
      );
      const statuses = (await Promise.all(asked)).map(({ status }) => status);
      expect(new Set(statuses)).toEqual(new Set([503]));
      troubles[name]?.end();
      // connections that were begun last are given up first, which takes longer than anybody waits for one
      await until(async () => !(await allWays()).includes(503), BACK_MS);
      await expectAllWell();
      await until(() => app.get(ChangeFeed).isCurrent(), BACK_MS);
      await until(() => connections().inUse <= 1, BACK_MS); // the feed's
      expect(connections().waiting).toBe(0);
      // as many at once as there are connections, and more
      const all = Array.from({ length: 30 }, () => as(app, key).get('/v1/users/info').expect(200));
      await Promise.all(all);
    });
  });
});
