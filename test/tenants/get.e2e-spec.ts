import { errorBody, visible } from '../support/answers.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

const ABSENT = '01990f6e-7c2a-7b1e-9d53-0c1f2a3b4c5d';

describe.each(['', '/user'])('GET /v1/tenants/{tenantUid}%s', (suffix) => {
  let app: TestApp;
  let given: Given;
  let root: Person;
  let admin: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
    root = await given.platformAdmin();
    admin = await given.tenant();
  });
  afterAll(() => app.close());

  const get = (caller: Person | IssuedKey, uid: string) => as(app, caller).get(`/v1/tenants/${uid}${suffix}`);

  it('200: for an administrator about their own, by token and by key', async () => {
    for (const caller of [admin, await given.apiKey(admin)]) await get(caller, admin.tenantUid).expect(200);
  });

  it('200: for the platform’s administrator about any', async () => {
    for (const uid of [admin.tenantUid, root.tenantUid]) await get(root, uid).expect(200);
  });

  it('403: for a plain user, also about their own', async () => {
    const user = await given.user(admin);
    for (const caller of [user, await given.apiKey(user)])
      for (const uid of [admin.tenantUid, ABSENT]) {
        const { body } = await get(caller, uid).expect(403);
        expect(body).toEqual(errorBody('Forbidden'));
      }
  });

  it('404: for an administrator about another, byte for byte as about none (AZ-02)', async () => {
    const other = await given.tenant();
    const absent = await get(admin, ABSENT).expect(404);
    expect(absent.body).toEqual(errorBody('ResourceNotFound'));
    for (const uid of [other.tenantUid, root.tenantUid])
      expect(visible(await get(admin, uid))).toEqual(visible(absent));
    expect(visible(await get(root, ABSENT))).toEqual(visible(absent));
  });
});

describe('the first administrator', () => {
  let app: TestApp;
  let given: Given;
  let root: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
    root = await given.platformAdmin();
  });
  afterAll(() => app.close());

  const first = async (tenantUid: string) => {
    const { body } = await as(app, root).get(`/v1/tenants/${tenantUid}/user`).expect(200);
    return body as { metadata: { uid: string }; spec: object; status: { activationLink: string } };
  };

  it('is the oldest administrator, and not an older user', async () => {
    const admin = await given.tenant();
    await given.user(admin);
    const second = await given.user(admin, { roles: ['Tenant Admin'] });
    expect((await first(admin.tenantUid)).metadata.uid).toBe(admin.uid);
    await as(app, second)
      .put(`/v1/users/${admin.uid}`)
      .send({ spec: { roles: ['User'] } })
      .expect(204);
    expect((await first(admin.tenantUid)).metadata.uid).toBe(second.uid);
  });

  it('is the next one while the oldest is disabled', async () => {
    const admin = await given.tenant();
    const second = await given.user(admin, { roles: ['Tenant Admin'] });
    await as(app, second).put(`/v1/users/${admin.uid}/state`).send({ isActive: false }).expect(204);
    expect((await first(admin.tenantUid)).metadata.uid).toBe(second.uid);
  });

  it('comes with the activation link for the platform’s administrator by token, and for nobody by key', async () => {
    const spec = { orgName: 'pending', emailId: 'pending@x.example' };
    const { body } = await as(app, root).post('/v1/tenants').send({ spec }).expect(201);
    const { uid } = body as { uid: string };
    expect((await first(uid)).status.activationLink).toMatch(/\/activate#token=/);
    const byKey = await as(app, await given.apiKey(root))
      .get(`/v1/tenants/${uid}/user`)
      .expect(200);
    expect(byKey.body).toMatchObject({ status: { activationLink: '' } });
  });

  it('is shown as reading them shows them', async () => {
    const admin = await given.tenant();
    const { body } = await as(app, admin).get(`/v1/users/${admin.uid}`).expect(200);
    expect(await first(admin.tenantUid)).toEqual(body);
  });
});
