import { DataSource } from 'typeorm';
import { errorBody } from '../support/answers.js';
import { auditTrail } from '../support/audit-trail.js';
import { as } from '../support/caller.js';
import { Given, PASSWORD, unique } from '../support/given.js';
import type { Person } from '../support/given.js';
import { statusesOf } from '../support/statuses.js';
import { TestApp } from '../support/test-app.js';

const ZERO = '0001-01-01T00:00:00.000Z';
const ABSENT = '01990f6e-7c2a-7b1e-9d53-0c1f2a3b4c5d';

describe('POST /v1/tenants', () => {
  let app: TestApp;
  let given: Given;
  let root: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
    root = await given.platformAdmin();
  });
  afterAll(() => app.close());

  const address = () => `${unique('founder')}@x.example`;
  const create = (spec: object, metadata?: object) =>
    as(app, root).post('/v1/tenants').send({ metadata, spec });
  const read = async (uid: string) =>
    (await as(app, root).get(`/v1/tenants/${uid}`).expect(200)).body as object;

  describe('201', () => {
    it('answers the uid alone, and makes the organisation with its first administrator', async () => {
      const orgName = unique('Globex');
      const emailId = address();
      const spec = {
        orgName,
        emailId,
        firstName: 'Hank',
        lastName: 'Scorpio',
        address: { city: 'Cypress Creek' },
      };
      const metadata = { annotations: { description: 'a customer' }, labels: { plan: 'big' } };
      const { body } = await create(spec, metadata).expect(201);
      const { uid } = body as { uid: string };
      expect(body).toEqual({
        uid: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) as string,
      });
      const now = app.clock.now().toISOString();
      expect(await read(uid)).toEqual({
        metadata: { uid, name: orgName, ...metadata, creationTimestamp: now, lastModifiedTimestamp: now },
        spec: {
          orgName,
          orgEmailId: emailId,
          address: { city: 'Cypress Creek' },
          authType: 'password',
          allowsQueryApiKeys: true,
        },
        status: { isActive: true, toBeDeleted: false },
      });
      const first = await as(app, root).get(`/v1/tenants/${uid}/user`).expect(200);
      expect(first.body).toMatchObject({
        metadata: { name: 'Hank Scorpio' },
        spec: { emailId, roles: ['Tenant Admin'] },
        status: { isActive: false, activationLink: expect.stringContaining('/activate#token=') as string },
      });
    });

    it('names the audit entry of the organisation in AuditUid; the first user has one too', async () => {
      const { body, headers } = await create({ orgName: unique('org'), emailId: address() }).expect(201);
      const { uid } = body as { uid: string };
      const entries = await auditTrail(app, root, { tenantUid: uid });
      expect(entries.map(({ spec }) => spec.actionMsg).toSorted()).toEqual(['tenant.create', 'user.create']);
      const entry = entries.find(({ spec }) => spec.actionMsg === 'tenant.create');
      expect(entry).toMatchObject({
        metadata: { uid: headers['audituid'] },
        spec: { actionType: 'create', actor: { user: { uid: root.uid } }, resource: { kind: 'tenant', uid } },
      });
    });

    it('makes an administrator of that organisation alone', async () => {
      const admin = await given.tenant();
      await as(app, admin).get('/v1/users').expect(200);
      await as(app, admin).get('/v1/tenants').expect(403);
    });

    it('takes what existing clients send: zero times, nulls, fields without effect', async () => {
      const metadata = {
        uid: ABSENT,
        name: 'x',
        creationTimestamp: ZERO,
        deletionTimestamp: ZERO,
        lastModifiedTimestamp: ZERO,
      };
      const spec = {
        orgName: unique('org'),
        emailId: address(),
        roles: null,
        authType: 'password',
        loginMode: 'devops',
        ssoApp: '',
        address: null,
      };
      const { body } = await create(spec, metadata).expect(201);
      const { uid } = body as { uid: string };
      expect(uid).not.toBe(ABSENT);
      expect(await read(uid)).toMatchObject({ metadata: { name: spec.orgName }, spec: { address: {} } });
    });

    it('takes empty names of the administrator for none', async () => {
      const spec = { orgName: unique('org'), emailId: address(), firstName: '', lastName: '' };
      const { body } = await create(spec).expect(201);
      const first = await as(app, root)
        .get(`/v1/tenants/${(body as { uid: string }).uid}/user`)
        .expect(200);
      expect(first.body).toMatchObject({ spec: { firstName: '', lastName: '' } });
    });

    it('takes an administrator whose address is used elsewhere: they are another person', async () => {
      const other = await given.tenant();
      await create({ orgName: unique('org'), emailId: other.emailId }).expect(201);
      await given.token(other.emailId, PASSWORD, other.orgName);
    });
  });

  describe('400', () => {
    it.each([
      ['orgName', '', 'must not be empty'],
      ['orgName', 'x'.repeat(129), 'must have at most 128 characters'],
      ['orgName', 'ﷺ'.repeat(128), 'must have at most 128 characters'],
      ['orgName', 'a\u200bb', 'must not hold invisible characters'],
      ['orgName', 'a\nb', 'must not hold control characters'],
      ['orgName', ['a'], 'must be a text'],
      ['emailId', 'nobody', 'must be an e-mail address'],
      ['orgEmailId', 'nobody', 'must be an e-mail address'],
      ['address', ['a'], 'must map at most 64 names to texts of at most 1024 characters'],
      ['isActive', false, 'is not a known field'],
      ['uid', ABSENT, 'is not a known field'],
      ['isPlatformAdmin', true, 'is not a known field'],
      ['allowsQueryApiKeys', false, 'is not a known field'],
    ])('for spec.%s %j', async (field, value, message) => {
      const { body } = await create({ orgName: unique('org'), emailId: address(), [field]: value }).expect(
        400,
      );
      expect(body).toEqual(errorBody('InvalidInput', { [`spec.${field}`]: message }));
    });

    it('for the two things that must be there', async () => {
      const { body } = await create({}).expect(400);
      expect(body).toEqual(
        errorBody('InvalidInput', { 'spec.orgName': 'must be a text', 'spec.emailId': 'must be a text' }),
      );
    });
  });

  it('403: for everybody but the administrator of the platform, by token and by key, and nothing is made', async () => {
    const admin = await given.tenant();
    const user = await given.user(admin);
    const helper = await given.user(root, { roles: ['Tenant Admin'] });
    const count = async () => {
      const { body } = await as(app, root).get('/v1/tenants').expect(200);
      return (body as { listmeta: { count: number } }).listmeta.count;
    };
    const before = await count();
    for (const caller of [admin, user, helper, await given.apiKey(admin)]) {
      const spec = { orgName: unique('org'), emailId: address() };
      const { body } = await as(app, caller).post('/v1/tenants').send({ spec }).expect(403);
      expect(body).toEqual(errorBody('Forbidden'));
    }
    expect(await count()).toBe(before);
  });

  describe('409', () => {
    const taken = errorBody('DuplicateResource', { 'spec.orgName': 'must be unique' });

    it.each([
      ['the same', (name: string) => name],
      ['in upper case', (name: string) => name.toUpperCase()],
      ['with spaces around', (name: string) => `  ${name} `],
      ['in full-width letters', (name: string) => name.replace(/c/g, 'ｃ')],
      ['with a ligature', (name: string) => name.replace('fi', 'ﬁ')],
    ])('for a name that is taken: %s; and no user is left over', async (_, spell) => {
      const { orgName } = await given.tenant(unique('acme-fields'));
      const emailId = address();
      const { body } = await create({ orgName: spell(orgName), emailId }).expect(409);
      expect(body).toEqual(taken);
      expect(await app.app.get(DataSource).manager.countBy('User', { emailFolded: emailId })).toBe(0);
    });

    it('not for a name that only looks related', async () => {
      const { orgName } = await given.tenant(unique('acme'));
      for (const name of [`${orgName}-`, orgName.replace('a', 'á'), orgName.replace('a', 'а')])
        await create({ orgName: name, emailId: address() }).expect(201);
    });

    it('for all but one of many at once, and no half of one is left (MI-04)', async () => {
      const orgName = unique('race');
      const answers = await Promise.all(
        Array.from({ length: 8 }, () => create({ orgName, emailId: address() })),
      );
      expect(statusesOf(answers)).toEqual([201, ...Array<number>(7).fill(409)]);
      const { body } = await as(app, root).get('/v1/tenants?limit=0').expect(200);
      const { items } = body as { items: { spec: { orgName: string } }[] };
      expect(items.filter(({ spec }) => spec.orgName === orgName)).toHaveLength(1);
    });
  });
});
