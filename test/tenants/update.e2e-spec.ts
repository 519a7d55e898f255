import { errorBody, visible } from '../support/answers.js';
import { auditTrail } from '../support/audit-trail.js';
import { as } from '../support/caller.js';
import { Given, PASSWORD, unique } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';
import { SECOND } from '../support/test-clock.js';

const ABSENT = '01990f6e-7c2a-7b1e-9d53-0c1f2a3b4c5d';
const ZERO = '0001-01-01T00:00:00.000Z';

interface Tenant {
  metadata: object;
  spec: { orgName: string };
}

describe('PUT /v1/tenants/{tenantUid}', () => {
  let app: TestApp;
  let given: Given;
  let root: Person;
  let admin: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
  });
  beforeEach(async () => {
    root = await given.platformAdmin();
    admin = await given.tenant();
  });
  afterAll(() => app.close());

  const put = (caller: Person | IssuedKey, uid: string, spec: object, metadata?: object) =>
    as(app, caller).put(`/v1/tenants/${uid}`).send({ metadata, spec });
  const read = async (uid = admin.tenantUid) =>
    (await as(app, root).get(`/v1/tenants/${uid}`).expect(200)).body as Tenant;

  describe('204', () => {
    it('changes what is given, leaves the rest, and notes when; for its administrator and the platform’s', async () => {
      const key = await given.apiKey(admin);
      for (const caller of [admin, root, key]) {
        const before = await read();
        app.clock.advance(SECOND);
        const spec = { orgEmailId: `${unique('office')}@x.example`, address: { city: unique('City') } };
        const metadata = { annotations: { description: unique('d') }, labels: { a: unique('l') } };
        await put(caller, admin.tenantUid, spec, metadata).expect(204, '');
        expect(await read()).toEqual({
          ...before,
          metadata: { ...before.metadata, ...metadata, lastModifiedTimestamp: app.clock.now().toISOString() },
          spec: { ...before.spec, ...spec },
        });
      }
    });

    it('takes nulls and zero times for "not given"', async () => {
      const before = await read();
      const metadata = {
        uid: ABSENT,
        creationTimestamp: ZERO,
        lastModifiedTimestamp: ZERO,
        name: 'x',
        labels: null,
      };
      await put(admin, admin.tenantUid, { orgName: null, orgEmailId: null, address: null }, metadata).expect(
        204,
      );
      expect(await read()).toEqual(before);
    });

    it('renames: from then on that is the name to log in with, and the old one is free', async () => {
      const orgName = unique('Renamed');
      await put(admin, admin.tenantUid, { orgName }).expect(204);
      await given.token(admin.emailId, PASSWORD, orgName.toLowerCase());
      const old = { emailId: admin.emailId, password: PASSWORD, org: admin.orgName };
      await app.http.post('/v1/auth/authenticate').send(old).expect(401);
      await given.tenant(admin.orgName);
    });

    it('lets a name change its letter case alone', async () => {
      await put(admin, admin.tenantUid, { orgName: admin.orgName.toUpperCase() }).expect(204);
      expect((await read()).spec.orgName).toBe(admin.orgName.toUpperCase());
    });

    it('switches off keys in the address, and nothing else of them', async () => {
      const key = await given.apiKey(admin);
      const other = await given.apiKey(await given.tenant());
      const inQuery = (value: string) => app.http.get(`/v1/users/info?ApiKey=${value}`);
      await inQuery(key.value).expect(200);
      await put(admin, admin.tenantUid, { allowsQueryApiKeys: false }).expect(204);
      await inQuery(key.value).expect(401);
      await as(app, key).get('/v1/users/info').expect(200);
      await inQuery(other.value).expect(200);
      await put(admin, admin.tenantUid, { allowsQueryApiKeys: true }).expect(204);
      await inQuery(key.value).expect(200);
    });

    it('leaves one audit entry that names the fields, and what a switch was set to', async () => {
      await put(admin, admin.tenantUid, { address: { a: 'b' }, allowsQueryApiKeys: false }).expect(204);
      const entries = await auditTrail(app, admin, { resourceKind: 'tenant', actionType: 'update' });
      expect(entries.map(({ spec }) => spec)).toEqual([
        expect.objectContaining({
          actionMsg: 'tenant.update',
          contentMsg: `Organisation "${admin.orgName}" was changed: address, allowsQueryApiKeys to false.`,
        }),
      ]);
    });
  });

  it.each([
    ['isActive', false],
    ['uid', ABSENT],
    ['createdAt', ZERO],
    ['orgNameFolded', 'x'],
    ['authType', 'x'],
  ])('400: for %s, which nobody may set (AZ-06)', async (field, value) => {
    const { body } = await put(root, admin.tenantUid, { [field]: value }).expect(400);
    expect(body).toEqual(errorBody('InvalidInput', { [`spec.${field}`]: 'is not a known field' }));
  });

  it('403: for a plain user', async () => {
    const user = await given.user(admin);
    for (const caller of [user, await given.apiKey(user)]) {
      const { body } = await put(caller, admin.tenantUid, { address: {} }).expect(403);
      expect(body).toEqual(errorBody('Forbidden'));
    }
  });

  it('404: for an administrator about another, byte for byte as about none (AZ-02)', async () => {
    const other = await given.tenant();
    const before = await read(other.tenantUid);
    const spec = { orgName: unique('taken-over') };
    const absent = await put(admin, ABSENT, spec).expect(404);
    expect(absent.body).toEqual(errorBody('ResourceNotFound'));
    for (const uid of [other.tenantUid, root.tenantUid])
      expect(visible(await put(admin, uid, spec))).toEqual(visible(absent));
    expect(visible(await put(root, ABSENT, spec))).toEqual(visible(absent));
    expect(await read(other.tenantUid)).toEqual(before);
  });

  it('409: for a name that another has, in any spelling', async () => {
    const other = await given.tenant();
    for (const orgName of [
      other.orgName,
      other.orgName.toUpperCase(),
      ` ${other.orgName}`,
      other.orgName.replace('o', 'ｏ'),
    ]) {
      const { body } = await put(admin, admin.tenantUid, { orgName }).expect(409);
      expect(body).toEqual(errorBody('DuplicateResource', { 'spec.orgName': 'must be unique' }));
    }
    expect((await read()).spec.orgName).toBe(admin.orgName);
  });
});
