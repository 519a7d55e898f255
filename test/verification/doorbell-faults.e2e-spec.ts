import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { AWAY, DoorbellBed, HEARD } from '../support/doorbell-bed.js';
import { until } from '../support/process.js';
import { hasRedis } from '../support/redis-server.js';
import { isServer } from '../support/test-database.js';

/** What is promised, with Redis and without. */
const WITHIN_MS = 1000;
/** Sooner than it is on average without Redis. */
const SOON_MS = 40;
const PASSWORD = 'canary';

(isServer && hasRedis ? describe : describe.skip)('while Redis', () => {
  let bed: DoorbellBed;

  beforeAll(async () => {
    bed = await DoorbellBed.make();
  }, 60_000);
  afterAll(async () => {
    bed.redis.release();
    await bed.remove();
  });

  it('is killed and comes back, changes are seen within a second; each is logged once (RD-01, RD-03, RD-04)', async () => {
    const running = bed.delays(10);
    await bed.redis.kill();
    expect((await running).at(1)).toBeLessThan(WITHIN_MS);
    await until(() => bed.said(AWAY) === 2); // by either instance
    expect((await bed.delays(5)).at(1)).toBeLessThan(WITHIN_MS);
    await bed.redis.start();
    await until(() => bed.said(`${HEARD} again`) === 2);
    expect((await bed.delays(10)).at(0.5)).toBeLessThan(SOON_MS);
    expect([bed.said(AWAY), bed.said(`${HEARD} again`)]).toEqual([2, 2]);
  });

  it('answers nothing any more, nobody waits for it, and what was to be said is not kept (RD-05)', async () => {
    const words = await bed.redis.overhear(async () => {
      bed.redis.hold();
      expect((await bed.delays(10)).at(1)).toBeLessThan(WITHIN_MS);
      await until(() => bed.said(AWAY) === 4);
      bed.redis.release();
      await until(() => bed.said(`${HEARD} again`) === 4);
    });
    // of ten changes one was on its way, and each instance says one word when it is back
    expect(words.length).toBeLessThanOrEqual(1 + 2);
  });

  describe('is there from the start (RD-06), but', () => {
    const listeners: { close(): Promise<void> }[] = [];
    afterEach(() => Promise.all(listeners.splice(0).map((listener) => listener.close())));

    const lastReason = () => {
      const line = bed.log.findLast((text) => text.includes(AWAY)) ?? '{}';
      return (JSON.parse(line) as { reason?: string }).reason;
    };

    /** Something that takes connections, and answers each command so, or not at all. */
    const pretender = async (answer: (command: string) => string) => {
      const sockets = new Set<Socket>();
      const server = createServer((socket) => {
        sockets.add(socket);
        socket
          .on('error', () => undefined)
          .on('data', (bytes) => {
            for (const [, command = ''] of bytes.toString().matchAll(/\*\d+\r\n\$\d+\r\n(\w+)/g))
              socket.write(answer(command));
          });
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      listeners.push({
        close: async () => {
          for (const socket of sockets) socket.destroy();
          await new Promise((resolve) => server.close(resolve));
        },
      });
      return `redis://:${PASSWORD}@127.0.0.1:${(server.address() as AddressInfo).port}`;
    };

    it.each([
      ['says nothing', () => '', 'timeout'],
      ['is none', () => 'HTTP/1.1 400 Bad Request\r\n\r\n', 'closed'],
      ['refuses the password', () => `-WRONGPASS ${PASSWORD}\r\n`, 'WRONGPASS'],
      [
        'refuses the channel',
        (command: string) => (command === 'auth' ? '+OK\r\n' : '-NOPERM no access\r\n'),
        'NOPERM',
      ],
    ])('%s, the service starts, works, and says so once', async (_, answer, reason) => {
      const [away, heard] = [bed.said(AWAY), bed.said(HEARD)];
      const app = await bed.start(await pretender(answer));
      await app.http.get('/health/ready').expect(200);
      expect(await bed.heardAfter([app])).toBeLessThan(WITHIN_MS);
      await until(() => bed.said(AWAY) > away);
      expect(lastReason()).toBe(reason);
      expect(await bed.heardAfter([app, bed.there])).toBeLessThan(WITHIN_MS);
      expect([bed.said(AWAY), bed.said(HEARD)]).toEqual([away + 1, heard]);
      expect(bed.log.join('')).not.toContain(PASSWORD);
      await bed.close(app);
    });

    it('nobody listens at its address, the service starts and works', async () => {
      const away = bed.said(AWAY);
      const app = await bed.start('redis://127.0.0.1:1');
      await until(() => bed.said(AWAY) > away);
      expect(lastReason()).toBe('ECONNREFUSED');
      expect(await bed.heardAfter([app])).toBeLessThan(WITHIN_MS);
      await bed.close(app);
    });
  });
});
