import { errorBody, visible } from '../support/answers.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { IssuedKey } from '../support/given.js';
import { rawGet } from '../support/raw-request.js';
import { TestApp } from '../support/test-app.js';
import { DAY } from '../support/test-clock.js';
import { makeApiKey } from '#secrets';

const INFO = '/v1/users/info';

describe('a request with an API key', () => {
  let app: TestApp;
  let given: Given;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
  });
  afterAll(() => app.close());

  const inHeader = (value: string) => app.http.get(INFO).set('ApiKey', value);
  const inQuery = (value: string) => app.http.get(INFO).query({ ApiKey: value });

  describe('200', () => {
    it.each(['ApiKey', 'apikey', 'APIKEY', 'apiKey', 'aPiKeY'])(
      'takes the header in any letter case: %s (AK-03)',
      async (name) => {
        const user = await given.user(await given.tenant());
        const { value } = await given.apiKey(user);
        const { status, text } = await rawGet(app, INFO, [name, value]);
        expect(status).toBe(200);
        expect(JSON.parse(text)).toEqual({
          orgName: user.orgName,
          tenantUid: user.tenantUid,
          userUid: user.uid,
        });
      },
    );

    it('takes the query parameter, beside the parameters of the operation (AK-03)', async () => {
      const user = await given.user(await given.tenant());
      const key = await given.apiKey(user);
      expect((await inQuery(key.value).expect(200)).body.userUid).toBe(user.uid);
      const { body } = await app.http.get('/v1/apiKeys').query({ ApiKey: key.value, limit: 1 }).expect(200);
      expect(body.items[0].metadata.uid).toBe(key.uid);
    });

    it('takes one query, wherever the key was sent', async () => {
      const { value } = await given.apiKey(await given.tenant());
      expect(await app.countQueries(() => inHeader(value).expect(200))).toBe(1);
      expect(await app.countQueries(() => inQuery(value).expect(200))).toBe(1);
    });

    it('ignores what claims to be somebody else: ProjectUid, tenant and user headers (AZ-01)', async () => {
      const user = await given.user(await given.tenant());
      const stranger = await given.tenant();
      const { value } = await given.apiKey(user);
      const { body } = await inHeader(value)
        .set({ ProjectUid: stranger.uid, 'X-Tenant': stranger.tenantUid, 'X-User-Uid': stranger.uid })
        .expect(200);
      expect([body.tenantUid, body.userUid]).toEqual([user.tenantUid, user.uid]);
    });

    it('changes nothing of the key (AK-12)', async () => {
      const admin = await given.tenant();
      const key = await given.apiKey(admin);
      const read = async () => (await as(app, admin).get(`/v1/apiKeys/${key.uid}`).expect(200)).body;
      const before = await read();
      app.clock.advance(1);
      await inHeader(key.value).expect(200);
      expect(await read()).toEqual(before);
    });

    it('is refused from the moment on when the key is revoked, among many that use it', async () => {
      const admin = await given.tenant();
      const key = await given.apiKey(admin);
      const use = () => inHeader(key.value).then(({ status }) => status);
      const during = Array.from({ length: 20 }, use);
      await as(app, admin).patch(`/v1/apiKeys/${key.uid}`).send({ isActive: false }).expect(204);
      const after = Array.from({ length: 20 }, use);
      for (const status of await Promise.all(during)) expect([200, 401]).toContain(status);
      expect(await Promise.all(after)).toEqual(Array<number>(20).fill(401));
    });
  });

  describe('200 until the expiry, 401 from it on, with no job running (AK-06)', () => {
    it.each([
      ['a second before', -1000, 200],
      ['a millisecond before', -1, 200],
      ['at the instant', 0, 401],
      ['a second after', 1000, 401],
    ])('%s', async (_when, offset, status) => {
      const { value } = await given.apiKey(await given.tenant(), { expiresInDays: 7 });
      app.clock.advance(7 * DAY + offset);
      await inHeader(value).expect(status);
      await inQuery(value).expect(status);
      app.clock.advance(-7 * DAY - offset);
    });
  });

  describe('401 without a look into the database', () => {
    const flipped = (text: string, at: number) =>
      text.slice(0, at) + (text[at] === 'a' ? 'b' : 'a') + text.slice(at + 1);

    it('for a key with one character changed, wherever it is (AK-01)', async () => {
      const { value } = await given.apiKey(await given.tenant());
      for (let at = 0; at < value.length; at++) {
        const queries = await app.countQueries(() => inHeader(flipped(value, at)).expect(401));
        expect([at, queries]).toEqual([at, 0]);
      }
    });

    it.each([
      ['nothing', () => ''],
      ['garbage', () => 'garbage'],
      ['the prefix alone', () => 'lk_'],
      ['one character less', (value: string) => value.slice(0, -1)],
      ['one character more', (value: string) => `${value}0`],
      ['another prefix', (value: string) => value.replace('lk_', 'sk_')],
      ['the prefix in capitals', (value: string) => value.replace('lk_', 'LK_')],
      ['a scheme before it', (value: string) => `ApiKey ${value}`],
      ['two keys in one', (value: string) => `${value}, ${value}`],
      ['quotes around it', (value: string) => `"${value}"`],
      ['SQL', () => `' OR '1'='1`],
      ['8,000 characters', () => `lk_${'x'.repeat(7900)}`],
    ])('for %s', async (_case, change) => {
      const { value } = await given.apiKey(await given.tenant());
      const queries = await app.countQueries(async () => {
        expect((await inHeader(change(value)).expect(401)).body).toEqual(errorBody('NotAuthenticated'));
        if (change(value).length < 1000) await inQuery(change(value)).expect(401);
      });
      expect(queries).toBe(0);
    });

    it.each(['apikey', 'APIKEY', 'apiKey', 'api_key', 'ApiKey[]', 'key'])(
      'for a query parameter of another name: %s (AK-03)',
      async (name) => {
        const { value } = await given.apiKey(await given.tenant());
        const queries = await app.countQueries(() =>
          app.http
            .get(INFO)
            .query({ [name]: value })
            .expect(401),
        );
        expect(queries).toBe(0);
      },
    );

    it('for a key that is sent as if it were a token, and a token as if it were a key', async () => {
      const admin = await given.tenant();
      const { value } = await given.apiKey(admin);
      const queries = await app.countQueries(async () => {
        await app.http.get(INFO).set('Authorization', value).expect(401);
        await app.http.get(INFO).set('Authorization', `Bearer ${value}`).expect(401);
        await inHeader(admin.token).expect(401);
      });
      expect(queries).toBe(0);
    });
  });

  describe('401, one and the same to the byte but for its ref (AK-05)', () => {
    it('whatever is wrong with the key, its owner or its tenant', async () => {
      const platform = await given.platformAdmin();
      const admin = await given.tenant();
      const key = (spec: Record<string, unknown> = {}) => given.apiKey(admin, spec);
      const state = (path: string, by = admin) =>
        as(app, by).put(`${path}/state`).send({ isActive: false }).expect(204);
      const expired = await key({
        expiresInDays: undefined,
        expiry: new Date(app.clock.now().getTime() + 1).toISOString(),
      });
      app.clock.advance(1);
      const revoked = await key();
      await state(`/v1/apiKeys/${revoked.uid}`);
      const deleted = await key();
      await as(app, admin).delete(`/v1/apiKeys/${deleted.uid}`).expect(204);
      const user = await given.user(admin);
      const ofDisabled = await key({ userUid: user.uid });
      await state(`/v1/users/${user.uid}`);
      const leaver = await given.user(admin);
      const ofDeleted = await key({ userUid: leaver.uid });
      await as(app, admin).delete(`/v1/users/${leaver.uid}`).expect(204);
      const suspended = await given.tenant();
      const ofSuspended = await given.apiKey(suspended);
      await state(`/v1/tenants/${suspended.tenantUid}`, platform);

      const unknown = { uid: '', value: makeApiKey().value };
      const reference = await app.http.get(INFO).expect(401);
      expect(reference.body).toEqual(errorBody('NotAuthenticated'));
      const bad: Record<string, IssuedKey> = {
        unknown,
        expired,
        revoked,
        deleted,
        ofDisabled,
        ofDeleted,
        ofSuspended,
      };
      for (const [what, { value }] of Object.entries(bad)) {
        for (const call of [inHeader(value), inQuery(value)])
          expect([what, visible(await call)]).toEqual([what, visible(reference)]);
      }
      expect(visible(await inHeader('garbage'))).toEqual(visible(reference));
    });

    it('only for as long as it is wrong: an enabled owner’s and a resumed tenant’s keys work again', async () => {
      const platform = await given.platformAdmin();
      const admin = await given.tenant();
      const user = await given.user(admin);
      const { value } = await given.apiKey(user);
      for (const [by, path] of [
        [admin, `/v1/users/${user.uid}/state`],
        [platform, `/v1/tenants/${admin.tenantUid}/state`],
      ] as const) {
        await as(app, by).put(path).send({ isActive: false }).expect(204);
        await inHeader(value).expect(401);
        await as(app, by).put(path).send({ isActive: true }).expect(204);
        await inHeader(value).expect(200);
      }
    });
  });

  describe('the rights of its owner (AZ-09)', () => {
    it('are those of now: a demoted administrator’s key is a user’s key at once', async () => {
      const admin = await given.tenant();
      const other = await given.user(admin, { roles: ['Tenant Admin'] });
      const key = await given.apiKey(other);
      await as(app, key).get('/v1/users').expect(200);
      await as(app, admin)
        .put(`/v1/users/${other.uid}`)
        .send({ spec: { roles: ['User'] } })
        .expect(204);
      expect((await as(app, key).get('/v1/users').expect(403)).body).toEqual(errorBody('Forbidden'));
    });
  });
});
