import { errorBody, visible } from '../support/answers.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

const ABSENT = '01990f6e-7c2a-7b1e-9d53-0c1f2a3b4c5d';
const TENANT_ADMIN = { uid: '00000000-0000-7000-8000-000000000001', name: 'Tenant Admin' };
const VIEWER = { uid: '00000000-0000-7000-8000-000000000002', name: 'Tenant Viewer' };
const USER = { uid: '00000000-0000-7000-8000-000000000003', name: 'User' };

describe('/v1/users/{uid}/roles', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;
  let user: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
    admin = await given.tenant();
  });
  beforeEach(async () => {
    user = await given.user(admin);
  });
  afterAll(() => app.close());

  const path = (uid = user.uid) => `/v1/users/${uid}/roles`;
  const put = (caller: Person, roles: unknown, uid?: string) =>
    as(app, caller).put(path(uid)).send({ roles });
  const read = async (uid = user.uid) => (await as(app, admin).get(path(uid)).expect(200)).body as object;

  describe('GET 200', () => {
    it('tells what was given, and what everybody has', async () => {
      expect(await read(admin.uid)).toEqual({ roles: [TENANT_ADMIN], inheritedRoles: [USER] });
      expect(await read()).toEqual({ roles: [], inheritedRoles: [USER] });
    });

    it('to users about themselves', async () => {
      await as(app, user).get(path()).expect(200);
    });
  });

  describe('PUT 204', () => {
    it('sets all of them, by uid or by name, and reads back what was set', async () => {
      const uid = await given.role(admin, ['user.list'], 'Zebra');
      await put(admin, [uid, VIEWER.uid]).expect(204);
      expect(await read()).toEqual({ roles: [VIEWER, { uid, name: 'Zebra' }], inheritedRoles: [USER] });
      await put(admin, ['user', 'User', USER.uid]).expect(204);
      expect(await read()).toEqual({ roles: [USER], inheritedRoles: [] });
    });

    it.each([[[]], [null]])('%j takes all away, as Go writes an empty list', async (none) => {
      await put(admin, [VIEWER.uid]).expect(204);
      await as(app, user).get('/v1/users').expect(200);
      await put(admin, none).expect(204);
      await as(app, user).get('/v1/users').expect(403);
      expect(await read()).toEqual({ roles: [], inheritedRoles: [USER] });
    });

    it('with a key of an administrator, as the Terraform provider does', async () => {
      const key = await given.apiKey(admin);
      await as(app, key)
        .put(path())
        .send({ roles: [VIEWER.uid] })
        .expect(204);
    });
  });

  it.each([[['Owner']], [[ABSENT]], [[7]], ['User'], [Array(17).fill('User')]])(
    'PUT 400 for %j',
    async (roles) => {
      const { body } = await put(admin, roles).expect(400);
      expect(body).toEqual(errorBody('InvalidInput', { roles: expect.any(String) }));
    },
  );

  it('PUT 400 without a body: one that got lost must not take roles away', async () => {
    await put(admin, [VIEWER.uid]).expect(204);
    const { body } = await as(app, admin).put(path()).expect(400);
    expect(body).toEqual(errorBody('InvalidInput', { body: 'must be a JSON object' }));
    await as(app, user).get('/v1/users').expect(200);
  });

  it('PUT 400 for a role of another organisation, as for one that there is not', async () => {
    const foreign = await given.role(await given.tenant(), ['user.list']);
    expect(visible(await put(admin, [foreign]).expect(400))).toEqual(visible(await put(admin, [ABSENT])));
  });

  it('403 for a colleague, for oneself, and for what the caller lacks', async () => {
    const other = await given.user(admin);
    await as(app, other).get(path()).expect(403);
    await put(other, [VIEWER.uid]).expect(403);
    await put(user, [TENANT_ADMIN.uid]).expect(403);
    const helper = await given.user(admin, { roles: [await given.role(admin, ['user.update'])] });
    await put(helper, [VIEWER.uid]).expect(403);
    expect(await read()).toEqual({ roles: [], inheritedRoles: [USER] });
  });

  it('404 for another organisation’s user as for one that there is not (AZ-02)', async () => {
    const stranger = await given.tenant();
    for (const call of [
      (uid: string) => as(app, stranger).get(path(uid)),
      (uid: string) => put(stranger, [], uid),
    ])
      expect(visible(await call(user.uid).expect(404))).toEqual(visible(await call(ABSENT)));
  });

  it('PUT 409 for the last administrator', async () => {
    const { body } = await put(admin, [USER.uid], admin.uid).expect(409);
    expect(body).toEqual(errorBody('LastAdministrator'));
  });
});
