import { errorBody } from '../support/answers.js';
import { auditTrail } from '../support/audit-trail.js';
import { actionsOn, trailOf } from '../support/key-trail.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';
import { DAY } from '../support/test-clock.js';

describe('what an API key may do with API keys (AZ-09)', () => {
  let app: TestApp;
  let given: Given;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
  });
  afterAll(() => app.close());

  const at = (days: number, milliseconds = 0) =>
    new Date(app.clock.now().getTime() + days * DAY + milliseconds).toISOString();
  const create = (key: IssuedKey, spec: object) =>
    as(app, key)
      .post('/v1/apiKeys')
      .send({ metadata: { name: 'child' }, spec });
  const put = (key: IssuedKey, uid: string, body: object) =>
    as(app, key).put(`/v1/apiKeys/${uid}`).send(body);
  const activate = (key: IssuedKey, uid: string) =>
    as(app, key).patch(`/v1/apiKeys/${uid}`).send({ isActive: true });
  const read = async (who: Person, uid: string) =>
    (await as(app, who).get(`/v1/apiKeys/${uid}`).expect(200)).body;

  /** An administrator, whose every right the key has, and a key of theirs for so many days. */
  async function holder(days = 30): Promise<{ admin: Person; key: IssuedKey }> {
    const admin = await given.tenant();
    return { admin, key: await given.apiKey(admin, { expiresInDays: days }) };
  }

  describe('make', () => {
    it('one that expires when it does, or before; the entry names the key that made it', async () => {
      const { admin, key } = await holder();
      for (const spec of [{ expiry: at(30) }, { expiresInDays: 30 }, { expiresInDays: 7 }]) {
        const { body } = await create(key, spec).expect(201);
        const { spec: made } = await read(admin, body.uid);
        expect([made.user.uid, made.createdByUid]).toEqual([admin.uid, admin.uid]);
        const [entry] = await trailOf(app, admin, body.uid);
        expect(entry?.spec.actor).toMatchObject({
          user: { uid: admin.uid },
          credential: { kind: 'apiKey', uid: key.uid },
        });
      }
    });

    it('none that expires later, by however little: 403', async () => {
      const { admin, key } = await holder();
      for (const spec of [{ expiry: at(30, 1) }, { expiresInDays: 60 }, { expiry: at(3650) }])
        expect((await create(key, spec).expect(403)).body).toEqual(errorBody('Forbidden'));
      expect((await as(app, admin).get('/v1/apiKeys').expect(200)).body.listmeta.count).toBe(1);
    });

    it('none that expires later for anybody else: 403', async () => {
      const { admin, key } = await holder();
      const user = await given.user(admin);
      await create(key, { expiresInDays: 60, userUid: user.uid }).expect(403);
      await create(key, { expiresInDays: 7, userUid: user.uid }).expect(201);
    });

    it('none for others when its owner may not', async () => {
      const admin = await given.tenant();
      const key = await given.apiKey(await given.user(admin));
      await create(key, { expiresInDays: 7, userUid: admin.uid }).expect(403);
    });
  });

  describe('of somebody who is no administrator', () => {
    const settings = ({ tenantUid }: Person) => `/v1/tenants/${tenantUid}/apiKeySettings`;
    const allow = (admin: Person, userKeysMakeKeys: boolean) =>
      as(app, admin).put(settings(admin)).send({ userKeysMakeKeys }).expect(204);
    const count = async (who: Person) =>
      (await as(app, who).get('/v1/apiKeys').expect(200)).body.listmeta.count as number;

    it('makes none until the organisation lets it, and none when it does no longer; whoever logs in does: 403', async () => {
      const admin = await given.tenant();
      const user = await given.user(admin);
      const key = await given.apiKey(user);
      const spec = { expiresInDays: 7 };
      const { body } = await create(key, spec).expect(403);
      expect(body).toEqual({ ...errorBody('Forbidden'), message: expect.stringMatching(/log in/) });
      expect(await count(user)).toBe(1);

      await allow(admin, true);
      const { body: made } = await create(key, spec).expect(201);
      expect((await read(user, made.uid)).spec.user.uid).toBe(user.uid);
      await create(key, { expiresInDays: 60 }).expect(403); // never longer than itself
      await create({ uid: made.uid, value: made.apiKey }, spec).expect(201);

      await allow(admin, false);
      await create(key, spec).expect(403);
      expect(await count(user)).toBe(3);
    });

    it('is judged by its own organisation', async () => {
      const [one, other] = [await given.tenant(), await given.tenant()];
      await allow(one, true);
      const key = await given.apiKey(await given.user(other));
      await create(key, { expiresInDays: 7 }).expect(403);
    });

    it('makes none any more when its owner is no administrator any more', async () => {
      const { admin, key } = await holder();
      const second = await given.user(admin, { roles: ['Tenant Admin'] });
      await create(key, { expiresInDays: 7 }).expect(201);
      await as(app, second).put(`/v1/users/${admin.uid}/roles`).send({ roles: [] }).expect(204);
      await create(key, { expiresInDays: 7 }).expect(403);
    });

    it('may still be rotated by itself: that adds no key', async () => {
      const key = await given.apiKey(await given.user(await given.tenant()));
      await as(app, key).post(`/v1/apiKeys/${key.uid}/rotate`).send({}).expect(201);
    });

    it('is told apart by a switch that stays as it is when a request does not name it', async () => {
      const admin = await given.tenant();
      const holds = async () => (await as(app, admin).get(settings(admin)).expect(200)).body.userKeysMakeKeys;
      expect(await holds()).toBe(false);
      await allow(admin, true);
      await as(app, admin).put(settings(admin)).send({ maxLifetimeInDays: 90 }).expect(204);
      expect(await holds()).toBe(true);
      const [second, first] = await auditTrail(app, admin, { resourceUid: admin.tenantUid });
      expect(first?.spec.contentMsg).toMatch(/API keys of users may now make further ones\.$/);
      expect(second?.spec.contentMsg).not.toMatch(/of users/);
    });
  });

  describe('extend', () => {
    it('itself: never', async () => {
      const { admin, key } = await holder();
      expect((await put(key, key.uid, { spec: { expiresInDays: 60 } }).expect(403)).body).toEqual(
        errorBody('Forbidden'),
      );
      await put(key, key.uid, { spec: { expiry: at(30, 1) } }).expect(403);
      expect((await read(admin, key.uid)).spec.expiry).toBe(at(30));
      expect(await actionsOn(app, admin, key.uid)).toEqual(['apiKey.create']);
    });

    it('another key up to its own expiry and no further', async () => {
      const { admin, key } = await holder();
      const other = await given.apiKey(admin, { expiresInDays: 7 });
      await put(key, other.uid, { metadata: { name: 'renamed' }, spec: { expiry: at(30, 1) } }).expect(403);
      expect((await read(admin, other.uid)).metadata.name).not.toBe('renamed');
      await put(key, other.uid, { spec: { expiry: at(30) } }).expect(204);
      expect((await read(admin, other.uid)).spec.expiry).toBe(at(30));
    });

    it('nothing, but may shorten and rename, itself included', async () => {
      const { admin, key } = await holder();
      const longer = await given.apiKey(admin, { expiresInDays: 90 });
      await put(key, longer.uid, { metadata: { name: 'renamed' } }).expect(204);
      await put(key, longer.uid, { spec: { expiresInDays: 7 } }).expect(204);
      await put(key, key.uid, { metadata: { name: 'me' }, spec: { expiresInDays: 7 } }).expect(204);
      expect((await read(admin, key.uid)).spec.expiry).toBe(at(7));
    });
  });

  describe('re-activate', () => {
    it('a key that expires no later than itself, not a longer one', async () => {
      const { admin, key } = await holder();
      const [longer, equal] = [
        await given.apiKey(admin, { expiresInDays: 60 }),
        await given.apiKey(admin, { expiresInDays: 30 }),
      ];
      for (const { uid } of [longer, equal])
        await as(app, key).patch(`/v1/apiKeys/${uid}`).send({ isActive: false }).expect(204);
      expect((await activate(key, longer.uid).expect(403)).body).toEqual(errorBody('Forbidden'));
      expect((await read(admin, longer.uid)).status).toEqual({
        isActive: false,
        state: 'inactive',
        isExpiring: false,
      });
      await activate(key, equal.uid).expect(204);
      expect((await read(admin, equal.uid)).status).toEqual({
        isActive: true,
        state: 'active',
        isExpiring: false,
      });
    });

    it('never itself: once revoked it is nobody', async () => {
      const { admin, key } = await holder();
      await as(app, key).patch(`/v1/apiKeys/${key.uid}`).send({ isActive: false }).expect(204);
      await activate(key, key.uid).expect(401);
      expect((await read(admin, key.uid)).status.state).toBe('inactive');
    });
  });
});
