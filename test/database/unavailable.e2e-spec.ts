import { DataSource } from 'typeorm';
import { Transactions } from '#persistence';
import { Tenant } from '../../src/tenants/tenant.entity.js';
import { errorBody } from '../support/answers.js';
import { as } from '../support/caller.js';
import { DatabaseProxy } from '../support/database-proxy.js';
import { Given, PASSWORD, unique } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';
import { createTestDatabase, isServer } from '../support/test-database.js';

describe('while the database is gone', () => {
  let app: TestApp;
  let admin: Person;
  let key: IssuedKey;

  beforeAll(async () => {
    app = await TestApp.start();
    const given = new Given(app);
    admin = await given.tenant();
    key = await given.apiKey(admin);
    await app.app.get(DataSource).destroy();
  });
  afterAll(() => app.close());

  it('every credential is answered 503 and never 401: clients must not drop what is good (DB-03)', async () => {
    const login = { emailId: admin.emailId, password: PASSWORD };
    for (const asking of [
      as(app, admin).get('/v1/users/info'),
      as(app, key).get('/v1/users/info'),
      as(app, admin)
        .post('/v1/users')
        .send({ spec: { emailId: `${unique('x')}@x.example` } }),
      app.http.post('/v1/auth/authenticate').send(login),
      app.http.get(`/v1/auth/refresh/${admin.token}`),
      app.http.post('/v1/auth/refresh').set('Authorization', admin.token),
    ]) {
      const { status, body, headers } = await asking;
      expect({ status, body: body as object }).toEqual({
        status: 503,
        body: errorBody('ServiceUnavailable'),
      });
      expect(headers['retry-after']).toBe('1');
    }
  });

  it('what needs no database is answered as ever', async () => {
    await app.http.get('/health/live').expect(200);
    await app.http.get('/.well-known/jwks.json').expect(200);
    await app.http.get('/v1/users').expect(401);
    await app.http.get('/v1/users').set('ApiKey', 'no key of ours').expect(401);
  });
});

if (isServer) {
  describe('a database server', () => {
    let app: TestApp;
    let proxy: DatabaseProxy;
    let given: Given;
    let admin: Person;

    beforeAll(async () => {
      const database = await createTestDatabase();
      proxy = await DatabaseProxy.open(database.env['DATABASE_URL'] ?? '');
      const drop = async () => {
        await proxy.close();
        await database.drop();
      };
      app = await TestApp.start({
        database: { ...database, env: { ...database.env, DATABASE_URL: proxy.url }, drop },
      });
      given = new Given(app);
      admin = await given.tenant();
    });
    afterEach(() => proxy.mend());
    afterAll(async () => {
      await app.close();
      await app.database.drop();
    });

    const create = (emailId: string) => as(app, admin).post('/v1/users').send({ spec: { emailId } });
    const address = () => `${unique('outage')}@x.example`;

    it('that breaks off is a 503 within two seconds, and no fault at all once it is back (DB-02)', async () => {
      const key = await given.apiKey(admin);
      proxy.cut();
      for (const asking of [() => as(app, key).get('/v1/users/info'), () => create(address())]) {
        const start = performance.now();
        const { status, body } = await asking();
        expect({ status, body: body as object }).toEqual({
          status: 503,
          body: errorBody('ServiceUnavailable'),
        });
        expect(performance.now() - start).toBeLessThan(2000);
      }
      proxy.mend();
      await as(app, key).get('/v1/users/info').expect(200);
      await create(address()).expect(201);
    });

    it('that breaks off inside a change has done nothing of it: 503', async () => {
      const emailId = address();
      proxy.cutAfter('INSERT INTO `audit_entries`', emailId);
      const { body } = await create(emailId).expect(503);
      expect(body).toEqual(errorBody('ServiceUnavailable'));
      proxy.mend();
      await create(emailId).expect(201);
    });

    it('that breaks off during the commit leaves nobody knowing: 500 that says so, and no second try (DB-06)', async () => {
      const emailId = address();
      proxy.cutAfter('COMMIT', emailId);
      const { body } = await create(emailId).expect(500);
      expect(body).toEqual(errorBody('OutcomeUnknown'));
      proxy.mend();
      // it was done, in fact: once
      await create(emailId).expect(409);
    });

    it('that breaks a deadlock gets the whole change again: both come through (DB-05)', async () => {
      const other = await given.tenant();
      const transactions = app.get(Transactions);
      let arrived = 0;
      let goOn = () => {};
      const both = new Promise<void>((resolve) => (goOn = resolve));
      let tries = 0;
      const change = (first: string, second: string, city: string) =>
        transactions.run(async (tx) => {
          tries++;
          await tx.update(Tenant, { uid: first }, { address: { city } });
          if (++arrived === 2) goOn();
          await both;
          await tx.update(Tenant, { uid: second }, { address: { city } });
        });
      await Promise.all([
        change(admin.tenantUid, other.tenantUid, 'one'),
        change(other.tenantUid, admin.tenantUid, 'two'),
      ]);
      expect(tries).toBeGreaterThan(2);
      const cities = [];
      for (const person of [admin, other]) {
        const { body } = await as(app, person).get(`/v1/tenants/${person.tenantUid}`).expect(200);
        cities.push((body as { spec: { address: { city: string } } }).spec.address.city);
      }
      expect(cities[0]).toBe(cities[1]);
    });
  });
}
