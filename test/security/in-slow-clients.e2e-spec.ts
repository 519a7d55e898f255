import type { AddressInfo } from 'node:net';
import { PATIENCE } from '../../src/app.connections.js';
import { until } from '../support/process.js';
import { RawConnection } from '../support/raw-connection.js';
import { TestApp } from '../support/test-app.js';

const PATIENT = { headers: 100, request: 300, idle: 500, goodbye: 50, check: 20 };
const HEAD = 'POST /v1/auth/authenticate HTTP/1.1\r\nHost: latchkey\r\nContent-Type: application/json\r\n';

describe('clients that take their time', () => {
  let app: TestApp;
  let address: string;
  const opened: RawConnection[] = [];

  const start = async (env: Record<string, string>, patience = PATIENT) => {
    app = await TestApp.start({ env, patience });
    await app.app.listen(0, '127.0.0.1');
    address = `http://127.0.0.1:${(app.app.getHttpServer().address() as AddressInfo).port}`;
  };
  const open = async (localAddress = '127.0.0.1', allowHalfOpen = false) => {
    const connection = await RawConnection.open(address, { localAddress, allowHalfOpen });
    opened.push(connection);
    return connection;
  };
  const closed = (connection: RawConnection) => until(() => connection.isClosed, 5000);
  const sockets = () =>
    new Promise<number>((resolve, reject) =>
      app.app.getHttpServer().getConnections((error, count) => (error ? reject(error) : resolve(count))),
    );
  const answers = async (from?: string) => {
    const connection = await open(from);
    connection.write('GET /health/live HTTP/1.1\r\nHost: latchkey\r\n\r\n');
    await until(() => connection.received.includes('200 OK') || connection.isClosed);
    return connection.received.includes('200 OK');
  };

  afterEach(() => opened.splice(0).forEach((connection) => connection.close()));

  describe('and are waited for as long as it is set', () => {
    beforeAll(() => start({}));
    afterAll(() => app.close());

    it.each([
      ['send nothing at all', ''],
      ['stop within the head', 'GET /health/live HTTP/1.1\r\nHost: latch'],
      ['stop within the body', `${HEAD}Content-Length: 100\r\n\r\n{`],
      ['announce a body and send none', `${HEAD}Content-Length: 100\r\n\r\n`],
      ['send a body in pieces that does not end', `${HEAD}Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n`],
    ])('IN-08 those that %s are told so, and their connection is freed', async (_what, bytes) => {
      const connection = await open();
      const began = performance.now();
      connection.write(bytes);
      await closed(connection);
      const waited = performance.now() - began;
      expect(connection.received).toMatch(/^HTTP\/1\.1 408 /);
      expect(waited).toBeGreaterThan(80);
      expect(waited).toBeLessThan(2000);
      await until(async () => (await sockets()) === 0, 5000);
    });

    it('IN-08 those that send a byte now and then are not waited for any longer', async () => {
      const connection = await open();
      connection.write('GET /health/live HTTP/1.1\r\nX-Slow: ');
      const drip = setInterval(() => connection.write('a'), 10);
      await closed(connection);
      clearInterval(drip);
      expect(connection.received).toMatch(/^HTTP\/1\.1 408 /);
    });

    it('IN-08 those that do not let go when they were refused are cut off', async () => {
      const connection = await open('127.0.0.1', true);
      connection.write('this is no request\r\n\r\n');
      await connection.receives('400 Bad Request');
      await until(async () => (await sockets()) === 0, 5000);
    });

    it('IN-08 those that read no answer lose their connection', async () => {
      const connection = await open();
      connection.stopReading();
      connection.write('GET /openapi.json HTTP/1.1\r\nHost: latchkey\r\n\r\n'.repeat(200));
      await until(async () => (await sockets()) === 1);
      await until(async () => (await sockets()) === 0, 5000);
    });

    it('IN-08 those that have nothing more to ask are let go', async () => {
      const connection = await open();
      connection.write('GET /health/live HTTP/1.1\r\nHost: latchkey\r\n\r\n');
      await connection.receives('200 OK');
      await until(async () => (await sockets()) === 0, 5000);
    });
  });

  describe('and are still waited for', () => {
    beforeAll(() => start({}, { ...PATIENT, headers: 60_000, request: 60_000 }));
    afterAll(() => app.close());

    it('IN-08 others are served meanwhile', async () => {
      const slow = await Promise.all(Array.from({ length: 300 }, () => open()));
      slow.forEach((connection, at) => connection.write(at % 2 ? `${HEAD}Content-Length: 9\r\n\r\n` : HEAD));
      const { status } = await app.http.get('/v1/auth/verify');
      expect(status).toBe(401);
      expect(slow.some((connection) => connection.isClosed)).toBe(false);
    });
  });

  it('IN-08 the service waits 10 s for a head, 30 s for a request, 75 s for the next, and looks every second', () => {
    expect(PATIENCE).toMatchObject({ headers: 10_000, request: 30_000, idle: 75_000, check: 1000 });
  });

  describe('and are many', () => {
    beforeAll(() =>
      start({
        LATCHKEY_MAX_CONNECTIONS: '8',
        LATCHKEY_MAX_CONNECTIONS_PER_ADDRESS: '3',
        LATCHKEY_TRUSTED_PROXIES: '127.0.0.9',
      }),
    );
    afterAll(() => app.close());

    const openSoMany = async (count: number, from: string) => {
      const connections = await Promise.all(Array.from({ length: count }, () => open(from)));
      connections.forEach((connection) => connection.write(HEAD));
      return connections;
    };

    it('IN-08 one address gets so many connections, and others get theirs; a closed one makes room', async () => {
      const [first] = await openSoMany(3, '127.0.0.2');
      expect(await answers('127.0.0.2')).toBe(false);
      expect(await answers('127.0.0.2')).toBe(false);
      expect(await answers('127.0.0.3')).toBe(true);
      const told = app.logs.filter((line) => line.includes('connections were refused'));
      expect(told.map((line) => JSON.parse(line) as object)).toEqual([
        expect.objectContaining({ level: 'warn', refused: 1 }),
      ]);
      first?.close();
      await until(() => answers('127.0.0.2'));
    });

    it('IN-08 a proxy that is believed gets as many as there are, and nobody more', async () => {
      await openSoMany(7, '127.0.0.9');
      expect(await answers('127.0.0.9')).toBe(true);
      expect(await answers('127.0.0.2')).toBe(false);
      opened.splice(0).forEach((connection) => connection.close());
      await until(() => answers('127.0.0.2'));
    });
  });
});
