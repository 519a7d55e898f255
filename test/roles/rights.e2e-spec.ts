import { auditTrail } from '../support/audit-trail.js';
import { as } from '../support/caller.js';
import { Given, unique } from '../support/given.js';
import type { Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

const TENANT_ADMIN = '00000000-0000-7000-8000-000000000001';

/** What a role of one's own lets somebody do, and what it must never let them become. */
describe('whoever holds a role', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;
  let user: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
    admin = await given.tenant();
    user = await given.user(admin);
  });
  afterAll(() => app.close());

  const holder = async (...permissions: string[]) =>
    given.user(admin, { roles: [await given.role(admin, permissions)] });

  describe('with user.update', () => {
    let helper: Person;
    beforeAll(async () => {
      helper = await holder('user.get', 'user.update');
    });

    it('changes names and e-mail addresses of those who may do no more', async () => {
      await as(app, helper)
        .put(`/v1/users/${user.uid}`)
        .send({ spec: { lastName: 'Helped' } })
        .expect(204);
    });

    it.each([[TENANT_ADMIN], ['Tenant Admin'], ['Tenant Viewer']])(
      'gives nobody %s, themself included',
      async (role) => {
        for (const uid of [user.uid, helper.uid])
          await as(app, helper)
            .put(`/v1/users/${uid}`)
            .send({ spec: { roles: ['User', role] } })
            .expect(403);
      },
    );

    /** Tries to give a role in each way that there is, to somebody else and to oneself. */
    async function expectNoWayToGive(role: string) {
      const maker = await holder('user.create', 'user.update', 'user.get');
      const roles = ['User', role];
      const emailId = `${unique('spelt')}@tenant.example`;
      for (const { uid } of [user, maker]) {
        const path = `/v1/users/${uid}`;
        const rolesNow = async () => (await as(app, admin).get(`${path}/roles`).expect(200)).body as object;
        const before = await rolesNow();
        const answers = [
          await as(app, maker).put(path).send({ spec: { roles } }),
          await as(app, maker).put(`${path}/roles`).send({ roles }),
          await as(app, maker)
            .patch(path)
            .send([{ op: 'add', path: '/spec/roles', value: roles }]),
          await as(app, maker)
            .patch(path)
            .send([{ op: 'add', path: '/spec/roles/-', value: role }]),
          await as(app, maker).post('/v1/users').send({ spec: { emailId, roles } }),
        ];
        for (const { status } of answers) expect([400, 403]).toContain(status);
        expect(await rolesNow()).toEqual(before);
      }
    }

    it.each([
      'Tenant Admin',
      'TENANT ADMIN',
      'tenant admin',
      'Ｔenant Admin',
      'Tenant\u00a0Admin',
      'Tenant Admin\u200b',
      ' Tenant Admin ',
      'Tenánt Admin',
      ` ${TENANT_ADMIN} `,
      TENANT_ADMIN.replace('1', '１'),
    ])('gives nobody the rights of an administrator by another spelling: %j', expectNoWayToGive);

    it('gives nobody a role that allows more by another spelling of its name or uid', async () => {
      const name = unique('Beyond');
      const uid = await given.role(admin, ['audit.get'], name);
      for (const role of [uid, uid.toUpperCase(), ` ${uid}`, name, name.toUpperCase(), `${name} `])
        await expectNoWayToGive(role);
    });

    it('changes no administrator, resets no password of theirs and sees no link to one', async () => {
      const other = await given.pendingUser(admin, { roles: ['Tenant Admin'] });
      for (const uid of [admin.uid, other.uid]) {
        await as(app, helper)
          .put(`/v1/users/${uid}`)
          .send({ spec: { firstName: 'x' } })
          .expect(403);
        await as(app, helper).patch(`/v1/users/${uid}/password/reset`).expect(403);
      }
      const { body } = await as(app, helper).get(`/v1/users/${other.uid}`).expect(200);
      expect(body).toMatchObject({ status: { activationLink: '', passwordResetLink: '' } });
    });

    it('deletes and disables nobody', async () => {
      await as(app, helper).delete(`/v1/users/${user.uid}`).expect(403);
      await as(app, helper).put(`/v1/users/${user.uid}/state`).send({ isActive: false }).expect(403);
    });
  });

  describe('with apiKey.create', () => {
    it('makes keys for those who may do no more, and for nobody else', async () => {
      const maker = await holder('apiKey.create');
      const make = (userUid: string) =>
        as(app, maker)
          .post('/v1/apiKeys')
          .send({ metadata: { name: unique('key') }, spec: { expiresInDays: 7, userUid } });
      await make(user.uid).expect(201);
      await make(admin.uid).expect(403);
      await make((await holder('user.list')).uid).expect(403);
      await make(admin.tenantUid).expect(403);
    });
  });

  describe('with user.create', () => {
    it('makes people who may do no more', async () => {
      const maker = await holder('user.create', 'audit.list');
      const make = (roles: string[]) =>
        as(app, maker)
          .post('/v1/users')
          .send({ spec: { emailId: `${unique('made')}@tenant.example`, roles } });
      await make([await given.role(admin, ['audit.list'])]).expect(201);
      await make([]).expect(201);
      await make([await given.role(admin, ['audit.get'])]).expect(403);
      await make(['Tenant Admin']).expect(403);
    });
  });

  it('Tenant Viewer sees everything and changes nothing', async () => {
    const viewer = await given.user(admin, { roles: ['Tenant Viewer'] });
    const key = await given.apiKey(user);
    for (const path of [
      '/v1/users',
      `/v1/users/${user.uid}`,
      '/v1/apiKeys',
      `/v1/apiKeys/${key.uid}`,
      '/v1/audits',
      '/v1/roles',
      `/v1/tenants/${admin.tenantUid}`,
      `/v1/auth/sessions?userUid=${user.uid}`,
    ])
      await as(app, viewer).get(path).expect(200);
    await as(app, viewer).put(`/v1/apiKeys/${key.uid}/state`).send({ isActive: false }).expect(403);
    await as(app, viewer).delete(`/v1/apiKeys/${key.uid}`).expect(403);
    await as(app, viewer)
      .put(`/v1/tenants/${admin.tenantUid}`)
      .send({ spec: { orgEmailId: 'x@y.example' } })
      .expect(403);
    await as(app, viewer)
      .put(`/v1/users/${user.uid}`)
      .send({ spec: { firstName: 'x' } })
      .expect(403);
  });

  it('several roles add up', async () => {
    const both = await given.user(admin, {
      roles: [await given.role(admin, ['user.list']), await given.role(admin, ['audit.list'])],
    });
    await as(app, both).get('/v1/users').expect(200);
    const { body } = await as(app, both).get('/v1/audits').expect(200);
    const { items } = body as { items: { spec: { actor: { user?: { uid: string } } } }[] };
    expect(items.some(({ spec }) => spec.actor.user?.uid === admin.uid)).toBe(true);
    await as(app, both).get('/v1/roles').expect(403);
  });

  it('loses what a role gave with the role, on the next request (TK-09)', async () => {
    const uid = await given.role(admin, ['user.list']);
    const person = await given.user(admin, { roles: [uid] });
    await as(app, person).get('/v1/users').expect(200);
    await as(app, admin)
      .put(`/v1/users/${person.uid}`)
      .send({ spec: { roles: ['User'] } })
      .expect(204);
    await as(app, person).get('/v1/users').expect(403);
  });

  it('does nothing any more once it was taken, also when both happen at once (MI-04)', async () => {
    for (let round = 0; round < 8; round++) {
      const maker = await given.user(admin, { roles: ['Tenant Admin'] });
      const emailId = `${unique('made')}@tenant.example`;
      const [made, demoted] = await Promise.all([
        as(app, maker)
          .post('/v1/users')
          .send({ spec: { emailId, roles: ['Tenant Admin'] } }),
        as(app, admin)
          .put(`/v1/users/${maker.uid}`)
          .send({ spec: { roles: ['User'] } }),
      ]);
      expect(demoted.status).toBe(204);
      if (made.status === 403) continue;
      // whoever was first: an entry of the making must then stand before that of the taking
      const trail = await auditTrail(app, admin, { startTime: '2030-01-01T00:00:00.000Z' });
      const at = (uid: string, action: string) =>
        trail.findIndex(({ spec }) => spec.resource.uid === uid && spec.actionMsg === action);
      expect(at((made.body as { uid: string }).uid, 'user.create')).toBeGreaterThan(
        at(maker.uid, 'user.update'),
      );
    }
  });
});
