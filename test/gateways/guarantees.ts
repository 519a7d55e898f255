import { as } from '../support/caller.js';
import type { IssuedKey, Person } from '../support/given.js';
import { GatewayBed } from './gateway-bed.js';
import { programPath } from './gateway-process.js';
import type { GatewayCommand } from './gateway-process.js';
import { itHidesCredentials } from './hidden-credentials.js';
import { itIsNotFooled } from './not-fooled.js';
import { itRefuses } from './refusals.js';

/** A gateway between clients and an application, and people with keys. */
export interface Scene {
  bed: GatewayBed;
  admin: Person;
  /** Has no roles. */
  user: Person;
  /** Of `user`. */
  key: IssuedKey;
  withKey: string[];
}

/** Everything that is promised of each gateway in `examples/`; `more` is what only this one has to show. */
export function describeGateway(gateway: GatewayCommand, more: (scene: Scene) => void = () => undefined) {
  const isMissing = programPath(gateway.program) === undefined && process.env['CI_GATEWAYS'] === undefined;
  const title = `examples/${gateway.program}`;
  if (isMissing)
    process.stderr.write(
      `${title} is NOT TESTED: there is no ${gateway.program} (apt-get install ${gateway.program}).\n`,
    );
  const run = isMissing ? describe.skip : describe;
  run(isMissing ? `${title}, NOT TESTED since ${gateway.program} is not installed` : title, () => {
    const scene = {} as Scene;
    beforeAll(async () => {
      scene.bed = await GatewayBed.start(gateway);
      scene.admin = await scene.bed.given.tenant();
      scene.user = await scene.bed.given.user(scene.admin);
      scene.key = await scene.bed.given.apiKey(scene.user);
      scene.withKey = ['ApiKey', scene.key.value];
    });
    afterAll(() => (scene.bed as GatewayBed | undefined)?.close()); // undefined when it did not start

    describe('lets in', () => itLetsIn(scene));
    describe('hides the credential', () => itHidesCredentials(scene));
    describe('is not fooled', () => itIsNotFooled(scene));
    more(scene);
    describe('refuses', () => itRefuses(scene));
  });
}

function itLetsIn(scene: Scene): void {
  it('who shows a key, and tells the application who it is', async () => {
    const { bed, admin, user, key, withKey } = scene;
    expect(await bed.send('/things?page=2', { headers: withKey })).toMatchObject({
      status: 200,
      text: 'from the application',
      headers: { 'x-answered-by': 'application' },
    });
    expect(bed.application.last).toMatchObject({ method: 'GET', url: '/things?page=2' });
    expect(bed.application.last.headers).toMatchObject({
      'x-auth-user-uid': user.uid,
      'x-auth-tenant-uid': admin.tenantUid,
      'x-auth-org': admin.orgName,
      'x-auth-email': user.emailId,
      'x-auth-key-uid': key.uid,
      'x-auth-expires': expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
    expect(bed.application.last.headers['x-auth-permissions'] ?? '').toBe('');
  });

  it('who shows a token, with what their roles allow', async () => {
    const { bed, admin } = scene;
    await bed.send('/', { headers: ['Authorization', `Bearer ${admin.token}`] });
    expect(bed.application.last.headers).toMatchObject({
      'x-auth-user-uid': admin.uid,
      'x-auth-permissions': expect.stringContaining('audit.list'),
    });
    expect(bed.application.last.headers['x-auth-key-uid'] ?? '').toBe('');
  });

  it('addresses as the client wrote them', async () => {
    const { bed, withKey } = scene;
    for (const path of ['/a%2Fb/%C3%A9%20?x=%20y&z=1+2&empty=&x=2', '/', '/?', '/plain']) {
      expect((await bed.send(path, { headers: withKey })).status).toBe(200);
      expect(bed.application.last.url.replace(/\?$/, '')).toBe(path.replace(/\?$/, ''));
    }
  });

  it('bodies, whole, however they are sent, and keeps them from Latchkey', async () => {
    const { bed, withKey } = scene;
    const body = JSON.stringify({ items: Array.from({ length: 20_000 }, (_, at) => `item ${at}`) });
    for (const length of [
      ['Content-Length', String(body.length)],
      ['Transfer-Encoding', 'chunked'],
    ]) {
      const headers = [...withKey, 'Content-Type', 'application/json', ...length];
      expect((await bed.send('/things', { method: 'POST', headers, body })).status).toBe(200);
      expect(bed.application.last).toMatchObject({ method: 'POST' });
      expect(bed.application.last.body === body).toBe(true);
    }
    expect(bed.door.told.includes('item 7')).toBe(false);
  });

  it('who has the permission that a route asks for', async () => {
    const { bed, admin } = scene;
    const headers = ['Authorization', admin.token];
    expect((await bed.send('/reports/7?x=1', { headers })).status).toBe(200);
    expect(bed.application.last.url).toBe('/reports/7?x=1');
    expect(bed.application.last.headers['x-auth-user-uid']).toBe(admin.uid);
  });

  it('answers of the application as they are, also those that Latchkey could have given', async () => {
    const { bed, withKey } = scene;
    for (const status of [201, 302, 401, 403, 429, 500, 502, 503])
      expect(await bed.send(`/status/${status}`, { headers: withKey })).toMatchObject({
        status,
        headers: { 'x-answered-by': 'application' },
      });
  });

  it('failures of the application as such: nobody is told to come again for Latchkey', async () => {
    const { bed, withKey } = scene;
    expect((await bed.send('/crash', { headers: withKey })).status).toBe(502);
  });

  it('a hundred requests with bodies over the connections to Latchkey that it has', async () => {
    const { bed, withKey } = scene;
    const before = bed.door.connections;
    const sent = { method: 'POST', headers: [...withKey, 'Content-Length', '4'], body: 'body' };
    for (let times = 0; times < 20; times++)
      await Promise.all(Array.from({ length: 5 }, () => bed.send('/', sent)));
    expect(bed.door.connections - before).toBeLessThanOrEqual(10);
  });

  it('nobody with a key that was revoked a moment ago', async () => {
    const { bed, user } = scene;
    const { uid, value } = await bed.given.apiKey(user);
    const ask = async () => (await bed.send('/', { headers: ['ApiKey', value] })).status;
    expect(await ask()).toBe(200);
    await as(bed.app, user)
      .put(`/v1/apiKeys/${uid}/state`)
      .send({ isActive: false })
      .expect(({ status }) => expect(status).toBeLessThan(300));
    expect(await ask()).toBe(401);
  });
}
