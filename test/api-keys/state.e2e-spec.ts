import { errorBody } from '../support/answers.js';
import { actionsOn, trailOf } from '../support/key-trail.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';
import { DAY } from '../support/test-clock.js';

const EXPIRED = { isActive: false, state: 'expired', isExpiring: false };

describe.each([
  ['PATCH /v1/apiKeys/{uid}', 'patch', ''],
  ['PUT /v1/apiKeys/{uid}/state', 'put', '/state'],
] as const)('%s (AK-08)', (_name, method, suffix) => {
  let app: TestApp;
  let given: Given;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
  });
  afterAll(() => app.close());

  const send = (who: Person | IssuedKey, uid: string, body?: object) =>
    as(app, who)[method](`/v1/apiKeys/${uid}${suffix}`).send(body);
  const use = (key: IssuedKey) => app.http.get('/v1/users/info').set('ApiKey', key.value);
  const read = async (who: Person, uid: string) =>
    (await as(app, who).get(`/v1/apiKeys/${uid}`).expect(200)).body;
  const again = async (who: Person) => ({ ...who, token: await given.token(who.emailId, who.password) });

  describe('204', () => {
    it('revokes: the very next request with the key is refused; re-activates: the next one works', async () => {
      const user = await given.user(await given.tenant());
      const key = await given.apiKey(user);
      expect((await send(user, key.uid, { isActive: false }).expect(204)).text).toBe('');
      await use(key).expect(401);
      expect((await read(user, key.uid)).status).toEqual({
        isActive: false,
        state: 'inactive',
        isExpiring: false,
      });
      await send(user, key.uid, { isActive: true }).expect(204);
      await use(key).expect(200);
      expect((await read(user, key.uid)).status).toEqual({
        isActive: true,
        state: 'active',
        isExpiring: false,
      });
    });

    it.each([{}, { isActive: null }])('takes %j for false, which the Go SDK leaves out', async (body) => {
      const admin = await given.tenant();
      const key = await given.apiKey(admin);
      await send(admin, key.uid, body).expect(204);
      await use(key).expect(401);
    });

    it('changes nothing but the state and the time of the change', async () => {
      const admin = await given.tenant();
      const { uid } = await given.apiKey(admin);
      const before = await read(admin, uid);
      app.clock.advance(1);
      await send(admin, uid, { isActive: false }).expect(204);
      expect(await read(admin, uid)).toEqual({
        metadata: { ...before.metadata, lastModifiedTimestamp: app.clock.now().toISOString() },
        spec: before.spec,
        status: { isActive: false, state: 'inactive', isExpiring: false },
      });
    });

    it('does what is done already without a trace: no new time, no entry', async () => {
      const admin = await given.tenant();
      const { uid } = await given.apiKey(admin);
      const before = await read(admin, uid);
      app.clock.advance(1);
      await send(admin, uid, { isActive: true }).expect(204);
      expect(await read(admin, uid)).toEqual(before);
      await send(admin, uid, { isActive: false }).expect(204);
      const revoked = await read(admin, uid);
      app.clock.advance(1);
      await send(admin, uid, { isActive: false }).expect(204);
      expect(await read(admin, uid)).toEqual(revoked);
      expect(await actionsOn(app, admin, uid)).toEqual(['apiKey.create', 'apiKey.revoke']);
    });

    it('lets an administrator revoke the key of anybody in the tenant, and a key revoke itself', async () => {
      const admin = await given.tenant();
      const user = await given.user(admin);
      const key = await given.apiKey(user);
      await send(admin, key.uid, { isActive: false }).expect(204);
      await use(key).expect(401);
      const other = await given.apiKey(user);
      await send(other, other.uid, { isActive: false }).expect(204);
      await use(other).expect(401);
    });

    it('brings a revoked key back until the last moment before its expiry', async () => {
      const admin = await given.tenant();
      const key = await given.apiKey(admin, { expiresInDays: 7 });
      await send(admin, key.uid, { isActive: false }).expect(204);
      app.clock.advance(7 * DAY - 1);
      await send(await again(admin), key.uid, { isActive: true }).expect(204);
      await use(key).expect(200);
      app.clock.advance(1);
      await use(key).expect(401);
    });

    it('revokes an expired key too, which stays expired', async () => {
      const admin = await given.tenant();
      const key = await given.apiKey(admin, { expiresInDays: 7 });
      app.clock.advance(7 * DAY);
      const later = await again(admin);
      await send(later, key.uid, { isActive: false }).expect(204);
      expect((await read(later, key.uid)).status).toEqual(EXPIRED);
      expect(await actionsOn(app, later, key.uid)).toEqual(['apiKey.create', 'apiKey.revoke']);
    });
  });

  describe('204: twenty at once', () => {
    it('leave the state that the last of them set, each real change recorded once and in turn (MI-04)', async () => {
      const admin = await given.tenant();
      const key = await given.apiKey(admin);
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, index) => send(admin, key.uid, { isActive: index % 2 === 1 })),
      );
      expect(answers.map((answer) => answer.status)).toEqual(Array<number>(20).fill(204));
      const [, ...changes] = await actionsOn(app, admin, key.uid);
      expect(changes).toEqual(
        changes.map((_, index) => (index % 2 === 0 ? 'apiKey.revoke' : 'apiKey.activate')),
      );
      const isActive = changes.at(-1) === 'apiKey.activate';
      expect((await read(admin, key.uid)).status.isActive).toBe(isActive);
      await use(key).expect(isActive ? 200 : 401);
    });
  });

  describe('409: re-activation of an expired key', () => {
    it.each([true, false])(
      'is refused and recorded, and the key stays dead (revoked before: %s)',
      async (revoked) => {
        const admin = await given.tenant();
        const key = await given.apiKey(admin, { expiresInDays: 7 });
        if (revoked) await send(admin, key.uid, { isActive: false }).expect(204);
        app.clock.advance(7 * DAY);
        const later = await again(admin);
        const { body } = await send(later, key.uid, { isActive: true }).expect(409);
        expect(body).toEqual(errorBody('ApiKeyExpired'));
        await use(key).expect(401);
        expect((await read(later, key.uid)).status).toEqual(EXPIRED);
        const refusal = (await trailOf(app, later, key.uid)).at(-1);
        expect(refusal?.spec).toMatchObject({
          actionMsg: 'apiKey.refuse',
          contentMsg: expect.stringContaining('the try to re-activate it was refused'),
          actor: { user: { uid: admin.uid } },
          requestId: body.ref,
        });
      },
    );
  });

  describe('400', () => {
    it.each([
      ['no body', undefined, { body: 'must be a JSON object' }],
      ['a text', { isActive: 'false' }, { isActive: 'must be true or false' }],
      ['a number', { isActive: 0 }, { isActive: 'must be true or false' }],
      ['a list', { isActive: [true] }, { isActive: 'must be true or false' }],
      ['an unknown field', { isActive: false, expiry: 'x' }, { expiry: 'is not a known field' }],
    ])('refuses %s, and nothing is changed (IN-04)', async (_case, body, details) => {
      const admin = await given.tenant();
      const key = await given.apiKey(admin);
      expect((await send(admin, key.uid, body).expect(400)).body).toEqual(errorBody('InvalidInput', details));
      await use(key).expect(200);
      expect(await actionsOn(app, admin, key.uid)).toEqual(['apiKey.create']);
    });
  });

  describe('404', () => {
    it('never brings a deleted key back', async () => {
      const admin = await given.tenant();
      const key = await given.apiKey(admin);
      await as(app, admin).delete(`/v1/apiKeys/${key.uid}`).expect(204);
      expect((await send(admin, key.uid, { isActive: true }).expect(404)).body).toEqual(
        errorBody('ResourceNotFound'),
      );
      await use(key).expect(401);
    });
  });
});
