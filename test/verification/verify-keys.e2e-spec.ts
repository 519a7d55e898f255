import { errorBody } from '../support/answers.js';
import { makeApiKey } from '#secrets';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';
import { DAY } from '../support/test-clock.js';
import { everythingTold } from '../support/told.js';

const PATH = '/v1/apiKeys/verify';
const NOT_FOUND = { valid: false, code: 'NOT_FOUND' };

describe('POST /v1/apiKeys/verify', () => {
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

  const ask = (body: object, caller: Person | IssuedKey = admin) => as(app, caller).post(PATH).send(body);
  const verdict = async (body: object, caller: Person | IssuedKey = admin) =>
    (await ask(body, caller).expect(200)).body as { valid: boolean; code: string };

  describe('200', () => {
    it('VALID: whose it is, until when, and what its owner may do; never the key', async () => {
      const { body, text } = await ask({ key: key.value }).expect(200);
      expect(body).toEqual({
        valid: true,
        code: 'VALID',
        keyUid: key.uid,
        user: { uid: user.uid, emailId: user.emailId },
        expiry: new Date(app.clock.now().getTime() + 30 * DAY).toISOString(),
        permissions: [],
      });
      expect(text).not.toContain(key.value);
    });

    it('NOT_FOUND for another organisation’s key, byte by byte as for one that there is not', async () => {
      const stranger = await given.tenant();
      const theirs = await given.apiKey(stranger);
      const foreign = await ask({ key: theirs.value }).expect(200);
      expect(foreign.body).toEqual(NOT_FOUND);
      await as(app, stranger).delete(`/v1/apiKeys/${theirs.uid}`).expect(204);
      expect((await ask({ key: theirs.value }).expect(200)).text).toBe(foreign.text);
      for (const garbage of ['', 'lk_', 'x'.repeat(4000)])
        expect(await verdict({ key: garbage })).toEqual(NOT_FOUND);
    });

    it('INACTIVE, VALID again and EXPIRED: each from the very next request on', async () => {
      const state = (isActive: boolean) =>
        as(app, user).patch(`/v1/apiKeys/${key.uid}`).send({ isActive }).expect(204);
      expect(await verdict({ key: key.value })).toMatchObject({ valid: true });
      await state(false);
      expect(await verdict({ key: key.value })).toMatchObject({ valid: false, code: 'INACTIVE' });
      await state(true);
      expect(await verdict({ key: key.value })).toMatchObject({ valid: true });
      const short = await given.apiKey(user, {
        expiresInDays: undefined,
        expiry: new Date(app.clock.now().getTime() + 5000).toISOString(),
      });
      expect(await verdict({ key: short.value })).toMatchObject({ valid: true });
      app.clock.advance(5000);
      expect(await verdict({ key: short.value })).toMatchObject({ valid: false, code: 'EXPIRED' });
    });

    it('OWNER_INACTIVE while the owner is disabled, NOT_FOUND when they are deleted', async () => {
      const state = (isActive: boolean) =>
        as(app, admin).put(`/v1/users/${user.uid}/state`).send({ isActive }).expect(204);
      expect(await verdict({ key: key.value })).toMatchObject({ valid: true });
      await state(false);
      expect(await verdict({ key: key.value })).toMatchObject({ valid: false, code: 'OWNER_INACTIVE' });
      await state(true);
      expect(await verdict({ key: key.value })).toMatchObject({ valid: true });
      await as(app, admin).delete(`/v1/users/${user.uid}`).expect(204);
      expect(await verdict({ key: key.value })).toEqual(NOT_FOUND);
    });

    it('INSUFFICIENT_PERMISSIONS until a role allows it, and again when the role is changed or taken', async () => {
      const asked = { key: key.value, permission: 'audit.list OR role.list' };
      expect(await verdict(asked)).toMatchObject({ valid: false, code: 'INSUFFICIENT_PERMISSIONS' });
      const role = await given.role(admin, ['audit.list']);
      const roles = (uids: string[]) =>
        as(app, admin).put(`/v1/users/${user.uid}/roles`).send({ roles: uids }).expect(204);
      await roles([role]);
      expect(await verdict(asked)).toMatchObject({ valid: true, permissions: ['audit.list'] });
      const allow = (permissions: string[]) =>
        as(app, admin).put(`/v1/roles/${role}`).send({ spec: { permissions } }).expect(204);
      await allow(['user.get']);
      expect(await verdict(asked)).toMatchObject({ valid: false, permissions: ['user.get'] });
      await allow(['role.list']);
      expect(await verdict(asked)).toMatchObject({ valid: true });
      await roles([]);
      expect(await verdict(asked)).toMatchObject({ valid: false, code: 'INSUFFICIENT_PERMISSIONS' });
    });

    it('answers many at once, in their order', async () => {
      const stranger = await given.apiKey(await given.tenant());
      const keys = [key.value, 'garbage', stranger.value, key.value];
      const { body } = await ask({ keys }).expect(200);
      const codes = (body as { results: { code: string }[] }).results.map(({ code }) => code);
      expect(codes).toEqual(['VALID', 'NOT_FOUND', 'NOT_FOUND', 'VALID']);
    });
  });

  it('takes one query for a hundred keys and the caller that were not seen before, and none afterwards', async () => {
    const keys: string[] = [];
    for (let each = 0; each < 3; each++) keys.push((await given.apiKey(user)).value);
    while (keys.length < 100) keys.push(makeApiKey().value);
    await verdict({ key: key.value }); // who asks is known
    await everythingTold(app);
    await verdict({ key: key.value });
    expect(await app.countQueries(() => ask({ keys }).expect(200))).toBe(1);
    expect(await app.countQueries(() => ask({ keys: keys.slice(0, 3) }).expect(200))).toBe(0);
  });

  it('does not know a caller any more as soon as they are no longer one', async () => {
    const asking = await given.user(admin, { roles: [await given.role(admin, ['apiKey.verify'])] });
    await ask({ key: key.value }, asking).expect(200);
    await as(app, admin).put(`/v1/users/${asking.uid}/state`).send({ isActive: false }).expect(204);
    await ask({ key: key.value }, asking).expect(401);
  });

  it('403 for whoever lacks apiKey.verify, by token and by key; a role can give it', async () => {
    await ask({ key: key.value }, user).expect(403);
    await ask({ key: key.value }, key).expect(403);
    const role = await given.role(admin, ['apiKey.verify']);
    await as(app, admin)
      .put(`/v1/users/${user.uid}/roles`)
      .send({ roles: [role] })
      .expect(204);
    expect(await verdict({ key: key.value }, key)).toMatchObject({ valid: true });
  });

  it('401 without a credential', async () => {
    await app.http.post(PATH).send({ key: key.value }).expect(401);
  });

  it.each([
    [{}, { key: 'give either "key" or "keys"' }],
    [{ key: 'a', keys: ['b'] }, { key: 'give either "key" or "keys"' }],
    [{ key: 1 }, { key: 'must be a text' }],
    [{ keys: Array.from({ length: 101 }, () => 'a') }, { keys: 'must have at most 100 entries' }],
    [
      { key: 'a', permission: 'no.such' },
      { permission: 'names the unknown permission no.such at character 1' },
    ],
  ])('400 for %j', async (body, details) => {
    expect((await ask(body).expect(400)).body).toEqual(errorBody('InvalidInput', details));
  });
});
