import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { HashingThreads } from '../../libs/secrets/hashing-threads.js';
import { PasswordHasher } from '#secrets';
import { Given } from '../support/given.js';
import { NO_LIMITS } from '../support/no-limits.js';
import { BOOTSTRAP_ENV, ServiceProcess } from '../support/process.js';
import { TestApp } from '../support/test-app.js';
import { createTestDatabase } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';

const LOGINS = 500;
/** One core is left to whoever is not to wait. */
const CAP = Math.max(1, availableParallelism() - 1);
const QUEUE = 32 * availableParallelism();
const HASH_MIB = 19;
/** What else a crowd may take: connections, requests, answers. */
const CROWD_MIB = 150;

const somebody = (at: number) => ({ emailId: `nobody-${at}@x.example`, password: 'whatever it may be' });

describe('a crowd that logs in', () => {
  describe('while no hash is done', () => {
    let app: TestApp;
    let key: string;
    let running = 0;
    let most = 0;
    let finish = () => {};

    beforeAll(async () => {
      app = await TestApp.start({ env: NO_LIMITS });
      const given = new Given(app);
      key = (await given.apiKey(await given.tenant())).value;
      await app.app.listen(0, '127.0.0.1');
      const finished = new Promise<void>((resolve) => (finish = resolve));
      vi.spyOn(HashingThreads.prototype, 'run').mockImplementation(async () => {
        most = Math.max(most, ++running);
        await finished;
        running--;
        return false;
      });
    });
    afterAll(async () => {
      finish();
      await app.close();
      vi.restoreAllMocks();
    });

    it('LG-09 as many as there may be wait, all others are sent away at once, and nothing else waits', async () => {
      const answers: { status: number; retryAfter: string | undefined; isBefore: boolean }[] = [];
      let isDone = false;
      const logins = Array.from({ length: LOGINS }, (_, at) =>
        app.http
          .post('/v1/auth/authenticate')
          .send(somebody(at))
          .then(({ status, headers }) => {
            const retryAfter = (headers as Record<string, string>)['retry-after'];
            answers.push({ status, retryAfter, isBefore: !isDone });
            if (answers.length === LOGINS - CAP - QUEUE) sentAway();
          }),
      );
      let sentAway = () => {};
      await new Promise<void>((resolve) => (sentAway = resolve));
      // the others are still being looked at
      expect(answers.filter(({ status }) => status !== 503)).toEqual([]);
      expect(answers.filter(({ retryAfter }) => retryAfter !== '1')).toEqual([]);
      expect(app.get(PasswordHasher).load).toMatchObject({ running: CAP, waiting: QUEUE });
      await app.http.get('/v1/auth/verify').set('ApiKey', key).expect(200);
      await app.http.get('/v1/users/info').set('ApiKey', key).expect(200);
      await app.http.get('/health/live').expect(200);
      await app.http.get('/health/ready').expect(200);
      expect(answers).toHaveLength(LOGINS - CAP - QUEUE);
      isDone = true;
      finish();
      await Promise.all(logins);
      const late = answers.filter(({ isBefore }) => !isBefore);
      expect(late.map(({ status }) => status)).toEqual(Array.from({ length: CAP + QUEUE }, () => 401));
      expect(most).toBe(CAP);
      expect(app.get(PasswordHasher).load).toMatchObject({ running: 0, waiting: 0 });
    });
  });

  describe('at the real service', () => {
    let database: TestDatabase;
    let service: ServiceProcess;
    let key: string;

    beforeAll(async () => {
      database = await createTestDatabase();
      service = await ServiceProcess.start({ env: { ...database.env, ...BOOTSTRAP_ENV, ...NO_LIMITS } });
      const token = await service.logIn();
      const { body } = await service.http
        .post('/v1/apiKeys')
        .set('Authorization', token)
        .send({ metadata: { name: 'crowd' }, spec: { expiresInDays: 30 } })
        .expect(201);
      key = (body as { apiKey: string }).apiKey;
    });
    afterAll(async () => {
      await ServiceProcess.killAll();
      await database.drop();
    });

    const residentMib = () => {
      const status = readFileSync(`/proc/${service.pid}/status`, 'utf8');
      return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
    };
    const threads = () => readdirSync(`/proc/${service.pid}/task`).length;

    it('LG-09 takes no more threads and memory than there may be, and verification goes on', async () => {
      const before = { threads: threads(), mib: residentMib() };
      const most = { threads: 0, mib: 0 };
      let answered = 0;
      const logins = Array.from({ length: LOGINS }, async (_, at) => {
        const { status, headers } = await service.http.post('/v1/auth/authenticate').send(somebody(at));
        answered++;
        return status === 503 ? `503 after ${(headers as Record<string, string>)['retry-after']}` : status;
      });
      let verified = 0;
      const isGoingOn = () => answered < LOGINS;
      while (isGoingOn()) {
        await service.http.get('/v1/auth/verify').set('ApiKey', key).expect(200);
        await service.http.get('/health/live').expect(200);
        if (isGoingOn()) verified++;
        most.threads = Math.max(most.threads, threads());
        most.mib = Math.max(most.mib, residentMib());
      }
      for (const answer of await Promise.all(logins)) expect([401, '503 after 1']).toContain(answer);
      expect(verified).toBeGreaterThan(10);
      // the first login of all has started the first of them
      expect(most.threads - before.threads).toBeLessThanOrEqual(CAP - 1);
      expect(most.mib - before.mib).toBeLessThan(HASH_MIB * CAP + CROWD_MIB);
    }, 60_000);
  });
});
