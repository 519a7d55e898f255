import { randomBytes } from 'node:crypto';
import { createConnection } from 'mysql2/promise';
import type { Connection, RowDataPacket } from 'mysql2/promise';
import { PurgeJob } from '../../src/audit/purge.job.js';
import { KeyUses } from '../../src/key-uses/key-uses.service.js';
import { findings } from '../support/audit-chain.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import { TestApp } from '../support/test-app.js';
import { DAY } from '../support/test-clock.js';
import { createTestDatabase, isServer } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';

const OF_THE_TRAIL = ['audit_entries', 'audit_seals'];

// the embedded database is a file, and knows no accounts
(isServer ? describe : describe.skip)('an account with the rights that the docs ask for (CF-05)', () => {
  const account = `lk_${randomBytes(6).toString('hex')}`;
  const password = randomBytes(12).toString('hex');
  let database: TestDatabase;
  let root: Connection;
  let schema: string;
  let app: TestApp;
  let connection: Connection;

  beforeAll(async () => {
    database = await createTestDatabase();
    const url = new URL(database.env['DATABASE_URL'] ?? '');
    schema = url.pathname.slice(1);
    root = await createConnection(url.toString());
    const [tables] = await root.query<RowDataPacket[]>(
      'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = ?',
      [schema],
    );
    await root.query(`CREATE USER '${account}'@'%' IDENTIFIED BY '${password}'`);
    await root.query(`GRANT SELECT, INSERT ON \`${schema}\`.* TO '${account}'@'%'`);
    for (const { name } of tables as { name: string }[]) {
      if (!OF_THE_TRAIL.includes(name))
        await root.query(`GRANT UPDATE, DELETE ON \`${schema}\`.\`${name}\` TO '${account}'@'%'`);
    }
    url.username = account;
    url.password = password;
    connection = await createConnection(url.toString());
    app = await TestApp.start({
      database: { ...database, env: { ...database.env, DATABASE_URL: url.toString() } },
      env: { LATCHKEY_AUDIT_RETENTION_DAYS: '1' },
    });
  });
  afterAll(async () => {
    await app.close();
    await connection.end();
    await root.query(`DROP USER '${account}'@'%'`);
    await root.end();
    await database.drop();
  });

  it('CF-05 AU-03 is enough for the life of people and keys, for refusals, jobs and the check of the trail', async () => {
    const given = new Given(app);
    const admin = await given.tenant();
    const user = await given.user(admin);
    const { uid, value } = await given.apiKey(user);
    await app.http.get('/v1/auth/verify').set('ApiKey', value).expect(200);
    await app.get(KeyUses).write();
    await as(app, user).put(`/v1/apiKeys/${uid}/state`).send({ isActive: false }).expect(204);
    await as(app, user).delete(`/v1/apiKeys/${uid}`).expect(204);
    const wrong = { emailId: user.emailId, password: 'not this one, nor that' };
    await app.http.post('/v1/auth/authenticate').send(wrong).expect(401);
    await app.http.post('/v1/auth/refresh').set('Authorization', user.token).expect(200);
    await as(app, admin).put(`/v1/users/${user.uid}/unlock`).expect(204);
    await as(app, admin).delete(`/v1/users/${user.uid}`).expect(204);
    expect(await findings(app)).toEqual([]);
  });

  it('AU-03 needs to delete entries for nothing but to let old ones go', async () => {
    app.clock.advance(2 * DAY);
    const purge = () => app.get(PurgeJob).purge(app.clock.now());
    await expect(purge()).rejects.toThrow(/DELETE command denied/);
    const grant = (how: string) =>
      Promise.all(
        OF_THE_TRAIL.map((name) => root.query(how.replace('?', `DELETE ON \`${schema}\`.\`${name}\``))),
      );
    await grant(`GRANT ? TO '${account}'@'%'`);
    expect(await purge()).toBeGreaterThan(0);
    expect(await findings(app, { purgedBefore: new Date(app.clock.now().getTime() - DAY) })).toEqual([]);
    await grant(`REVOKE ? FROM '${account}'@'%'`);
  });

  it.each([
    ['AU-03 may not change an audit entry', "UPDATE audit_entries SET message = 'nothing happened'"],
    ['AU-03 may not delete an audit entry', 'DELETE FROM audit_entries'],
    ['AU-04 may not delete a link of the chain', 'DELETE FROM audit_seals'],
    ['AU-04 may not change a link of the chain', "UPDATE audit_seals SET mac = 'x'"],
    ['CF-05 may not make a table', 'CREATE TABLE mine (id int)'],
    ['CF-05 may not take a column away', 'ALTER TABLE users DROP COLUMN password_hash'],
    ['CF-05 may not drop a table', 'DROP TABLE audit_entries'],
  ])('%s', async (_what, statement) => {
    await expect(connection.query(statement)).rejects.toMatchObject({ code: 'ER_TABLEACCESS_DENIED_ERROR' });
  });
});
