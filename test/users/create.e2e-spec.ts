import { errorBody } from '../support/answers.js';
import { auditTrail } from '../support/audit-trail.js';
import { as } from '../support/caller.js';
import { Given, PASSWORD, unique } from '../support/given.js';
import type { Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

const ABSENT = '01990f6e-7c2a-7b1e-9d53-0c1f2a3b4c5d';
const ZERO = '0001-01-01T00:00:00.000Z';
const NO_ROLE = 'must hold only uids or names of roles of the organisation';

describe('POST /v1/users', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
    admin = await given.tenant();
  });
  afterAll(() => app.close());

  const address = () => `${unique('new')}@x.example`;
  const create = (spec: object, metadata?: object, caller = admin) =>
    as(app, caller).post('/v1/users').send({ metadata, spec });
  const read = async (uid: string) =>
    (await as(app, admin).get(`/v1/users/${uid}`).expect(200)).body as object;

  describe('201', () => {
    it('answers the uid alone, and makes a user who cannot log in yet', async () => {
      const emailId = address();
      const { body, headers } = await create({ emailId, firstName: 'Grace', lastName: 'Hopper' }).expect(201);
      const { uid } = body as { uid: string };
      expect(body).toEqual({
        uid: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) as string,
      });
      expect(headers['audituid']).toMatch(/^[0-9a-f-]{36}$/);
      expect(await read(uid)).toEqual({
        metadata: {
          uid,
          name: 'Grace Hopper',
          annotations: {},
          labels: {},
          creationTimestamp: app.clock.now().toISOString(),
          lastModifiedTimestamp: app.clock.now().toISOString(),
        },
        spec: { emailId, firstName: 'Grace', lastName: 'Hopper', roles: ['User'] },
        status: {
          isActive: false,
          isDisabled: false,
          isLocked: false,
          isPasswordResetting: false,
          activationLink: expect.stringMatching(/^http:\/\/127\.0\.0\.1:3000\/activate#token=\S+$/) as string,
          passwordResetLink: '',
        },
      });
      for (const password of ['', PASSWORD, 'null'])
        expect((await app.http.post('/v1/auth/authenticate').send({ emailId, password })).status).not.toBe(
          200,
        );
    });

    it('names the one audit entry of it in AuditUid', async () => {
      const emailId = address();
      const { body, headers } = await create({ emailId, roles: ['Tenant Admin'] }).expect(201);
      const { uid } = body as { uid: string };
      const entries = await auditTrail(app, admin, { resourceUid: uid });
      expect(entries).toHaveLength(1);
      expect(entries[0]).toMatchObject({
        metadata: { uid: headers['audituid'] },
        spec: {
          actionType: 'create',
          actionMsg: 'user.create',
          contentMsg: `User "${emailId}" was created with "Tenant Admin".`,
          actor: {
            actorType: 'user',
            user: { uid: admin.uid, emailId: admin.emailId },
            credential: { kind: 'token' },
          },
          resource: { kind: 'user', uid, name: emailId },
        },
      });
    });

    it.each([
      [undefined, ['User']],
      [null, ['User']],
      [[], ['User']],
      [['User'], ['User']],
      [['Tenant Admin'], ['Tenant Admin']],
      [['tenant admin'], ['Tenant Admin']],
      [
        ['User', 'Tenant Admin'],
        ['Tenant Admin', 'User'],
      ],
      [['User', 'USER', ' user '], ['User']],
    ])('roles %j make a user with %j', async (roles, held) => {
      const { body } = await create({ emailId: address(), roles }).expect(201);
      expect(await read((body as { uid: string }).uid)).toMatchObject({ spec: { roles: held } });
    });

    it('takes what the Go SDK sends: zero times, nulls, an empty name', async () => {
      const metadata = {
        creationTimestamp: ZERO,
        deletionTimestamp: ZERO,
        lastModifiedTimestamp: ZERO,
        name: '',
        annotations: null,
      };
      const spec = {
        emailId: address(),
        firstName: 'A',
        lastName: 'B',
        roles: null,
        teams: null,
        loginMode: 'dev',
      };
      const { body } = await create(spec, metadata).expect(201);
      expect(await read((body as { uid: string }).uid)).toMatchObject({
        metadata: { name: 'A B', creationTimestamp: app.clock.now().toISOString() },
      });
    });

    it.each(['', ' '])('takes names of %j for none, as a change does', async (name) => {
      const { body } = await create({ emailId: address(), firstName: name, lastName: name }).expect(201);
      expect(await read((body as { uid: string }).uid)).toMatchObject({
        spec: { firstName: '', lastName: '' },
      });
    });

    it('keeps annotations and labels, and takes an empty list of teams', async () => {
      const metadata = { annotations: { description: 'Ärztin' }, labels: { team: 'a' } };
      const { body } = await create({ emailId: address(), teams: [] }, metadata).expect(201);
      expect(await read((body as { uid: string }).uid)).toMatchObject({ metadata });
    });

    it('is for a key of an administrator too, which does not get to see the link', async () => {
      const key = await given.apiKey(admin);
      const { body } = await as(app, key)
        .post('/v1/users')
        .send({ spec: { emailId: address() } })
        .expect(201);
      const { uid } = body as { uid: string };
      const seen = await as(app, key).get(`/v1/users/${uid}`).expect(200);
      expect(seen.body).toMatchObject({ status: { activationLink: '' } });
    });
  });

  describe('400', () => {
    it.each([
      ['roles', ['Owner'], NO_ROLE],
      ['roles', ['User', 'Owner'], NO_ROLE],
      ['roles', ['Platform Admin'], NO_ROLE],
      ['roles', [''], NO_ROLE],
      ['roles', [ABSENT], NO_ROLE],
      ['roles', 'User', 'must be a list'],
      ['roles', [null], 'must hold texts only'],
      ['teams', ['a'], 'must have at most 0 entries'],
      ['teams', 'a', 'must be a list'],
      ['firstName', 'x'.repeat(129), 'must have at most 128 characters'],
      ['emailId', 'nobody', 'must be an e-mail address'],
    ])('for spec.%s %j', async (field, value, message) => {
      const { body } = await create({ emailId: address(), [field]: value }).expect(400);
      expect(body).toEqual(errorBody('InvalidInput', { [`spec.${field}`]: message }));
    });

    it.each([
      ['uid', ABSENT],
      ['tenantUid', ABSENT],
      ['isTenantAdmin', true],
      ['isPlatformAdmin', true],
      ['isActive', true],
      ['passwordHash', 'x'],
      ['password', PASSWORD],
      ['linkNonce', 'x'],
      ['sessionEpoch', 7],
      ['createdAt', ZERO],
      ['permissions', ['tenant.create']],
    ])('for %s, which nobody may set (AZ-06)', async (field, value) => {
      const inSpec = await create({ emailId: address(), [field]: value }).expect(400);
      expect(inSpec.body).toEqual(errorBody('InvalidInput', { [`spec.${field}`]: 'is not a known field' }));
      const atTop = await as(app, admin)
        .post('/v1/users')
        .send({ spec: { emailId: address() }, [field]: value })
        .expect(400);
      expect(atTop.body).toEqual(errorBody('InvalidInput', { [field]: 'is not a known field' }));
    });

    it('for a status, which is the server’s', async () => {
      const status = { isActive: true, activationLink: 'x' };
      const { body } = await as(app, admin)
        .post('/v1/users')
        .send({ spec: { emailId: address() }, status })
        .expect(400);
      expect(body).toEqual(errorBody('InvalidInput', { status: 'is not a known field' }));
    });

    it('not for a uid and times in metadata, which clients send and which have no effect', async () => {
      const uid = ABSENT;
      const metadata = { uid, name: 'Root', creationTimestamp: '1999-01-01T00:00:00.000Z' };
      const { body } = await create({ emailId: address() }, metadata).expect(201);
      const made = body as { uid: string };
      expect(made.uid).not.toBe(uid);
      expect(await read(made.uid)).toMatchObject({
        metadata: { name: '', creationTimestamp: app.clock.now().toISOString() },
      });
    });
  });

  describe('403', () => {
    it('for a plain user, by token and by key, and nothing is made', async () => {
      const user = await given.user(admin);
      const key = await given.apiKey(user);
      for (const caller of [user, key])
        for (const roles of [['User'], ['Tenant Admin']]) {
          const { body } = await as(app, caller)
            .post('/v1/users')
            .send({ spec: { emailId: address(), roles } })
            .expect(403);
          expect(body).toEqual(errorBody('Forbidden'));
        }
    });
  });
});
