import type { Scene } from './guarantees.js';
import type { Behaviour } from './latchkey-door.js';

const LATCHKEY_SAYS = (status: string, ...headers: string[]) => ({
  answer: [`HTTP/1.1 ${status}`, ...headers, 'Content-Length: 6', 'Connection: close', '', 'secret'].join(
    '\r\n',
  ),
});

/** Nothing that is refused reaches the application, and the client is told why by the status alone. */
export function itRefuses(scene: Scene): void {
  let arrived: number;
  beforeEach(() => {
    arrived = scene.bed.application.arrivals.length;
  });
  afterEach(() => {
    scene.bed.door.behave('open');
    expect(scene.bed.application.arrivals).toHaveLength(arrived);
  });

  it('with 401 who shows nothing, nonsense or too much', async () => {
    const { bed, admin, withKey } = scene;
    const other = await bed.given.apiKey(admin);
    for (const headers of [
      [],
      ['ApiKey', 'nonsense'],
      ['Authorization', 'Basic YWRhOnNlY3JldA=='],
      [...withKey, 'ApiKey', other.value],
      [...withKey, 'Authorization', admin.token],
    ]) {
      const { status, headers: told, text } = await bed.send('/', { headers, from: '127.0.0.21' });
      expect(status).toBe(401);
      expect(text).not.toContain('application');
      expect(Object.keys(told).filter((name) => name.startsWith('x-auth'))).toEqual([]);
    }
    const two = await bed.send(`/?ApiKey=${other.value}`, { headers: withKey, from: '127.0.0.21' });
    expect(two.status).toBe(401);
  });

  it('with 403 who lacks the permission of a route', async () => {
    const { bed, withKey } = scene;
    const { status, text } = await bed.send('/reports/7', { headers: withKey });
    expect(status).toBe(403);
    expect(text).not.toContain('application');
  });

  it('bodies along with their requests', async () => {
    const { bed } = scene;
    const body = 'x'.repeat(100_000);
    const headers = ['Content-Length', String(body.length)];
    expect((await bed.send('/', { method: 'POST', headers, body, from: '127.0.0.22' })).status).toBe(401);
  });

  it('with 429 and Retry-After the one client that guesses, whatever it says of its address', async () => {
    const { bed } = scene;
    const guess = (from: string, round: number) => {
      const forged = `203.0.113.${round}`;
      const says = ['X-Forwarded-For', forged, 'X-Real-IP', forged, 'Forwarded', `for=${forged}`];
      return bed.send('/', { headers: ['ApiKey', 'nonsense', ...says], from });
    };
    for (let round = 1; round <= 3; round++) expect((await guess('127.0.0.23', round)).status).toBe(401);
    for (let round = 4; round <= 6; round++) {
      const { status, headers, text } = await guess('127.0.0.23', round);
      expect(status).toBe(429);
      expect(Number(headers['retry-after'])).toBeGreaterThan(50);
      expect(text).not.toContain('application');
    }
    expect((await guess('127.0.0.24', 7)).status).toBe(401);
  });

  it.each<[string, Behaviour]>([
    ['ends connections', 'reset'],
    ['does not answer', 'silent'],
    ['says 503', LATCHKEY_SAYS('503 Service Unavailable', 'Retry-After: 1')],
    ['says 500', LATCHKEY_SAYS('500 Internal Server Error')],
    ['says 404, since it is something else', LATCHKEY_SAYS('404 Not Found')],
    ['says 302', LATCHKEY_SAYS('302 Found', 'Location: http://elsewhere.example/')],
    ['says nothing that is HTTP', { answer: 'secret\r\n\r\n' }],
  ])('with 503 everybody when Latchkey %s', async (_how, behaviour) => {
    const { bed, withKey } = scene;
    bed.door.behave(behaviour);
    for (const path of ['/', '/reports/7']) {
      const { status, headers, text } = await bed.send(path, { headers: withKey });
      expect(status).toBe(503);
      expect(headers).not.toHaveProperty('location');
      expect(Number(headers['retry-after'])).toBeGreaterThan(0);
      expect(text).not.toContain('secret');
    }
  });

  it('with 401 and without its body, whoever answers in place of Latchkey', async () => {
    const { bed, withKey } = scene;
    bed.door.behave(LATCHKEY_SAYS('401 Unauthorized'));
    const { status, text } = await bed.send('/', { headers: withKey });
    expect(status).toBe(401);
    expect(text).not.toContain('secret');
  });

  it('nobody any more as soon as Latchkey is back', async () => {
    const { bed, withKey } = scene;
    bed.door.behave('reset');
    expect((await bed.send('/', { headers: withKey })).status).toBe(503);
    bed.door.behave('open');
    expect((await bed.send('/', { headers: withKey })).status).toBe(200);
    arrived++;
  });

  it('with 503 everybody when nobody listens there, and writes no credential down (LO-02)', async () => {
    const { bed, key, admin, withKey } = scene;
    await bed.door.close();
    const inQuery = await bed.send(`/?ApiKey=${key.value}`);
    expect(inQuery.status).toBe(503);
    expect((await bed.send('/', { headers: withKey })).status).toBe(503);
    expect((await bed.send('/', { headers: ['Authorization', admin.token] })).status).toBe(503);
    await bed.application.close();
    const { written } = bed.gateway;
    expect(written).toContain('503');
    const told = written.split('\n').filter((line) => line.includes(key.value) || line.includes(admin.token));
    expect(told).toEqual([]);
  });
}
