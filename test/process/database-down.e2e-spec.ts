import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { join } from 'node:path';
import { createTestDatabase, isServer } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';
import { BOOTSTRAP_ENV, ServiceProcess, until } from '../support/process.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { BOOTSTRAP } from '../support/test-app.js';

/** What a client waits at most for a 503, and for the service to work again once its database does. */
const SOON_MS = 3000;
const BACK_MS = 5000;

interface Operation {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  path: string;
}

describe('while the database is down', () => {
  let database: TestDatabase;
  let service: ServiceProcess;
  let token: string;
  let apiKey: string;

  async function start(env: Record<string, string>): Promise<void> {
    service = await ServiceProcess.start({ env: { ...env, ...BOOTSTRAP_ENV } });
    token = await service.logIn();
    const { body } = await makeKey('mine').expect(201);
    apiKey = (body as { apiKey: string }).apiKey;
  }
  const makeKey = (name: string) =>
    service.http
      .post('/v1/apiKeys')
      .set('Authorization', token)
      .send({ metadata: { name }, spec: { expiresInDays: 30 } });
  const keysNamed = async (name: string): Promise<number> => {
    const { body } = await service.http.get(`/v1/apiKeys?q=${name}`).set('Authorization', token).expect(200);
    return (body as { items: unknown[] }).items.length;
  };
  const unavailable = {
    code: 'ServiceUnavailable',
    message: 'The service cannot do this right now; nothing was changed. Try again shortly.',
    ref: expect.any(String) as string,
  };
  /** The body at each door: to a gateway there is never one, and OAuth libraries read their own names (RFC 6749, section 5.2). */
  function bodyAt(what: string): object {
    if (what.includes('/v1/auth/verify')) return {};
    if (!what.includes('/v1/oauth2/')) return unavailable;
    return { ...unavailable, error: 'temporarily_unavailable', error_description: unavailable.message };
  }
  /** Expects the one honest answer, in time. */
  async function expectUnavailable(asking: ReturnType<typeof makeKey>, what: string): Promise<void> {
    const began = performance.now();
    const { status, headers, body } = await asking;
    expect({ what, status, retryAfter: headers['retry-after'], body: body as object }).toEqual({
      what,
      status: 503,
      retryAfter: '1',
      body: bodyAt(what),
    });
    expect(performance.now() - began).toBeLessThan(SOON_MS);
  }

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(async () => {
    await ServiceProcess.killAll();
    await database.drop();
  });

  if (isServer) {
    describe('on a server whose connections are cut', () => {
      let proxy: TcpProxy;
      let guarded: Operation[];

      beforeAll(async () => {
        proxy = await TcpProxy.before(database.env['DATABASE_URL'] ?? '');
        await start({ ...database.env, DATABASE_URL: proxy.url });
        guarded = await guardedOperations();
      });
      beforeEach(async () => {
        proxy.restore();
        await isBack();
      });
      afterAll(() => proxy.close());

      /** Every operation that the service's own document says needs a credential. */
      async function guardedOperations(): Promise<Operation[]> {
        const { body } = await service.http.get('/openapi.json').expect(200);
        const { paths } = body as { paths: Record<string, Record<string, { security?: unknown[] }>> };
        return Object.entries(paths).flatMap(([path, methods]) =>
          Object.entries(methods)
            .filter(([, { security }]) => security?.length)
            .map(([method]) => ({
              method: method as Operation['method'],
              path: path.replace(/\{\w+\}/g, '01990f6e-7c2a-7b1e-9d53-0c1f2a3b4c5d'),
            })),
        );
      }
      /** Waits until the service works again and looks that on the way it never says anything but 503. */
      async function isBack(): Promise<void> {
        await until(async () => {
          const { status } = await service.http.get('/v1/users/info').set('Authorization', token);
          expect([200, 503]).toContain(status);
          return status === 200;
        }, BACK_MS);
        await until(async () => (await service.http.get('/health/ready')).status === 200, BACK_MS);
      }

      it('answers 503 with Retry-After to every guarded call, never 401 and never 500 (DB-02, DB-03)', async () => {
        expect(guarded.length).toBeGreaterThan(20);
        proxy.cut();
        for (const { method, path } of guarded) {
          const what = `${method} ${path}`;
          await expectUnavailable(service.http[method](path).set('Authorization', token), what);
          if (!/password|logout|refresh/.test(path))
            await expectUnavailable(service.http[method](path).set('ApiKey', apiKey), `${what} with a key`);
        }
      });

      it('answers 503 to logins and refreshes, whether they are right or wrong', async () => {
        proxy.cut();
        for (const password of [BOOTSTRAP.password, 'another password of somebody']) {
          const login = { emailId: BOOTSTRAP.emailId, password };
          await expectUnavailable(service.http.post('/v1/auth/authenticate').send(login), 'login');
        }
        await expectUnavailable(
          service.http.post('/v1/auth/refresh').set('Authorization', token),
          'POST refresh',
        );
        await expectUnavailable(service.http.get(`/v1/auth/refresh/${token}`), 'GET refresh');
      });

      it('is alive, not ready, and shows the keys that tokens are checked with', async () => {
        proxy.cut();
        await until(async () => (await service.http.get('/health/ready')).status === 503, SOON_MS);
        await expectUnavailable(service.http.get('/health/ready'), 'ready');
        await service.http.get('/health/live').expect(200, { status: 'ok' });
        await service.http.get('/.well-known/jwks.json').expect(200);
      });

      it('answers requests in flight at the cut with what is true, and leaks no connection over many cuts', async () => {
        for (let round = 0; round < 5; round++) {
          const reads = Array.from({ length: 30 }, () =>
            service.http
              .get('/v1/users/info')
              .set('Authorization', token)
              .then(({ status }) => status),
          );
          const writes = Array.from({ length: 10 }, (_, index) =>
            makeKey(`round-${round}-${index}`).then(({ status, body }) =>
              status === 500 ? (body as { code: string }).code : status,
            ),
          );
          await Promise.race(reads);
          proxy.cut();
          for (const answer of await Promise.all(reads)) expect([200, 503]).toContain(answer);
          for (const [index, answer] of (await Promise.all(writes)).entries()) {
            expect([201, 503, 'OutcomeUnknown']).toContain(answer);
            if (answer === 'OutcomeUnknown') continue;
            proxy.restore();
            await isBack();
            expect(await keysNamed(`round-${round}-${index}`)).toBe(answer === 201 ? 1 : 0);
          }
          proxy.restore();
          await isBack();
        }
        const all = Array.from({ length: 30 }, () =>
          service.http.get('/v1/users/info').set('Authorization', token).expect(200),
        );
        await Promise.all(all);
      });

      it('ends in good order when it is asked to stop', async () => {
        const other = await ServiceProcess.start({ env: { ...database.env, DATABASE_URL: proxy.url } });
        proxy.cut();
        other.signal('SIGTERM');
        expect(await other.ending).toMatchObject({ code: 0 });
      });
    });
  } else {
    describe('because another program holds the embedded one', () => {
      let intruder: DatabaseSyncInstance;

      beforeAll(async () => {
        await start(database.env);
        intruder = new DatabaseSync(join(database.directory, 'latchkey.sqlite'));
        intruder.exec('BEGIN IMMEDIATE');
      });
      afterAll(() => intruder.close());

      it('changes nothing and says 503 with Retry-After, goes on reading, and works again afterwards', async () => {
        await expectUnavailable(makeKey('refused'), 'create');
        await service.http.get('/v1/users/info').set('Authorization', token).expect(200);
        await service.http.get('/v1/users/info').set('ApiKey', apiKey).expect(200);
        intruder.exec('ROLLBACK');
        await makeKey('accepted').expect(201);
        expect(await keysNamed('refused')).toBe(0);
        expect(await keysNamed('accepted')).toBe(1);
      });
    });
  }
});
