import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { shownUse, useRows, writeUses } from '../support/key-uses.js';
import { TestApp } from '../support/test-app.js';
import { DAY, SECOND } from '../support/test-clock.js';

const CLIENT = '203.0.113.7';

describe('status.lastUsed of an API key', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;
  let user: Person;
  let key: IssuedKey;

  beforeAll(async () => {
    app = await TestApp.start({
      env: { LATCHKEY_TRUSTED_PROXIES: '127.0.0.1,::1', LATCHKEY_INVALID_PER_MINUTE: '1000' },
    });
    given = new Given(app);
  });
  beforeEach(async () => {
    app.clock.advance(SECOND);
    admin = await given.tenant();
    user = await given.user(admin);
    key = await given.apiKey(user);
  });
  afterAll(() => app.close());

  const call = (path: string, headers: Record<string, string> = {}) =>
    app.http.get(path).set({ 'X-Forwarded-For': CLIENT, ...headers });
  const verify = (permission?: string) =>
    as(app, admin).post('/v1/apiKeys/verify').send({ key: key.value, permission }).expect(200);
  const written = async (who = user) => {
    await writeUses(app);
    return shownUse(app, who, key);
  };

  describe('is the time, the way and the address', () => {
    const ways: [string, string, () => PromiseLike<unknown>][] = [
      ['a header', 'header', () => call('/v1/users/info', { ApiKey: key.value }).expect(200)],
      ['a query', 'query', () => call(`/v1/users/info?ApiKey=${key.value}`).expect(200)],
      ['a header at a gateway', 'header', () => call('/v1/auth/verify', { ApiKey: key.value }).expect(200)],
      [
        'a query at a gateway',
        'query',
        () => call('/v1/auth/verify', { 'X-Original-URI': `/reports?ApiKey=${key.value}` }).expect(200),
      ],
    ];
    it.each(ways)('when it came in %s', async (_, way, use) => {
      expect(await written()).toBeUndefined();
      const time = app.clock.now().toISOString();
      await use();
      app.clock.advance(SECOND);
      expect(await written()).toEqual({ time, way, ip: CLIENT });
    });

    it('when a back end asked about it: without the address, which nobody told', async () => {
      const time = app.clock.now().toISOString();
      await verify();
      expect(await written()).toEqual({ time, way: 'verify' });
    });

    it('without an address that is none, whatever a proxy passes on', async () => {
      for (const from of ['"><script>', 'x'.repeat(5000), `fe80::1%${'a'.repeat(100)}`]) {
        await call('/v1/auth/verify', { ApiKey: key.value, 'X-Forwarded-For': from }).expect(200);
        expect(await written()).toEqual({ time: app.clock.now().toISOString(), way: 'header' });
        app.clock.advance(SECOND);
      }
      await call('/v1/auth/verify', { ApiKey: key.value, 'X-Forwarded-For': '2001:db8::1' }).expect(200);
      expect(await written()).toMatchObject({ ip: '2001:db8::1' });
    });

    it('in lists as well', async () => {
      const unused = await given.apiKey(user);
      await call('/v1/users/info', { ApiKey: key.value }).expect(200);
      const lastUsed = await written();
      const { body } = await as(app, admin).get('/v1/apiKeys').expect(200);
      const items = body.items as { metadata: { uid: string }; status: { lastUsed?: unknown } }[];
      const byUid = new Map(items.map(({ metadata, status }) => [metadata.uid, status]));
      expect(byUid.get(key.uid)).toEqual({ isActive: true, state: 'active', isExpiring: false, lastUsed });
      expect(byUid.get(unused.uid)).toEqual({ isActive: true, state: 'active', isExpiring: false });
    });

    it('also of a request that its owner may not make, for the key was good', async () => {
      await call('/v1/tenants', { ApiKey: key.value }).expect(403);
      expect(await written()).toMatchObject({ way: 'header' });
    });

    it('still there when the key has expired or was revoked, and gone with the key', async () => {
      await call('/v1/users/info', { ApiKey: key.value }).expect(200);
      const before = await written();
      await as(app, user).patch(`/v1/apiKeys/${key.uid}`).send({ isActive: false }).expect(204);
      expect(await written()).toEqual(before);
      await as(app, user).delete(`/v1/apiKeys/${key.uid}`).expect(204);
      expect(await useRows(app, [key.uid])).toEqual([]);
    });
  });

  describe('is no use of a key', () => {
    const refused = () => call('/v1/users/info', { ApiKey: key.value }).expect(401);
    const refusedAtGateway = () => call('/v1/auth/verify', { ApiKey: key.value }).expect(401);

    it('that was revoked', async () => {
      await as(app, user).patch(`/v1/apiKeys/${key.uid}`).send({ isActive: false }).expect(204);
      await refused();
      await refusedAtGateway();
      await verify();
      expect(await written()).toBeUndefined();
    });

    it('that has expired', async () => {
      app.clock.advance(30 * DAY);
      await refused();
      await refusedAtGateway();
      const late = { ...admin, token: await given.token(admin.emailId, admin.password) };
      await as(app, late).post('/v1/apiKeys/verify').send({ key: key.value }).expect(200);
      expect(await written(late)).toBeUndefined();
    });

    it('in a query where the organisation has switched that off', async () => {
      await as(app, admin)
        .put(`/v1/tenants/${admin.tenantUid}`)
        .send({ spec: { allowsQueryApiKeys: false } })
        .expect(204);
      await call(`/v1/users/info?ApiKey=${key.value}`).expect(401);
      await call('/v1/auth/verify', { 'X-Original-URI': `/x?ApiKey=${key.value}` }).expect(401);
      expect(await written()).toBeUndefined();
    });

    it('whose owner lacks the permission that a gateway or a back end asks for', async () => {
      await call('/v1/auth/verify?permission=audit.list', { ApiKey: key.value }).expect(403);
      await verify('audit.list');
      expect(await written()).toBeUndefined();
    });

    it('of another organisation, about which a back end asks', async () => {
      const stranger = await given.tenant();
      await as(app, stranger).post('/v1/apiKeys/verify').send({ key: key.value }).expect(200);
      expect(await written()).toBeUndefined();
    });

    it('beside another credential, and none is noted of a token', async () => {
      const both = { ApiKey: key.value, Authorization: user.token };
      await call('/v1/users/info', both).expect(400);
      await call('/v1/auth/verify', both).expect(401);
      await call('/v1/auth/verify', { Authorization: user.token }).expect(200);
      await call('/v1/users/info', { Authorization: user.token }).expect(200);
      expect(await app.countQueries(() => writeUses(app))).toBe(0);
    });
  });
});
