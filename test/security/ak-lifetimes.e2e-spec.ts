import { errorBody, visible } from '../support/answers.js';
import { auditTrail } from '../support/audit-trail.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';
import { DAY } from '../support/test-clock.js';

const ABSENT = '01990f6e-7c2a-7b1e-9d53-0c1f2a3b4c5d';
const NOTHING_SET = {
  maxLifetimeInDays: 0,
  defaultLifetimeInDays: 0,
  recoverableKeys: false,
  userKeysMakeKeys: false,
};
const beyond = (days: number) =>
  `must be at most ${days} days ahead, which is the most that the organisation allows`;

describe('how long keys of an organisation live', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
  });
  beforeEach(async () => {
    admin = await given.tenant();
  });
  afterAll(() => app.close());

  const path = (uid = admin.tenantUid) => `/v1/tenants/${uid}/apiKeySettings`;
  const set = (body: object, caller = admin, uid?: string) => as(app, caller).put(path(uid)).send(body);
  const settings = async () => (await as(app, admin).get(path()).expect(200)).body as object;
  const at = (milliseconds: number) => new Date(app.clock.now().getTime() + milliseconds).toISOString();
  const create = (spec: object, headers = {}) =>
    as(app, admin)
      .post('/v1/apiKeys')
      .set(headers)
      .send({ metadata: { name: 'backup' }, spec });
  const edit = (uid: string, spec: object) => as(app, admin).put(`/v1/apiKeys/${uid}`).send({ spec });
  const switchTo = (uid: string, isActive: boolean) =>
    as(app, admin).put(`/v1/apiKeys/${uid}/state`).send({ isActive });
  const expiryOf = async (uid: string) =>
    ((await as(app, admin).get(`/v1/apiKeys/${uid}`).expect(200)).body as { spec: { expiry: string } }).spec
      .expiry;

  describe('the settings', () => {
    it('AK-07 nothing is set at first, and what is set is read; what is left out is nothing', async () => {
      expect(await settings()).toEqual(NOTHING_SET);
      await set({ maxLifetimeInDays: 90, defaultLifetimeInDays: 30 }).expect(204);
      expect(await settings()).toEqual({ ...NOTHING_SET, maxLifetimeInDays: 90, defaultLifetimeInDays: 30 });
      await set({ maxLifetimeInDays: 60 }).expect(204);
      expect(await settings()).toEqual({ ...NOTHING_SET, maxLifetimeInDays: 60 });
      await set({}).expect(204);
      expect(await settings()).toEqual(NOTHING_SET);
    });

    it('AK-07 setting names its audit entry, which tells what was and is', async () => {
      await set({ maxLifetimeInDays: 90 }).expect(204);
      const { headers } = await set({ maxLifetimeInDays: 60, defaultLifetimeInDays: 30 }).expect(204);
      const [entry] = await auditTrail(app, admin, { resourceUid: admin.tenantUid });
      expect(entry?.metadata.uid).toBe(headers['audituid']);
      expect(entry?.spec.actionMsg).toBe('tenant.setApiKeySettings');
      expect(entry?.spec.contentMsg).toMatch(/60 days \(was 90 days\).* 30 days \(was none\)/);
    });

    it.each([-1, 3651, 1.5, '30', true, [30]])('AK-07 %j is no number of days (IN-04)', async (days) => {
      const text = 'must be a whole number from 0 to 3650';
      const { body } = await set({ maxLifetimeInDays: days, defaultLifetimeInDays: days }).expect(400);
      expect(body).toEqual(
        errorBody('InvalidInput', { maxLifetimeInDays: text, defaultLifetimeInDays: text }),
      );
    });

    it('AK-07 what is usual is not more than what is allowed', async () => {
      const { body } = await set({ maxLifetimeInDays: 30, defaultLifetimeInDays: 31 }).expect(400);
      const text = 'must not be more than maxLifetimeInDays';
      expect(body).toEqual(errorBody('InvalidInput', { defaultLifetimeInDays: text }));
      expect(await settings()).toEqual(NOTHING_SET);
    });

    it('AK-07 administrators set them, viewers read them, users do neither', async () => {
      const viewer = await given.user(admin, { roles: ['Tenant Viewer'] });
      await as(app, viewer).get(path()).expect(200);
      await set({ maxLifetimeInDays: 1 }, viewer).expect(403);
      const user = await given.user(admin);
      await as(app, user).get(path()).expect(403);
      await set({ maxLifetimeInDays: 1 }, user).expect(403);
      await set({ maxLifetimeInDays: 33 }, await given.platformAdmin(), admin.tenantUid).expect(204);
      expect(await settings()).toMatchObject({ maxLifetimeInDays: 33 });
    });

    it('AK-07 another organisation is answered as one that there is not (AZ-02)', async () => {
      const other = await given.tenant();
      const answer = await set({ maxLifetimeInDays: 1 }, other, admin.tenantUid).expect(404);
      expect(visible(answer)).toEqual(visible(await set({ maxLifetimeInDays: 1 }, other, ABSENT)));
      await as(app, other).get(path()).expect(404);
      expect(await settings()).toEqual(NOTHING_SET);
    });
  });

  describe('making a key', () => {
    it('AK-07 the longest life is allowed, a millisecond more is not, and the refusal says how much is', async () => {
      await set({ maxLifetimeInDays: 30 }).expect(204);
      await create({ expiry: at(30 * DAY) }).expect(201);
      const { body } = await create({ expiry: at(30 * DAY + 1) }).expect(400);
      expect(body).toEqual(errorBody('InvalidInput', { 'spec.expiry': beyond(30) }));
      await create({ expiresInDays: 30 }).expect(201);
      const preset = await create({ expiresInDays: 60 }).expect(400);
      expect(preset.body).toEqual(errorBody('InvalidInput', { 'spec.expiresInDays': beyond(30) }));
    });

    it('AK-07 ten years are the limit of those that set none, and of those that set nearly as much', async () => {
      await set({ maxLifetimeInDays: 3650 }).expect(204);
      await create({ expiry: at(3650 * DAY) }).expect(201);
      await set({}).expect(204);
      await create({ expiry: at(3653 * DAY) }).expect(201);
      const { body } = await create({ expiry: at(3653 * DAY + 1) }).expect(400);
      expect(body).toEqual(errorBody('InvalidInput', { 'spec.expiry': 'must be at most ten years ahead' }));
    });

    it.each([{}, { expiry: null }, { expiry: '0001-01-01T00:00:00.000Z' }])(
      'AK-07 a key gets the usual life when nothing is said: %j; what is said goes before',
      async (spec) => {
        await create(spec).expect(400);
        await set({ defaultLifetimeInDays: 45 }).expect(204);
        const { body } = await create(spec).expect(201);
        expect(await expiryOf(body.uid)).toBe(at(45 * DAY));
        const other = await create({ expiresInDays: 60 }).expect(201);
        expect(await expiryOf(other.body.uid)).toBe(at(60 * DAY));
      },
    );

    it('AK-07 a key makes none that outlives it, the usual life being longer or not', async () => {
      await set({ defaultLifetimeInDays: 45 }).expect(204);
      const { value } = await given.apiKey(admin, { expiresInDays: 30 });
      const make = () =>
        app.http
          .post('/v1/apiKeys')
          .set('ApiKey', value)
          .send({ metadata: { name: 'child' }, spec: {} });
      await make().expect(403);
      await set({ defaultLifetimeInDays: 30 }).expect(204);
      await make().expect(201);
    });

    it('AK-07 a repeat is answered as the first request was, whatever was set meanwhile; a new one is not', async () => {
      const spec = { expiry: at(90 * DAY) };
      const once = { 'Idempotency-Key': 'first-attempt' };
      const { body } = await create(spec, once).expect(201);
      await set({ maxLifetimeInDays: 30 }).expect(204);
      const repeat = await create(spec, once).expect(409);
      expect(repeat.body).toEqual(errorBody('AlreadyDone', { uid: body.uid as string }));
      await create(spec, { 'Idempotency-Key': 'second-attempt' }).expect(400);
      await set({}).expect(204);
      // what was refused has left nothing behind under its name
      await create(spec, { 'Idempotency-Key': 'second-attempt' }).expect(201);
    });

    it('AK-07 no other organisation is bound by it', async () => {
      await set({ maxLifetimeInDays: 1 }).expect(204);
      await given.apiKey(await given.tenant(), { expiresInDays: 90 });
    });
  });

  describe('changing a key that was given more before', () => {
    let key: { uid: string; value: string };

    beforeEach(async () => {
      key = await given.apiKey(admin, { expiresInDays: 90 });
      await set({ maxLifetimeInDays: 30 }).expect(204);
    });

    it('AK-07 it works until its date, and its name can be changed, with the same date or none', async () => {
      const expiry = await expiryOf(key.uid);
      await edit(key.uid, { expiry }).expect(204);
      await as(app, admin)
        .put(`/v1/apiKeys/${key.uid}`)
        .send({ metadata: { name: 'renamed' } })
        .expect(204);
      app.clock.advance(80 * DAY);
      await app.http.get('/v1/users/info').set('ApiKey', key.value).expect(200);
      app.clock.advance(-80 * DAY);
      expect(await expiryOf(key.uid)).toBe(expiry);
    });

    it('AK-07 a new expiry is held against what is allowed now, also when it is an earlier one', async () => {
      const { body } = await edit(key.uid, { expiry: at(60 * DAY) }).expect(400);
      expect(body).toEqual(errorBody('InvalidInput', { 'spec.expiry': beyond(30) }));
      const preset = await edit(key.uid, { expiresInDays: 60 }).expect(400);
      expect(preset.body).toEqual(errorBody('InvalidInput', { 'spec.expiresInDays': beyond(30) }));
      await edit(key.uid, { expiry: at(30 * DAY) }).expect(204);
      expect(await expiryOf(key.uid)).toBe(at(30 * DAY));
    });

    it('AK-07 revoked, it comes back with a life that is allowed and not before', async () => {
      await switchTo(key.uid, false).expect(204);
      for (const call of [
        switchTo(key.uid, true),
        as(app, admin).patch(`/v1/apiKeys/${key.uid}`).send({ isActive: true }),
      ]) {
        const { body } = await call.expect(409);
        expect(body).toEqual(errorBody('LifetimeTooLong'));
        expect(body.message).toContain('30 days');
      }
      await app.http.get('/v1/users/info').set('ApiKey', key.value).expect(401);
      await edit(key.uid, { expiry: at(20 * DAY) }).expect(204);
      await switchTo(key.uid, true).expect(204);
      await app.http.get('/v1/users/info').set('ApiKey', key.value).expect(200);
    });

    it('AK-07 it can be revoked, and "re-activated" while it is active, which changes nothing', async () => {
      await switchTo(key.uid, true).expect(204);
      await switchTo(key.uid, false).expect(204);
    });

    it('AK-07 the default is for new keys alone', async () => {
      await set({ defaultLifetimeInDays: 7 }).expect(204);
      const expiry = await expiryOf(key.uid);
      await edit(key.uid, {}).expect(204);
      expect(await expiryOf(key.uid)).toBe(expiry);
    });
  });
});
