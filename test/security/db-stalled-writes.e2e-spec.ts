import { setTimeout as pause } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';
import { auditTrail } from '../support/audit-trail.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { hasMariaDb, MariaDbServer } from '../support/mariadb-server.js';
import { until } from '../support/process.js';
import { migrateDatabase } from '../support/template-database.js';
import { TestApp } from '../support/test-app.js';
import { createTestDatabase, isServer } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';

/** What a cluster takes to go on without a node that was killed. */
const STALL_MS = 6500;
/** What is promised. */
const VERIFY_MS = 2000;

(isServer && hasMariaDb ? describe : describe.skip)(
  'a database server that writes nothing for a while',
  () => {
    let server: MariaDbServer;
    let database: TestDatabase;
    let app: TestApp;
    let admin: Person;
    let key: IssuedKey;

    beforeAll(async () => {
      server = await MariaDbServer.start();
      database = await createTestDatabase({ migrated: false });
      const env = { ...database.env, DATABASE_URL: server.url };
      await migrateDatabase(env);
      app = await TestApp.start({ database: { ...database, env } });
      const given = new Given(app);
      admin = await given.tenant();
      key = await given.apiKey(admin);
      await app.app.listen(0, '127.0.0.1');
    }, 90_000);
    afterAll(async () => {
      await app.close();
      await server.remove();
      await database.drop();
    });

    it('DB-04 verifies on, and does what was asked meanwhile once it goes on', async () => {
      const emailId = 'waiting@x.example';
      const holder = await createConnection({ uri: server.url });
      try {
        await holder.query('FLUSH TABLES WITH READ LOCK');
        const began = performance.now();
        let isAnswered = false;
        const made = as(app, admin)
          .post('/v1/users')
          .send({ spec: { emailId } })
          .then((answer) => {
            isAnswered = true;
            return answer;
          });
        const isWaiting = async () => {
          const [rows] = await holder.query('SHOW PROCESSLIST');
          return (rows as { State: string | null }[]).some(({ State }) =>
            /global read lock|backup lock/i.test(State ?? ''),
          );
        };
        await until(isWaiting);
        while (performance.now() - began < STALL_MS) {
          for (const path of ['/v1/auth/verify', '/v1/users/info']) {
            const asked = performance.now();
            await as(app, key).get(path).expect(200);
            expect(performance.now() - asked).toBeLessThan(VERIFY_MS);
          }
          await pause(100);
        }
        expect(isAnswered).toBe(false);
        await holder.query('UNLOCK TABLES');
        const { status, body } = await made;
        expect({ status, body: body as object }).toMatchObject({ status: 201 });
        const users = await as(app, admin).get('/v1/users?limit=0').expect(200);
        const { items } = users.body as { items: { metadata: { uid: string }; spec: { emailId: string } }[] };
        expect(items.filter(({ spec }) => spec.emailId === emailId)).toHaveLength(1);
        const { uid } = body as { uid: string };
        const told = (await auditTrail(app, admin, {})).filter(({ spec }) => spec.resource.uid === uid);
        expect(told.map(({ spec }) => spec.actionMsg)).toEqual(['user.create']);
      } finally {
        await holder.end();
      }
    }, 60_000);
  },
);
