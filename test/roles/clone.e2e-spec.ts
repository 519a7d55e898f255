import { errorBody } from '../support/answers.js';
import { auditTrail } from '../support/audit-trail.js';
import { as } from '../support/caller.js';
import { Given, unique } from '../support/given.js';
import type { Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

const TENANT_ADMIN = '00000000-0000-7000-8000-000000000001';
const TENANT_VIEWER = '00000000-0000-7000-8000-000000000002';

describe('POST /v1/roles/{uid}/clone', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
    admin = await given.tenant();
  });
  afterAll(() => app.close());

  const clone = (caller: Person, uid: string, name = unique('copy')) =>
    as(app, caller).post(`/v1/roles/${uid}/clone`).send({ metadata: { name } });
  const read = async (uid: string) =>
    (await as(app, admin).get(`/v1/roles/${uid}`).expect(200)).body as {
      spec: { permissions: string[]; type: string };
    };

  describe('201', () => {
    it('makes a role of its own that allows the same, and changes apart from the first', async () => {
      const uid = await given.role(admin, ['user.list', 'audit.list']);
      const { body, headers } = await clone(admin, uid).expect(201);
      const copy = (body as { uid: string }).uid;
      expect(copy).not.toBe(uid);
      expect((await read(copy)).spec.permissions).toEqual(['audit.list', 'user.list']);
      await as(app, admin)
        .put(`/v1/roles/${copy}`)
        .send({ spec: { permissions: [] } })
        .expect(204);
      expect((await read(uid)).spec.permissions).toEqual(['audit.list', 'user.list']);
      const [, entry] = await auditTrail(app, admin, { resourceUid: copy });
      expect(entry?.metadata.uid).toBe(headers['audituid']);
      expect(entry?.spec.contentMsg).toMatch(/^Role "copy-\d+" was cloned from "role-\d+"; it allows /);
    });

    it('of a built-in role, which then can be changed', async () => {
      const { body } = await clone(admin, TENANT_VIEWER).expect(201);
      const { uid } = body as { uid: string };
      expect((await read(uid)).spec).toEqual({
        ...(await read(TENANT_VIEWER)).spec,
        type: 'user',
      });
      await as(app, admin)
        .put(`/v1/roles/${uid}`)
        .send({ spec: { permissions: ['user.list'] } })
        .expect(204);
    });
  });

  it.each([{}, { metadata: {} }, { metadata: { name: '' } }, { metadata: { name: 'x', uid: 'y' } }])(
    '400 for %j',
    async (body) => {
      const uid = await given.role(admin, []);
      await as(app, admin).post(`/v1/roles/${uid}/clone`).send(body).expect(400);
    },
  );

  it('403 for somebody who lacks what the role allows', async () => {
    const maker = await given.user(admin, { roles: [await given.role(admin, ['role.create'])] });
    await clone(maker, TENANT_ADMIN).expect(403);
    await clone(maker, await given.role(admin, ['user.list'])).expect(403);
  });

  it('404 for another organisation’s role', async () => {
    await clone(admin, await given.role(await given.tenant(), [])).expect(404);
  });

  it('409 for a name that is taken', async () => {
    const { body } = await clone(admin, TENANT_VIEWER, 'Tenant Viewer').expect(409);
    expect(body).toEqual(errorBody('DuplicateResource', { 'metadata.name': expect.any(String) }));
  });
});
