import { errorBody, visible } from '../support/answers.js';
import { auditTrail } from '../support/audit-trail.js';
import { as } from '../support/caller.js';
import { Given, PASSWORD, unique } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';
import { SECOND } from '../support/test-clock.js';

const ABSENT = '01990f6e-7c2a-7b1e-9d53-0c1f2a3b4c5d';
const ZERO = '0001-01-01T00:00:00.000Z';

interface User {
  metadata: { annotations: object; labels: object; creationTimestamp: string; lastModifiedTimestamp: string };
  spec: { emailId: string; firstName: string; lastName: string; roles: string[] };
  status: object;
}

describe('PUT /v1/users/{uid}', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;
  let user: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
  });
  beforeEach(async () => {
    admin = await given.tenant();
    user = await given.user(admin);
  });
  afterAll(() => app.close());

  const put = (caller: Person | IssuedKey, uid: string, spec: object, metadata?: object) =>
    as(app, caller).put(`/v1/users/${uid}`).send({ metadata, spec });
  const read = async (uid: string) => (await as(app, admin).get(`/v1/users/${uid}`).expect(200)).body as User;

  describe('204', () => {
    it('does and records nothing when nothing is given', async () => {
      const before = await read(user.uid);
      app.clock.advance(SECOND);
      await put(admin, user.uid, {}).expect(204, '');
      expect(await read(user.uid)).toEqual(before);
      expect(
        (await auditTrail(app, admin, { resourceUid: user.uid })).map(({ spec }) => spec.actionMsg),
      ).not.toContain('user.update');
    });

    it('changes what is given, leaves the rest, and notes when', async () => {
      const before = await read(user.uid);
      app.clock.advance(SECOND);
      const metadata = { annotations: { description: 'Chief' }, labels: { a: 'b' } };
      await put(admin, user.uid, { lastName: 'Changed' }, metadata).expect(204, '');
      expect(await read(user.uid)).toEqual({
        ...before,
        metadata: {
          ...before.metadata,
          name: 'Uma Changed',
          ...metadata,
          lastModifiedTimestamp: app.clock.now().toISOString(),
        },
        spec: { ...before.spec, lastName: 'Changed' },
      });
    });

    it('takes nulls and zero times for "not given", and ignores the uid and times in metadata', async () => {
      const before = await read(user.uid);
      const metadata = {
        uid: ABSENT,
        creationTimestamp: ZERO,
        lastModifiedTimestamp: ZERO,
        name: 'x',
        annotations: null,
      };
      const spec = { firstName: null, lastName: null, emailId: null, roles: null };
      await put(admin, user.uid, spec, metadata).expect(204);
      expect(await read(user.uid)).toEqual(before);
    });

    it('empties a name with an empty text', async () => {
      await put(admin, user.uid, { firstName: '', lastName: '' }).expect(204);
      expect((await read(user.uid)).spec).toMatchObject({ firstName: '', lastName: '' });
    });

    it('lets users change their own names, by token and by key', async () => {
      for (const caller of [user, await given.apiKey(user)]) {
        const firstName = unique('Name');
        await put(caller, user.uid, { firstName }).expect(204);
        expect((await read(user.uid)).spec.firstName).toBe(firstName);
      }
    });

    it('lets users send back their own e-mail address and roles as they are', async () => {
      await put(user, user.uid, { emailId: user.emailId, roles: ['User'], firstName: 'A' }).expect(204);
    });

    it('lets an administrator change an address: from then on that is what logs in', async () => {
      const emailId = `${unique('moved')}@x.example`;
      await put(admin, user.uid, { emailId }).expect(204);
      await given.token(emailId, PASSWORD, admin.orgName);
      const old = { emailId: user.emailId, password: PASSWORD, org: admin.orgName };
      await app.http.post('/v1/auth/authenticate').send(old).expect(401);
    });

    it('ends an open activation link when the address changes: it went to the old one (CR-06)', async () => {
      const { uid } = await given.pendingUser(admin);
      const link = await given.activationLink(admin, uid);
      await put(admin, uid, { emailId: `${unique('moved')}@x.example` }).expect(204);
      const token = link.slice(link.indexOf('=') + 1);
      await app.http.patch(`/v1/auth/password/${token}/activate`).send({ password: PASSWORD }).expect(400);
      await given.activate(await given.activationLink(admin, uid), PASSWORD);
    });

    it('makes an administrator, and a plain user again, from the next request on (TK-09, AZ-09)', async () => {
      const key = await given.apiKey(user);
      await put(admin, user.uid, { roles: ['Tenant Admin'] }).expect(204);
      for (const caller of [user, key]) await as(app, caller).get('/v1/users').expect(200);
      await put(admin, user.uid, { roles: ['User'] }).expect(204);
      for (const caller of [user, key]) await as(app, caller).get('/v1/users').expect(403);
    });

    it('takes every role away with an empty list: what is left is one’s own keys, sessions and profile', async () => {
      await put(admin, user.uid, { roles: ['Tenant Admin'] }).expect(204);
      await put(admin, user.uid, { roles: [] }).expect(204);
      expect((await read(user.uid)).spec.roles).toEqual(['User']);
      await as(app, user).get('/v1/users').expect(403);
      await as(app, user).get('/v1/apiKeys').expect(200);
    });

    it('notes when roles change, and not when they are sent back as they are', async () => {
      const before = await read(user.uid);
      app.clock.advance(SECOND);
      await put(admin, user.uid, { roles: ['user'] }).expect(204);
      expect(await read(user.uid)).toEqual(before);
      await put(admin, user.uid, { roles: ['Tenant Viewer'] }).expect(204);
      expect(await read(user.uid)).toEqual({
        ...before,
        metadata: { ...before.metadata, lastModifiedTimestamp: app.clock.now().toISOString() },
        spec: { ...before.spec, roles: ['Tenant Viewer'] },
      });
    });

    it('leaves one audit entry that names the fields', async () => {
      await put(admin, user.uid, { firstName: 'A', roles: ['Tenant Admin'] }).expect(204);
      const entries = await auditTrail(app, admin, { resourceUid: user.uid, actionType: 'update' });
      const updates = entries.filter(({ spec }) => spec.actionMsg === 'user.update');
      expect(updates).toHaveLength(1);
      expect(updates[0]?.spec).toMatchObject({
        contentMsg: `User "${user.emailId}" was changed: firstName, roles to "Tenant Admin".`,
        actor: { user: { uid: admin.uid } },
        resource: { kind: 'user', uid: user.uid },
      });
    });
  });

  describe('400', () => {
    it.each([
      'uid',
      'tenantUid',
      'isTenantAdmin',
      'isPlatformAdmin',
      'isActive',
      'passwordHash',
      'password',
      'sessionEpoch',
      'linkNonce',
      'status',
    ])('for %s, which nobody may set (AZ-06)', async (field) => {
      const { body } = await put(admin, user.uid, { [field]: 'x' }).expect(400);
      expect(body).toEqual(errorBody('InvalidInput', { [`spec.${field}`]: 'is not a known field' }));
    });

    it('for a role that there is not', async () => {
      const { body } = await put(admin, user.uid, { roles: ['Root'] }).expect(400);
      const message = 'must hold only uids or names of roles of the organisation';
      expect(body).toEqual(errorBody('InvalidInput', { 'spec.roles': message }));
    });
  });

  describe('403', () => {
    const refused = async (caller: Person | IssuedKey, uid: string, spec: object, code = 'Forbidden') => {
      const before = await read(uid);
      const { body } = await put(caller, uid, spec).expect(403);
      expect(body).toEqual(errorBody(code));
      expect(await read(uid)).toEqual(before);
    };

    it('for a plain user about somebody else', async () => {
      const key = await given.apiKey(user);
      for (const caller of [user, key]) await refused(caller, admin.uid, { firstName: 'x' });
    });

    it('for a plain user about their own role or address', async () => {
      const key = await given.apiKey(user);
      for (const caller of [user, key]) {
        await refused(caller, user.uid, { roles: ['Tenant Admin'] });
        await refused(caller, user.uid, { emailId: `${unique('x')}@x.example` });
        await refused(caller, user.uid, { firstName: 'x', roles: ['User', 'Tenant Admin'] });
      }
    });

    it('for an API key about anybody’s address: it changes how somebody logs in (AZ-09)', async () => {
      const key = await given.apiKey(admin);
      const emailId = `${unique('x')}@x.example`;
      await refused(key, user.uid, { emailId }, 'TokenRequired');
      await refused(key, admin.uid, { emailId }, 'TokenRequired');
    });

    it('for a tenant’s administrator about the platform’s administrator', async () => {
      const root = await given.platformAdmin();
      const helper = await given.user(root, { roles: ['Tenant Admin'] });
      for (const caller of [helper, await given.apiKey(helper)])
        for (const spec of [{ firstName: 'x' }, { emailId: `${unique('x')}@x.example` }, { roles: ['User'] }])
          await put(caller, root.uid, spec).expect(403);
      const { body } = await as(app, root).get(`/v1/users/${root.uid}`).expect(200);
      expect(body).toMatchObject({ spec: { emailId: root.emailId, firstName: '', roles: ['Tenant Admin'] } });
    });
  });

  describe('404', () => {
    it('for an administrator about somebody of another tenant, byte for byte as about nobody (AZ-02)', async () => {
      const foreign = await given.user(await given.tenant());
      const absent = await put(admin, ABSENT, { firstName: 'x' }).expect(404);
      expect(absent.body).toEqual(errorBody('ResourceNotFound'));
      expect(visible(await put(admin, foreign.uid, { firstName: 'x' }))).toEqual(visible(absent));
      const root = await given.platformAdmin();
      expect(visible(await put(root, foreign.uid, { firstName: 'x' }))).toEqual(visible(absent));
    });
  });
});
