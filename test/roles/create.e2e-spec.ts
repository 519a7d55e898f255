import { PERMISSIONS, TENANT_PERMISSIONS } from '#access';
import { errorBody } from '../support/answers.js';
import { auditTrail } from '../support/audit-trail.js';
import { as } from '../support/caller.js';
import { Given, unique } from '../support/given.js';
import type { Person } from '../support/given.js';
import { statusesOf } from '../support/statuses.js';
import { TestApp } from '../support/test-app.js';

describe('POST /v1/roles', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
    admin = await given.tenant();
  });
  afterAll(() => app.close());

  const create = (caller: Person, name: string, permissions: unknown = ['user.list'], more: object = {}) =>
    as(app, caller)
      .post('/v1/roles')
      .send({ metadata: { name }, spec: { permissions }, ...more });

  describe('201', () => {
    it('makes a role that reading shows', async () => {
      const { body } = await as(app, admin)
        .post('/v1/roles')
        .send({
          metadata: {
            name: 'Key Manager',
            annotations: { description: 'Revokes keys of others' },
            labels: { team: 'night' },
            creationTimestamp: '0001-01-01T00:00:00.000Z',
          },
          spec: {
            permissions: ['apiKey.update', 'apiKey.list', 'apiKey.list'],
            scope: 'tenant',
            type: 'user',
          },
          status: { isEnabled: true },
        })
        .expect(201);
      const { uid } = body as { uid: string };
      const now = app.clock.now().toISOString();
      const read = await as(app, admin).get(`/v1/roles/${uid}`).expect(200);
      expect(read.body).toEqual({
        metadata: {
          uid,
          name: 'Key Manager',
          annotations: { description: 'Revokes keys of others' },
          labels: { team: 'night' },
          creationTimestamp: now,
          lastModifiedTimestamp: now,
        },
        spec: { permissions: ['apiKey.list', 'apiKey.update'], scope: 'tenant', type: 'user' },
        status: { isEnabled: true },
      });
    });

    it('names its audit entry in AuditUid (AU-01)', async () => {
      const { body, headers } = await create(admin, unique('role'), ['user.get']).expect(201);
      const [entry] = await auditTrail(app, admin, { resourceUid: (body as { uid: string }).uid });
      expect(entry?.metadata.uid).toBe(headers['audituid']);
      expect(entry?.spec).toMatchObject({
        actionMsg: 'role.create',
        actionType: 'create',
        contentMsg: expect.stringMatching(/^Role "role-\d+" was created; it allows user\.get\.$/) as string,
        actor: { user: { uid: admin.uid } },
        resource: { kind: 'role' },
      });
    });

    it('takes an absent list of permissions, as Go writes an empty one, for none', async () => {
      const { body } = await create(admin, unique('role'), null).expect(201);
      const read = await as(app, admin)
        .get(`/v1/roles/${(body as { uid: string }).uid}`)
        .expect(200);
      expect(read.body).toMatchObject({ spec: { permissions: [] } });
    });

    it.each(['project', 'resource'])(
      'keeps a role of scope %s, as existing clients make them; nobody can be given it',
      async (scope) => {
        const uid = (
          (
            await as(app, admin)
              .post('/v1/roles')
              .send({ metadata: { name: unique('role') }, spec: { permissions: ['user.list'], scope } })
              .expect(201)
          ).body as { uid: string }
        ).uid;
        const read = await as(app, admin).get(`/v1/roles/${uid}`).expect(200);
        expect(read.body).toMatchObject({ spec: { scope, permissions: ['user.list'] } });
        const { body } = await as(app, admin)
          .put(`/v1/users/${admin.uid}`)
          .send({ spec: { roles: ['Tenant Admin', uid] } })
          .expect(400);
        expect(body).toEqual(
          errorBody('InvalidInput', {
            'spec.roles': 'must hold only roles of scope tenant: there are no projects',
          }),
        );
      },
    );

    it('for the same name in two organisations', async () => {
      const name = unique('role');
      await create(admin, name).expect(201);
      await create(await given.tenant(), name).expect(201);
    });

    it('with a key of an administrator', async () => {
      const key = await given.apiKey(admin);
      await as(app, key)
        .post('/v1/roles')
        .send({ metadata: { name: unique('role') }, spec: { permissions: ['user.list'] } })
        .expect(201);
    });
  });

  describe('400', () => {
    const platformOnly = PERMISSIONS.filter((permission) => !TENANT_PERMISSIONS.has(permission));
    it.each<string>(['owner', 'user.*', '*', 'User.list', '', 'cluster.get', ...platformOnly])(
      'for the permission %j, naming those that there are',
      async (permission) => {
        const { body } = await create(admin, unique('role'), [permission]).expect(400);
        expect(body).toEqual(
          errorBody('InvalidInput', {
            'spec.permissions': `must hold only ${[...TENANT_PERMISSIONS].join(', ')}`,
          }),
        );
      },
    );

    it.each<[string, object, string]>([
      ['no name', { metadata: {}, spec: {} }, 'metadata.name'],
      ['an empty name', { metadata: { name: ' ' }, spec: {} }, 'metadata.name'],
      ['a long name', { metadata: { name: 'x'.repeat(129) }, spec: {} }, 'metadata.name'],
      ['an invisible name', { metadata: { name: 'a\u200b' }, spec: {} }, 'metadata.name'],
      [
        'a name like a uid',
        { metadata: { name: '00000000-0000-7000-8000-00000000000A' }, spec: {} },
        'metadata.name',
      ],
      ['another scope', { metadata: { name: 'x' }, spec: { scope: 'system' } }, 'spec.scope'],
      [
        'a text for the list',
        { metadata: { name: 'x' }, spec: { permissions: 'user.list' } },
        'spec.permissions',
      ],
      [
        'a role that is off',
        { metadata: { name: 'x' }, spec: {}, status: { isEnabled: false } },
        'status.isEnabled',
      ],
      ['a field that there is not', { metadata: { name: 'x' }, spec: { tenantUid: 'x' } }, 'spec.tenantUid'],
      ['no spec', { metadata: { name: 'x' } }, 'spec'],
    ])('for %s', async (_, body, field) => {
      const answer = await as(app, admin).post('/v1/roles').send(body).expect(400);
      expect(answer.body).toEqual(errorBody('InvalidInput', { [field]: expect.any(String) }));
    });
  });

  describe('403', () => {
    it('for a permission that the caller lacks: nobody grants what they lack', async () => {
      const maker = await given.user(admin, {
        roles: [await given.role(admin, ['role.create', 'user.list'])],
      });
      await create(maker, unique('role'), ['user.list', 'role.create']).expect(201);
      const { body } = await create(maker, unique('role'), ['user.list', 'user.delete']).expect(403);
      expect(body).toEqual(errorBody('Forbidden'));
    });

    it.each(['User', 'Tenant Viewer'])('for a %s', async (role) => {
      await create(await given.user(admin, { roles: [role] }), unique('role'), []).expect(403);
    });
  });

  describe('409', () => {
    it.each(['Tenant Admin', 'tenant  admin'.replace('  ', ' '), 'USER', 'Ｕser'])(
      'for the name %j, which is taken',
      async (name) => {
        const { body } = await create(admin, name).expect(409);
        expect(body).toEqual(
          errorBody('DuplicateResource', { 'metadata.name': 'must be unique in the organisation' }),
        );
      },
    );

    it('for the name of another role, also in other letters', async () => {
      const name = unique('Rôle');
      await create(admin, name).expect(201);
      await create(admin, name.toUpperCase()).expect(409);
    });

    it('for all but one of many at once with one name (MI-04)', async () => {
      const name = unique('role');
      const answers = await Promise.all(Array.from({ length: 8 }, () => create(admin, name)));
      expect(statusesOf(answers)).toEqual([201, ...Array<number>(7).fill(409)]);
    });

    it('when there are as many as there may be', async () => {
      const tenant = await given.tenant();
      await given.fillRoles(tenant, 500);
      const { body } = await create(tenant, 'one more').expect(409);
      expect(body).toEqual(errorBody('TooMany'));
    });
  });
});
