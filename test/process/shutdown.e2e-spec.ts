import { BOOTSTRAP } from '../support/test-app.js';
import { createTestDatabase } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';
import { BOOTSTRAP_ENV, ServiceProcess, until } from '../support/process.js';
import { RawConnection, SlowRequest } from '../support/raw-connection.js';

const { emailId, password } = BOOTSTRAP;

describe('shutdown (PR-01, PR-02)', () => {
  const databases: TestDatabase[] = [];
  afterAll(async () => {
    await ServiceProcess.killAll();
    await Promise.all(databases.map((database) => database.drop()));
  });

  async function started(env: Record<string, string> = {}, nodeOptions: string[] = []) {
    const database = await createTestDatabase();
    databases.push(database);
    const all = { ...database.env, ...BOOTSTRAP_ENV, ...env };
    return ServiceProcess.start({ env: all, nodeOptions });
  }
  const slowLogin = (service: ServiceProcess) =>
    SlowRequest.post(service.address, '/v1/auth/authenticate', { emailId, password });
  const isRefused = (service: ServiceProcess) =>
    RawConnection.open(service.address).then(
      (connection) => connection.close(),
      (error: NodeJS.ErrnoException) => error.code === 'ECONNREFUSED',
    );
  /** How long an orderly end may take when nothing is in the way; the limit for requests in flight is 15 s. */
  const SOON_MS = 3000;
  const endsSoon = async (service: ServiceProcess) => {
    const asked = performance.now();
    const { code, signal } = await service.ending;
    expect(performance.now() - asked).toBeLessThan(SOON_MS);
    return { code, signal };
  };

  describe.each(['SIGTERM', 'SIGINT'] as const)('on %s', (signal) => {
    it('ends with 0, soon, and says so', async () => {
      const service = await started();
      service.signal(signal);
      expect(await endsSoon(service)).toEqual({ code: 0, signal: null });
      expect(service.stderr).toMatch(new RegExp(`\\n${signal}: stopping \\.\\.\\.\\nStopped\\.\\n$`));
    });

    it('is not ready from the same moment and serves everything else for the drain time', async () => {
      const service = await started({ LATCHKEY_DRAIN_SECONDS: '1' });
      const token = await service.logIn();
      await service.http.get('/health/ready').expect(200);
      const asked = performance.now();
      service.signal(signal);
      await service.says('stopping');
      await service.http.get('/health/ready').expect(503).expect('Retry-After', '1');
      await service.http.get('/health/live').expect(200);
      await service.http.get('/v1/users/info').set('Authorization', token).expect(200);
      await service.logIn();
      expect(await endsSoon(service)).toEqual({ code: 0, signal: null });
      expect(performance.now() - asked).toBeGreaterThanOrEqual(1000);
    });
  });

  describe('a request in flight', () => {
    it('is answered, while new connections are refused, and the process ends with it', async () => {
      const service = await started();
      const slow = await slowLogin(service);
      service.signal('SIGTERM');
      await until(() => isRefused(service).then(Boolean));
      const { status, text } = await slow.finish();
      expect(status).toBe(200);
      expect(text).toMatch(/^connection: close\r$/im);
      expect(text).toContain('"Authorization":"ey');
      expect(await endsSoon(service)).toEqual({ code: 0, signal: null });
    });

    it('that came in while the service was draining is answered too', async () => {
      const service = await started({ LATCHKEY_DRAIN_SECONDS: '1' });
      service.signal('SIGTERM');
      await service.says('stopping');
      const slow = await slowLogin(service);
      await until(() => isRefused(service).then(Boolean));
      expect((await slow.finish()).status).toBe(200);
      expect(await endsSoon(service)).toEqual({ code: 0, signal: null });
    });

    it('that never comes to its end holds the process for 15 s, then it ends with 1', async () => {
      const service = await started();
      const slow = await slowLogin(service);
      const asked = performance.now();
      service.signal('SIGTERM');
      expect(await service.ending).toMatchObject({ code: 1, signal: null });
      const took = performance.now() - asked;
      expect(took).toBeGreaterThanOrEqual(15_000);
      expect(took).toBeLessThan(15_000 + SOON_MS);
      expect(service.stderr).toMatch(/\nRequests were still running after 15 s; stopped all the same\.\n$/);
      slow.connection.close();
    });
  });

  describe('a connection without a request', () => {
    it('does not hold up the end, whether it was used before or never', async () => {
      const service = await started();
      const unused = await RawConnection.open(service.address);
      const used = await RawConnection.open(service.address);
      used.write('GET /health/live HTTP/1.1\r\nHost: latchkey\r\n\r\n');
      await used.receives('{"status":"ok"}');
      expect(used.isClosed).toBe(false);
      service.signal('SIGTERM');
      expect(await endsSoon(service)).toEqual({ code: 0, signal: null });
      await until(() => used.isClosed && unused.isClosed);
    });

    it('is told to go elsewhere while the service drains, so that no request meets a closed door', async () => {
      const service = await started({ LATCHKEY_DRAIN_SECONDS: '1' });
      const kept = await RawConnection.open(service.address);
      const ask = 'GET /health/live HTTP/1.1\r\nHost: latchkey\r\n\r\n';
      kept.write(ask);
      await kept.receives('{"status":"ok"}');
      expect(kept.received).toMatch(/^connection: keep-alive\r$/im);
      service.signal('SIGTERM');
      await service.says('stopping');
      kept.write(ask);
      await until(() => kept.isClosed);
      expect(kept.received).toMatch(/HTTP\/1\.1 200 [^]*HTTP\/1\.1 200 [^]*\r\nconnection: close\r\n/i);
      expect(service.stderr).not.toContain('Stopped.');
      expect(await endsSoon(service)).toEqual({ code: 0, signal: null });
    });
  });

  describe('a second signal', () => {
    it('ends the process with 1 at once, whatever is in flight', async () => {
      const service = await started({ LATCHKEY_DRAIN_SECONDS: '60' });
      const slow = await slowLogin(service);
      service.signal('SIGTERM');
      await service.says('stopping');
      const impatient = setInterval(() => service.signal('SIGINT'), 100);
      const ending = await endsSoon(service).finally(() => clearInterval(impatient));
      expect(ending).toEqual({ code: 1, signal: null });
      slow.connection.close();
    });

    it('that is the first one passed on by npm or a shell counts as the first', async () => {
      const service = await started();
      const slow = await slowLogin(service);
      service.signal('SIGINT');
      service.signal('SIGTERM');
      await until(() => isRefused(service).then(Boolean));
      expect((await slow.finish()).status).toBe(200);
      expect(await endsSoon(service)).toEqual({ code: 0, signal: null });
    });
  });

  it('leaves nothing behind that the next start would have to wait for', async () => {
    const database = await createTestDatabase();
    databases.push(database);
    const env = { ...database.env, ...BOOTSTRAP_ENV };
    for (let round = 0; round < 2; round++) {
      const service = await ServiceProcess.start({ env });
      await service.logIn();
      service.signal('SIGTERM');
      expect(await endsSoon(service)).toEqual({ code: 0, signal: null });
    }
  });

  it('keeps what was noted of the use of keys until the next start', async () => {
    const database = await createTestDatabase();
    databases.push(database);
    const env = { ...database.env, ...BOOTSTRAP_ENV };
    const first = await ServiceProcess.start({ env });
    const made = await first.http
      .post('/v1/apiKeys')
      .set('Authorization', await first.logIn())
      .send({ metadata: { name: 'used' }, spec: { expiresInDays: 30 } })
      .expect(201);
    const { uid, apiKey } = made.body as { uid: string; apiKey: string };
    await first.http.get('/v1/auth/verify').set('ApiKey', apiKey).expect(200);
    first.signal('SIGTERM');
    expect(await endsSoon(first)).toEqual({ code: 0, signal: null });
    const second = await ServiceProcess.start({ env });
    const { body } = await second.http.get(`/v1/apiKeys/${uid}`).set('Authorization', await second.logIn());
    expect(body).toMatchObject({ status: { lastUsed: { way: 'header', ip: '127.0.0.1' } } });
  });

  it('goes on in good order when nobody reads what the service says any more', async () => {
    const service = await started();
    service.stopReading();
    await service.logIn();
    const slow = await slowLogin(service);
    service.signal('SIGINT');
    await until(() => isRefused(service).then(Boolean));
    expect((await slow.finish()).status).toBe(200);
    expect(await endsSoon(service)).toEqual({ code: 0, signal: null });
  });

  it('after a fault that nothing caught is immediate, with 1 and one line in the log (PR-03)', async () => {
    const boom = `process.on('SIGUSR2', () => void Promise.reject(new Error('boom')))`;
    const service = await started({}, ['--import', `data:text/javascript,${encodeURIComponent(boom)}`]);
    service.signal('SIGUSR2');
    expect(await endsSoon(service)).toEqual({ code: 1, signal: null });
    expect(service.log.at(-1)).toMatchObject({ level: 'fatal', err: { name: 'Error', message: 'boom' } });
  });
});
