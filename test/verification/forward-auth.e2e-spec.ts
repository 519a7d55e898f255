import { Given } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { as } from '../support/caller.js';
import { rawGet } from '../support/raw-request.js';
import { TestApp } from '../support/test-app.js';
import { DAY, MINUTE } from '../support/test-clock.js';
import { everythingTold } from '../support/told.js';

const PATH = '/v1/auth/verify';

describe('GET /v1/auth/verify', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;
  let user: Person;
  let key: IssuedKey;

  beforeAll(async () => {
    app = await TestApp.start({ env: { LATCHKEY_INVALID_PER_MINUTE: '1000' } });
    given = new Given(app);
  });
  beforeEach(async () => {
    admin = await given.tenant();
    user = await given.user(admin);
    key = await given.apiKey(user);
  });
  afterAll(() => app.close());

  const verify = (headers: Record<string, string>, query = '') =>
    app.http.get(`${PATH}${query}`).set(headers);
  const withKey = (query = '') => verify({ ApiKey: key.value }, query);

  describe('200 and who it is', () => {
    it('for a key: user, organisation, key, permissions and end in headers, nothing in the body', async () => {
      const answer = await withKey().expect(200);
      expect(answer.text).toBe('');
      expect(answer.headers).toMatchObject({
        'x-auth-user-uid': user.uid,
        'x-auth-tenant-uid': admin.tenantUid,
        'x-auth-org': admin.orgName,
        'x-auth-email': user.emailId,
        'x-auth-key-uid': key.uid,
        'x-auth-permissions': '',
        'x-auth-expires': new Date(app.clock.now().getTime() + 30 * DAY).toISOString(),
        'cache-control': 'no-store',
      });
    });

    it('for a token, bare and after Bearer: its own end, and no key', async () => {
      for (const value of [admin.token, `Bearer ${admin.token}`]) {
        const { headers } = await verify({ Authorization: value }).expect(200);
        expect(headers).toMatchObject({ 'x-auth-user-uid': admin.uid, 'x-auth-key-uid': '' });
        const minutes = (Date.parse(headers['x-auth-expires']) - app.clock.now().getTime()) / MINUTE;
        expect(minutes).toBeGreaterThan(14);
        expect(minutes).toBeLessThanOrEqual(15);
        expect(headers['x-auth-permissions'].split(' ')).toContain('apiKey.verify');
      }
    });

    it('percent-encodes what is no printable ASCII, so that a name cannot forge a header', async () => {
      const odd = await given.tenant('Größe 100% 鍵');
      const { headers } = await verify({ Authorization: odd.token }).expect(200);
      expect(headers['x-auth-org']).toBe('Gr%C3%B6%C3%9Fe 100%25 %E9%8D%B5');
      expect(decodeURIComponent(headers['x-auth-org'])).toBe('Größe 100% 鍵');
    });

    it.each(['post', 'put', 'patch', 'delete', 'options', 'head'] as const)(
      'with the method %s, whatever the original request says of a body that is not there',
      async (method) => {
        const answer = await app.http[method](PATH)
          .set({ ApiKey: key.value, 'Content-Type': 'application/x-www-form-urlencoded' })
          .expect(200);
        expect(answer.headers['x-auth-user-uid']).toBe(user.uid);
      },
    );

    it.each(['X-Original-URI', 'X-Forwarded-Uri'])('for the key in the query of %s', async (header) => {
      const of = (address: string) => verify({ [header]: address });
      const { headers } = await of(`/reports?page=2&ApiKey=${key.value}&sort=name`).expect(200);
      expect(headers['x-auth-key-uid']).toBe(key.uid);
      await of(`/reports?%41piKey=${encodeURIComponent(key.value)}`).expect(200);
      await of(`https://api.example/reports?ApiKey=${key.value}`).expect(200);
      await of(`/reports/${key.value}`).expect(401);
      await of(`/reports?apikey=${key.value}`).expect(401);
      await of('/reports?page=2').expect(401);
    });

    it('for the key in the address itself, and once more in the original one', async () => {
      await verify({}, `?ApiKey=${key.value}`).expect(200);
      await verify({ 'X-Original-URI': `/x?ApiKey=${key.value}` }, `?ApiKey=${key.value}`).expect(200);
    });

    it('takes one query for what was not seen before, and none afterwards', async () => {
      await everythingTold(app);
      expect(await app.countQueries(() => withKey().expect(200))).toBe(1);
      expect(await app.countQueries(() => withKey().expect(200))).toBe(0);
      const token = () => verify({ Authorization: user.token }).expect(200);
      expect(await app.countQueries(token)).toBe(1);
      expect(await app.countQueries(token)).toBe(0);
    });

    it('whatever the original request says of its body, and with odd addresses of its own', async () => {
      for (const headers of [
        ['Content-Type', 'text/plain', 'Content-Length', '1000'],
        ['Content-Type', 'application/json', 'Content-Length', '10000000'],
      ]) {
        const answer = await rawGet(app, PATH, [...headers, 'ApiKey', key.value]);
        expect(answer).toMatchObject({ status: 200, headers: { connection: 'close' } });
      }
      await withKey('?x=1&x=2').expect(200);
    });

    it('asks once for one key that 35 requests show at the same time', async () => {
      await everythingTold(app);
      const all = () => Promise.all(Array.from({ length: 35 }, () => withKey().expect(200)));
      expect(await app.countQueries(all)).toBe(1);
    });
  });

  it('writes who was let in at the level debug, and who was not at the level info', async () => {
    const last = () => JSON.parse(app.logs.at(-1) ?? '') as Record<string, unknown>;
    await withKey().expect(200);
    const line = {
      msg: 'request',
      method: 'GET',
      route: PATH,
      requestId: expect.any(String),
      ms: expect.any(Number),
    };
    const whose = { tenantUid: admin.tenantUid, userUid: user.uid, keyUid: key.uid };
    expect(last()).toMatchObject({ ...line, level: 'debug', status: 200, ...whose });
    await app.http.post(PATH).expect(401);
    expect(last()).toMatchObject({ ...line, level: 'info', method: 'POST', status: 401 });
  });

  it('has one spelling', async () => {
    for (const path of ['/v1/auth/%76erify', '/v1/auth/verify/', '/v1/auth/verifyx'])
      await app.http.get(path).set({ ApiKey: key.value }).expect(404);
  });

  describe('401 without a body', () => {
    it('is what a gateway gets that passes on the credential of its upstream', async () => {
      const basic = { Authorization: `Basic ${Buffer.from('ada:secret').toString('base64')}` };
      await verify(basic).expect(401);
      await verify({ ...basic, ApiKey: key.value }).expect(200);
    });

    it('without a credential, and for garbage without a query', async () => {
      const garbage: Record<string, string>[] = [
        {},
        { ApiKey: '' },
        { ApiKey: 'lk_' },
        { ApiKey: `${key.value.slice(0, -1)}~` },
        { ApiKey: key.value.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a')) },
        { ApiKey: 'x'.repeat(8000) },
        { Authorization: 'x'.repeat(8000) },
        { Authorization: `${admin.token.slice(0, -4)}AAAA` },
        { Authorization: key.value },
      ];
      for (const headers of garbage) {
        let text: string | undefined;
        const ask = async () => (text = (await verify(headers).expect(401)).text);
        expect(await app.countQueries(ask)).toBe(0);
        expect(text).toBe('');
      }
    });

    it('for more than one credential, of whatever kinds', async () => {
      const other = await given.apiKey(admin);
      const inQuery = `/x?ApiKey=${other.value}`;
      await verify({ ApiKey: key.value, Authorization: admin.token }).expect(401);
      await verify({ ApiKey: key.value, 'X-Original-URI': inQuery }).expect(401);
      await verify({ Authorization: admin.token, 'X-Forwarded-Uri': inQuery }).expect(401);
      await verify({ 'X-Original-URI': `${inQuery}&ApiKey=${key.value}` }).expect(401);
      await verify({ 'X-Original-URI': inQuery }, `?ApiKey=${key.value}`).expect(401);
    });

    it('at the instant at which a key or a token ends', async () => {
      await withKey().expect(200);
      await verify({ Authorization: user.token }).expect(200);
      app.clock.advance(15 * MINUTE);
      await verify({ Authorization: user.token }).expect(401);
      app.clock.advance(30 * DAY - 15 * MINUTE - 1);
      await withKey().expect(200);
      app.clock.advance(1);
      await withKey().expect(401);
    });

    it('for a key in a query where the organisation has switched that off, at once', async () => {
      await verify({ 'X-Original-URI': `/x?ApiKey=${key.value}` }).expect(200);
      await as(app, admin)
        .put(`/v1/tenants/${admin.tenantUid}`)
        .send({ spec: { allowsQueryApiKeys: false } })
        .expect(204);
      await verify({ 'X-Original-URI': `/x?ApiKey=${key.value}` }).expect(401);
      await withKey().expect(200);
    });
  });

  describe('403', () => {
    it('when the roles of the holder do not allow what is asked for', async () => {
      const of = (permission: string) => `?permission=${encodeURIComponent(permission)}`;
      await withKey(of('audit.list')).expect(403);
      const answer = await verify({ Authorization: admin.token }, of('audit.list')).expect(200);
      expect(answer.text).toBe('');
      const role = await given.role(admin, ['audit.list', 'user.get']);
      await as(app, admin)
        .put(`/v1/users/${user.uid}/roles`)
        .send({ roles: [role] })
        .expect(204);
      await withKey(of('audit.list')).expect(200);
      await withKey(of('audit.list AND (role.list OR user.get)')).expect(200);
      const refused = await withKey('?permission=audit.list+AND+role.list').expect(403);
      expect(refused.headers).not.toHaveProperty('x-auth-user-uid');
      const lines = app.logs.map((text) => JSON.parse(text) as object);
      expect(lines).toContainEqual(
        expect.objectContaining({ status: 403, userUid: user.uid, keyUid: key.uid }),
      );
      await withKey(of('audit.*')).expect(403);
    });

    it('when one of several permissions is lacking: a client that adds one gains nothing', async () => {
      const admins = (query: string) => verify({ Authorization: admin.token }, query);
      await admins('?permission=audit.list&permission=user.get').expect(200);
      await withKey('?permission=audit.list&permission=').expect(403);
      const role = await given.role(admin, ['user.get']);
      await as(app, admin)
        .put(`/v1/users/${user.uid}/roles`)
        .send({ roles: [role] })
        .expect(204);
      await withKey('?permission=user.get').expect(200);
      await withKey('?permission=user.get&permission=audit.list').expect(403);
      await withKey('?permission=audit.list&permission=user.get').expect(403);
    });

    it('when the permission is written wrongly: nobody gets in by that', async () => {
      for (const permission of ['', 'audit.list AND', 'no.such', '('])
        expect((await withKey(`?permission=${encodeURIComponent(permission)}`).expect(403)).text).toBe('');
    });
  });
});
