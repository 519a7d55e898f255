import { errorBody, visible } from '../support/answers.js';
import { auditTrail } from '../support/audit-trail.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { NO_LIMITS } from '../support/no-limits.js';
import { TestApp } from '../support/test-app.js';
import { DAY, MINUTE } from '../support/test-clock.js';

const ABSENT = '01990f6e-7c2a-7b1e-9d53-0c1f2a3b4c5d';
/** What every door says of a value. */
const GOOD = ['VALID', 200, 200];
const UNKNOWN = ['NOT_FOUND', 401, 401];

interface Shown {
  metadata: { lastModifiedTimestamp: string };
  spec: { expiry: string; keyFragment: string };
}

describe('a key that gets another value', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;
  let user: Person;
  let key: IssuedKey;

  beforeAll(async () => {
    app = await TestApp.start({ env: NO_LIMITS });
    given = new Given(app);
  });
  beforeEach(async () => {
    admin = await given.tenant();
    user = await given.user(admin);
    key = await given.apiKey(user);
  });
  afterAll(() => app.close());

  const ask = (gracePeriodMinutes?: unknown, who: Person | IssuedKey = user, uid = key.uid) =>
    as(app, who).post(`/v1/apiKeys/${uid}/rotate`).send({ gracePeriodMinutes });
  const rotate = async (gracePeriodMinutes?: number, who?: Person | IssuedKey) =>
    ((await ask(gracePeriodMinutes, who).expect(201)).body as { apiKey: string }).apiKey;
  /** @returns what the back ends' door, the gateways' and the API itself say of a value. */
  const doors = async (value: string) => {
    const asked = await as(app, await loggedIn(admin))
      .post('/v1/apiKeys/verify')
      .send({ key: value })
      .expect(200);
    const gateway = await app.http.get('/v1/auth/verify').set('ApiKey', value);
    const api = await app.http.get('/v1/users/info').set('ApiKey', value);
    return [(asked.body as { code: string }).code, gateway.status, api.status];
  };
  const loggedIn = async (who: Person) => ({
    ...who,
    token: await given.token(who.emailId, who.password, who.orgName),
  });
  const shown = async () => (await as(app, user).get(`/v1/apiKeys/${key.uid}`).expect(200)).body as Shown;
  const trail = async (action: string) =>
    (await auditTrail(app, await loggedIn(admin), { resourceUid: key.uid })).filter(
      ({ spec }) => spec.actionMsg === action,
    );

  it('AK-11 is answered once, and nothing else about the key changes', async () => {
    const before = await shown();
    app.clock.advance(MINUTE);
    const { body } = await ask(5).expect(201);
    expect(body).toEqual({ apiKey: expect.stringMatching(/^lk_[0-9A-Za-z]{38}$/) as string, uid: key.uid });
    const value = (body as { apiKey: string }).apiKey;
    expect(value).not.toBe(key.value);
    const { keyFragment } = (await shown()).spec;
    expect(keyFragment).toBe(`${value.slice(0, 7)}...${value.slice(-4)}`);
    const { lastModifiedTimestamp } = (await shown()).metadata;
    expect(await shown()).toEqual({
      ...before,
      metadata: { ...before.metadata, lastModifiedTimestamp },
      spec: { ...before.spec, keyFragment },
    });
    expect(JSON.stringify(await trail('apiKey.rotate'))).not.toContain(value);
  });

  it('AK-11 the value before is good until its grace ends, to the millisecond, at every door', async () => {
    expect(await doors(key.value)).toEqual(GOOD);
    const value = await rotate(10);
    expect([await doors(key.value), await doors(value)]).toEqual([GOOD, GOOD]);
    app.clock.advance(10 * MINUTE - 1);
    expect(await doors(key.value)).toEqual(GOOD);
    app.clock.advance(1);
    expect([await doors(key.value), await doors(value)]).toEqual([UNKNOWN, GOOD]);
  });

  it.each([[undefined], [0], [null]])(
    'AK-11 without a grace it stops at once, copies in memory too: %j',
    async (grace) => {
      expect(await doors(key.value)).toEqual(GOOD);
      const { body } = await ask(grace).expect(201);
      expect([await doors(key.value), await doors(body.apiKey as string)]).toEqual([UNKNOWN, GOOD]);
    },
  );

  it('AK-11 no grace is longer than the life of the key', async () => {
    app.clock.advance(30 * DAY - MINUTE);
    user = await loggedIn(user);
    const value = await rotate(43_200);
    app.clock.advance(MINUTE - 1);
    expect([await doors(key.value), await doors(value)]).toEqual([GOOD, GOOD]);
    app.clock.advance(1);
    expect([await doors(key.value), await doors(value)]).toEqual([UNKNOWN, ['EXPIRED', 401, 401]]);
  });

  it('AK-11 a gateway is told when the value that it saw ends, not when the key does', async () => {
    await rotate(10);
    const { body } = await as(app, admin).post('/v1/apiKeys/verify').send({ key: key.value }).expect(200);
    expect(body.expiry).toBe(new Date(app.clock.now().getTime() + 10 * MINUTE).toISOString());
  });

  it('AK-11 rotated again, each value before goes on until its own end', async () => {
    const second = await rotate(10);
    app.clock.advance(5 * MINUTE);
    const third = await rotate(10);
    expect([await doors(key.value), await doors(second), await doors(third)]).toEqual([GOOD, GOOD, GOOD]);
    app.clock.advance(5 * MINUTE);
    expect([await doors(key.value), await doors(second), await doors(third)]).toEqual([UNKNOWN, GOOD, GOOD]);
  });

  it('AK-11 rotated again without a grace, all values before stop', async () => {
    const second = await rotate(10);
    const third = await rotate(0);
    expect([await doors(key.value), await doors(second), await doors(third)]).toEqual([
      UNKNOWN,
      UNKNOWN,
      GOOD,
    ]);
  });

  it('AK-11 rotated by many at once, the last value and four before it count, and no other', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask(10).expect(201)));
    const values = [key.value, ...answers.map(({ body }) => (body as { apiKey: string }).apiKey)];
    expect(new Set(values).size).toBe(9);
    const codes: unknown[] = [];
    for (const value of values) codes.push((await doors(value))[0]);
    expect(codes.filter((code) => code === 'VALID')).toHaveLength(5);
    const { keyFragment } = (await shown()).spec;
    const present = values.find((value) => keyFragment === `${value.slice(0, 7)}...${value.slice(-4)}`) ?? '';
    expect(await doors(present)).toEqual(GOOD);
  });

  it.each<[string, string, number, () => PromiseLike<unknown>]>([
    [
      'revoked',
      'INACTIVE',
      200,
      () => as(app, user).patch(`/v1/apiKeys/${key.uid}`).send({ isActive: false }).expect(204),
    ],
    ['deleted', 'NOT_FOUND', 404, () => as(app, user).delete(`/v1/apiKeys/${key.uid}`).expect(204)],
    [
      'without its owner, who was disabled,',
      'OWNER_INACTIVE',
      200,
      () => as(app, admin).put(`/v1/users/${user.uid}/state`).send({ isActive: false }).expect(204),
    ],
  ])('AK-11 %s, no value of it counts any more', async (_, code, _status, happens) => {
    const value = await rotate(10);
    expect([await doors(key.value), await doors(value)]).toEqual([GOOD, GOOD]);
    await happens();
    expect([await doors(key.value), await doors(value)]).toEqual([
      [code, 401, 401],
      [code, 401, 401],
    ]);
  });

  it('AK-11 re-activated in time, both count again', async () => {
    const value = await rotate(10);
    const state = (isActive: boolean) =>
      as(app, user).patch(`/v1/apiKeys/${key.uid}`).send({ isActive }).expect(204);
    await state(false);
    await state(true);
    expect([await doors(key.value), await doors(value)]).toEqual([GOOD, GOOD]);
  });

  describe('is refused', () => {
    it('AK-11 for a key that is revoked', async () => {
      await as(app, user).patch(`/v1/apiKeys/${key.uid}`).send({ isActive: false }).expect(204);
      expect((await ask(10).expect(409)).body).toEqual(errorBody('ApiKeyInactive'));
    });

    it('AK-11 for a key that has expired, and the try is recorded (AK-09)', async () => {
      app.clock.advance(30 * DAY);
      user = await loggedIn(user);
      expect((await ask(10).expect(409)).body).toEqual(errorBody('ApiKeyExpired'));
      expect((await trail('apiKey.refuse'))[0]?.spec.contentMsg).toContain(
        'the try to rotate it was refused',
      );
    });

    it.each([-1, 43_201, 1.5, '10', true, [10]])('AK-11 with a grace of %j (IN-04)', async (grace) => {
      const { body } = await ask(grace).expect(400);
      const text = 'must be a whole number from 0 to 43200';
      expect(body).toEqual(errorBody('InvalidInput', { gracePeriodMinutes: text }));
      expect(await doors(key.value)).toEqual(GOOD);
    });

    it('AK-11 to colleagues, and to others as if there were no such key (AZ-02)', async () => {
      await ask(10, await given.user(admin)).expect(403);
      const stranger = await given.tenant();
      const answer = await ask(10, stranger).expect(404);
      expect(visible(answer)).toEqual(visible(await ask(10, stranger, ABSENT)));
      expect(await trail('apiKey.rotate')).toEqual([]);
    });

    it('AK-11 to whoever may do less than the owner: with the value they could do it too', async () => {
      const platform = await given.platformAdmin();
      const theirs = await given.apiKey(platform);
      const tenantAdmin = await given.user(platform, { roles: ['Tenant Admin'] });
      await ask(10, tenantAdmin, theirs.uid).expect(403);
      expect(await app.http.get('/v1/users/info').set('ApiKey', theirs.value)).toMatchObject({ status: 200 });
    });

    it('AK-11 to a key that ends sooner, and to a value that was replaced: neither makes itself live longer', async () => {
      const short = await given.apiKey(user, { expiresInDays: 7 });
      await ask(10, short).expect(403);
      const value = await rotate(10);
      await ask(10, key).expect(403);
      await ask(10, { uid: key.uid, value }).expect(201);
    });
  });

  it('AK-11 an administrator may, for people who may do no more than they, and the entry says who it was', async () => {
    await rotate(10, admin);
    const [entry] = await trail('apiKey.rotate');
    expect(entry?.spec.actor.user?.uid).toBe(admin.uid);
    const fragment = `${key.value.slice(0, 7)}...${key.value.slice(-4)}`;
    expect(entry?.spec.contentMsg).toContain(`${fragment} is good until 20`);
  });
});
