import { copiesOf } from '../support/api-key-rows.js';
import { errorBody } from '../support/answers.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { Person } from '../support/given.js';
import { plansOn } from '../support/query-plan.js';
import { statusesOf } from '../support/statuses.js';
import { TestApp } from '../support/test-app.js';
import { DAY, TestClock } from '../support/test-clock.js';
import { createTestDatabase, isServer } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';

const PER_USER = 4;
const PER_ORG = 7;
const LIMITS = {
  LATCHKEY_MAX_KEYS_PER_USER: `${PER_USER}`,
  LATCHKEY_MAX_KEYS_PER_ORG: `${PER_ORG}`,
};

describe('how many keys there may be', () => {
  const clock = new TestClock();
  let database: TestDatabase;
  let instances: TestApp[];
  let app: TestApp;
  let given: Given;
  let admin: Person;
  let user: Person;

  beforeAll(async () => {
    database = await createTestDatabase();
    app = await TestApp.start({ database, clock, env: LIMITS });
    instances = [app];
    // the embedded database belongs to one process
    if (isServer) instances.push(await TestApp.start({ database, clock, env: LIMITS }));
    given = new Given(app);
  });
  beforeEach(async () => {
    admin = await given.tenant();
    user = await given.user(admin);
  });
  afterAll(async () => {
    await Promise.all(instances.map((instance) => instance.close()));
    await database.drop();
  });

  const create = (who: Person, spec: object = {}, on = app) =>
    as(on, who)
      .post('/v1/apiKeys')
      .send({ metadata: { name: 'backup' }, spec: { expiresInDays: 30, ...spec } });
  /** Fills up to so many. @returns the uids. */
  const fill = async (who: Person, count: number) => {
    const { uid } = await given.apiKey(who);
    return [uid, ...(await copiesOf(app, uid, count - 1))];
  };
  const count = async () =>
    ((await as(app, admin).get('/v1/apiKeys').expect(200)).body as { listmeta: { count: number } }).listmeta
      .count;

  it('AK-14 the last one of a user is made, the next is refused with the number, whoever makes it', async () => {
    await fill(user, PER_USER - 1);
    await create(user).expect(201);
    for (const call of [create(user), create(admin, { userUid: user.uid })]) {
      const { body } = await call.expect(409);
      expect(body).toEqual(errorBody('TooMany'));
      expect(body.message).toContain(`user has as many API keys as there may be (${PER_USER})`);
    }
    await create(admin).expect(201);
  });

  it('AK-14 the last one of an organisation is made, the next is refused, whose ever it is; others go on', async () => {
    await fill(user, PER_USER);
    await fill(admin, PER_ORG - PER_USER);
    const { body } = await create(admin).expect(409);
    expect(body).toEqual(errorBody('TooMany'));
    expect(body.message).toContain(`organisation has as many API keys as there may be (${PER_ORG})`);
    await create(await given.user(admin)).expect(409);
    await create(await given.tenant()).expect(201);
  });

  it('AK-14 revoked and expired keys count until they are deleted', async () => {
    const [first, second] = (await fill(user, PER_USER)) as [string, string];
    await as(app, user).patch(`/v1/apiKeys/${first}`).send({ isActive: false }).expect(204);
    await create(user).expect(409);
    clock.advance(31 * DAY);
    const again = { ...user, token: await given.token(user.emailId, user.password, user.orgName) };
    await create(again).expect(409);
    await as(app, again).delete(`/v1/apiKeys/${second}`).expect(204);
    await create(again).expect(201);
    await create(again).expect(409);
  });

  it('AK-14 the keys of a user who is deleted count no longer for the organisation', async () => {
    await fill(user, PER_USER);
    await fill(admin, PER_ORG - PER_USER);
    await as(app, admin).delete(`/v1/users/${user.uid}`).expect(204);
    await create(admin).expect(201);
  });

  it('AK-14 whoever may not make the key at all is not told how many there are', async () => {
    await fill(user, PER_USER);
    await as(app, admin).put(`/v1/users/${user.uid}/state`).send({ isActive: false }).expect(204);
    await create(admin, { userUid: user.uid }).expect(400);
    await create(await given.user(admin), { userUid: user.uid }).expect(403);
  });

  it('AK-14 a repeat of the request that made the last one is answered as ever', async () => {
    await fill(user, PER_USER - 1);
    const last = () => create(user).set('Idempotency-Key', 'the-last-one');
    const { body } = await last().expect(201);
    expect((await last().expect(409)).body).toEqual(errorBody('AlreadyDone', { uid: body.uid as string }));
  });

  it('AK-14 of 50 at once, one below the limit of a user, one is made', async () => {
    await fill(user, PER_USER - 1);
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, at) => {
        const on = instances[at % instances.length];
        return at % 3 === 0 ? create(admin, { userUid: user.uid }, on) : create(user, {}, on);
      }),
    );
    expect(statusesOf(answers)).toEqual([201, ...Array.from({ length: 49 }, () => 409)]);
    expect(await count()).toBe(PER_USER);
  });

  it('AK-14 of 50 at once for several users, one below the limit of their organisation, one is made', async () => {
    await fill(user, PER_USER);
    await fill(admin, PER_ORG - PER_USER - 1);
    const people = [admin, await given.user(admin), await given.user(admin)];
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, at) =>
        create(people[at % people.length], {}, instances[at % instances.length]),
      ),
    );
    expect(statusesOf(answers)).toEqual([201, ...Array.from({ length: 49 }, () => 409)]);
    expect(await count()).toBe(PER_ORG);
  });

  it('AK-14 keys are counted in indices alone', async () => {
    await fill(user, 2);
    const plans = await plansOn('api_keys', app, () => create(user).expect(201));
    expect(plans).toEqual([
      { indices: ['ix_api_keys_tenant_owner'], isCovered: true, isSorted: false },
      { indices: ['ix_api_keys_tenant'], isCovered: true, isSorted: false },
    ]);
  });
});

describe('how many keys there may be, without limits', () => {
  it('AK-14 nothing is counted, and nobody waits for others of the organisation', async () => {
    const env = { LATCHKEY_MAX_KEYS_PER_USER: '0', LATCHKEY_MAX_KEYS_PER_ORG: '0' };
    const app = await TestApp.start({ env });
    const given = new Given(app);
    const admin = await given.tenant();
    const statements = await app.recordQueries(() => given.apiKey(admin));
    const about = (table: string) =>
      statements.filter(({ sql }) => new RegExp(`FROM [\`"]${table}[\`"]`).test(sql));
    expect([about('api_keys'), about('tenants')]).toEqual([[], []]);
    await app.close();
  });
});
