import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, constants, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { createTestDatabase } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';
import { BOOTSTRAP_ENV, ServiceProcess, until } from '../support/process.js';
import { RawConnection } from '../support/raw-connection.js';

/** Each leaves a line; a pipe holds some 400 of them, and the service keeps some 6,000 more. */
const REQUESTS = 10_000;

/** A pipe between the service and a reader that reads when the test says so. */
class Pipe {
  readonly input: number;
  private readonly output: number;

  constructor(directory: string) {
    const path = join(directory, `pipe-${randomUUID()}`);
    execFileSync('mkfifo', [path]);
    this.output = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    this.input = openSync(path, 'w');
  }

  /** @returns everything that is in it at this moment. */
  read(): string {
    const chunk = Buffer.alloc(64 * 1024);
    try {
      return chunk.toString('utf8', 0, readSync(this.output, chunk));
    } catch {
      return ''; // it is empty
    }
  }

  close(): void {
    for (const end of [this.input, this.output]) closeSync(end);
  }
}

/** Sends so many verifications of nothing on one connection, and waits for the answers. */
async function verifyNothing(service: ServiceProcess, times: number): Promise<void> {
  const connection = await RawConnection.open(service.address);
  connection.write('GET /v1/auth/verify HTTP/1.1\r\nHost: latchkey\r\n\r\n'.repeat(times));
  await until(() => connection.received.split('HTTP/1.1 401').length - 1 === times);
  connection.close();
}

describe('the service, when nobody takes its log', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(async () => {
    await ServiceProcess.killAll();
    await database.drop();
  });

  const start = (options: { stdout?: number } = {}) =>
    ServiceProcess.start({
      env: { ...BOOTSTRAP_ENV, ...database.env, LATCHKEY_INVALID_PER_MINUTE: '1000000' },
      ...options,
    });

  it('LO-06 a reader that stops: everything goes on, and what got lost is counted once it reads again', async () => {
    const pipe = new Pipe(database.directory);
    const service = await start({ stdout: pipe.input });
    await verifyNothing(service, REQUESTS);
    const token = await service.logIn();
    await service.http.get('/v1/auth/verify').set('Authorization', token).expect(200);
    let text = '';
    await until(() => {
      text += pipe.read();
      return text.includes('log lines were lost');
    });
    await service.http.get('/health/live').expect(200);
    await until(() => {
      text += pipe.read();
      return text.includes('/health/live');
    });
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { msg: string; route?: string; lines?: number });
    const verified = lines.filter(({ route }) => route === '/v1/auth/verify').length;
    const [lost] = lines.filter(({ msg }) => msg.startsWith('log lines were lost'));
    // the login is lost as well
    expect(verified + (lost?.lines ?? 0)).toBe(REQUESTS + 1);
    expect(verified).toBeGreaterThan(1000);
    service.signal('SIGTERM');
    expect(await service.ending).toMatchObject({ code: 0 });
    pipe.close();
  });

  it('LO-06 a reader that stops does not hold up the end', async () => {
    const pipe = new Pipe(database.directory);
    const service = await start({ stdout: pipe.input });
    await verifyNothing(service, 1000);
    service.signal('SIGTERM');
    expect(await service.ending).toMatchObject({ code: 0 });
    pipe.close();
  });

  it('LO-06 a disk that is full: everything goes on', async () => {
    const full = openSync('/dev/full', 'w');
    const service = await start({ stdout: full });
    await verifyNothing(service, 100);
    const token = await service.logIn();
    await service.http.get('/v1/auth/verify').set('Authorization', token).expect(200);
    service.signal('SIGTERM');
    expect(await service.ending).toMatchObject({ code: 0 });
    closeSync(full);
  });

  it('LO-06 a log that is read holds every line up to the last, however fast they come', async () => {
    const service = await start();
    await verifyNothing(service, REQUESTS);
    await service.http.get('/health/live').expect(200);
    service.signal('SIGTERM');
    expect(await service.ending).toMatchObject({ code: 0 });
    const routes = service.log.map(({ route }) => route);
    expect(routes.filter((route) => route === '/v1/auth/verify')).toHaveLength(REQUESTS);
    expect(service.log.filter(({ msg }) => String(msg).includes('lost'))).toEqual([]);
    expect(routes).toContain('/health/live');
  });
});
