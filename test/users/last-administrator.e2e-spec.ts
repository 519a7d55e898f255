import { DataSource } from 'typeorm';
import { errorBody } from '../support/answers.js';
import { as } from '../support/caller.js';
import { BOOTSTRAP, TestApp } from '../support/test-app.js';
import { statusesOf } from '../support/statuses.js';
import { Given } from '../support/given.js';
import type { Person } from '../support/given.js';

const ADMIN = { roles: ['Tenant Admin'] };

/** The three ways to take an administrator away. */
const WAYS: [
  string,
  (app: TestApp, caller: Person, uid: string) => PromiseLike<{ status: number; body: object }>,
][] = [
  ['disabled', (app, caller, uid) => as(app, caller).put(`/v1/users/${uid}/state`).send({ isActive: false })],
  ['deleted', (app, caller, uid) => as(app, caller).delete(`/v1/users/${uid}`)],
  [
    'made a plain user',
    (app, caller, uid) =>
      as(app, caller)
        .put(`/v1/users/${uid}`)
        .send({ spec: { roles: ['User'] } }),
  ],
];

describe('the last administrator (AZ-08)', () => {
  let app: TestApp;
  let given: Given;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
  });
  afterAll(() => app.close());

  const isAdmin = async (person: Person) => (await as(app, person).get('/v1/users')).status === 200;

  describe.each(WAYS)('of a tenant is not %s', (_, takeAway) => {
    const refused = async (caller: Person, uid: string) => {
      const { status, body } = await takeAway(app, caller, uid);
      expect({ status, body }).toEqual({ status: 409, body: errorBody('LastAdministrator') });
      expect(await isAdmin(caller)).toBe(true);
    };

    it('while there is no other', async () => {
      const admin = await given.tenant();
      await given.user(admin);
      await refused(admin, admin.uid);
    });

    it('while the other has not been activated: they could not log in', async () => {
      const admin = await given.tenant();
      await given.pendingUser(admin, ADMIN);
      await refused(admin, admin.uid);
    });

    it('while the other is disabled', async () => {
      const admin = await given.tenant();
      const other = await given.user(admin, ADMIN);
      await as(app, admin).put(`/v1/users/${other.uid}/state`).send({ isActive: false }).expect(204);
      await refused(admin, admin.uid);
    });

    it('but may be once another can log in', async () => {
      const admin = await given.tenant();
      const other = await given.user(admin, ADMIN);
      expect((await takeAway(app, other, admin.uid)).status).toBe(204);
      expect(await isAdmin(admin)).toBe(false);
      await refused(other, other.uid);
    });

    it('but one who was never activated may be: nobody loses anything', async () => {
      const admin = await given.tenant();
      const { uid } = await given.pendingUser(admin, ADMIN);
      expect((await takeAway(app, admin, uid)).status).toBe(204);
    });

    it('when two take each other away at the same moment: one of them stays, in ten of ten rounds (MI-04)', async () => {
      for (let round = 0; round < 10; round++) {
        const one = await given.tenant();
        const two = await given.user(one, ADMIN);
        const answers = await Promise.all([takeAway(app, one, two.uid), takeAway(app, two, one.uid)]);
        const remaining = (await Promise.all([isAdmin(one), isAdmin(two)])).filter(Boolean);
        expect(remaining).toHaveLength(1);
        const statuses = statusesOf(answers);
        expect(statuses[0]).toBe(204);
        // the slower one is refused by the rule, or finds that they are nobody any more
        expect([401, 403, 404, 409]).toContain(statuses[1]);
      }
    }, 60_000);

    it('when both go of themselves at the same moment', async () => {
      for (let round = 0; round < 10; round++) {
        const one = await given.tenant();
        const two = await given.user(one, ADMIN);
        const answers = await Promise.all([takeAway(app, one, one.uid), takeAway(app, two, two.uid)]);
        expect(statusesOf(answers)).toEqual([204, 409]);
      }
    }, 60_000);
  });
});

describe('the last administrator of the platform (AZ-08)', () => {
  let app: TestApp;
  let given: Given;

  beforeEach(async () => {
    app = await TestApp.start();
    given = new Given(app);
  });
  afterEach(() => app.close());

  /** There is no request that makes a second one; an operator can, in the database. */
  const secondOne = async (root: Person) => {
    const second = await given.user(root, ADMIN);
    await app.app.get(DataSource).manager.update('User', { uid: second.uid }, { isPlatformAdmin: true });
    return second;
  };
  const runsPlatform = async (person: Person) => (await as(app, person).get('/v1/tenants')).status === 200;

  it.each(WAYS)('is not %s, also while the tenant has other administrators', async (_, takeAway) => {
    const root = await given.platformAdmin();
    expect(root.emailId).toBe(BOOTSTRAP.emailId);
    await given.user(root, ADMIN);
    const { status, body } = await takeAway(app, root, root.uid);
    expect({ status, body }).toEqual({ status: 409, body: errorBody('LastAdministrator') });
    expect(await runsPlatform(root)).toBe(true);
  });

  it.each(WAYS.slice(0, 2))(
    'is not %s while the other one is disabled, and may be once both count',
    async (_, takeAway) => {
      const root = await given.platformAdmin();
      const second = await secondOne(root);
      const setState = (isActive: boolean) =>
        as(app, root).put(`/v1/users/${second.uid}/state`).send({ isActive }).expect(204);
      await setState(false);
      expect((await takeAway(app, root, root.uid)).status).toBe(409);
      await setState(true);
      expect((await takeAway(app, root, root.uid)).status).toBe(204);
      expect(await runsPlatform(root)).toBe(false);
    },
  );

  it.each(WAYS.slice(0, 2))('stays when two get each other %s at the same moment', async (_, takeAway) => {
    const root = await given.platformAdmin();
    const second = await secondOne(root);
    await given.user(root, ADMIN);
    await Promise.all([takeAway(app, root, second.uid), takeAway(app, second, root.uid)]);
    const remaining = (await Promise.all([runsPlatform(root), runsPlatform(second)])).filter(Boolean);
    expect(remaining).toHaveLength(1);
  });
});
