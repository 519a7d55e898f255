import { errorBody } from '../support/answers.js';
import { auditTrail } from '../support/audit-trail.js';
import { as } from '../support/caller.js';
import { Given, unique } from '../support/given.js';
import type { Person } from '../support/given.js';
import { MINUTE } from '../support/test-clock.js';
import { TestApp } from '../support/test-app.js';

const TENANT_ADMIN = '00000000-0000-7000-8000-000000000001';

describe('PUT /v1/roles/{uid}', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
    admin = await given.tenant();
  });
  afterAll(() => app.close());

  const update = (caller: Person, uid: string, body: object) =>
    as(app, caller).put(`/v1/roles/${uid}`).send(body);
  const read = async (uid: string) =>
    (await as(app, admin).get(`/v1/roles/${uid}`).expect(200)).body as {
      metadata: Record<string, unknown>;
      spec: { permissions: string[] };
    };

  describe('204', () => {
    it('changes what is given and leaves the rest', async () => {
      const uid = await given.role(admin, ['user.list']);
      const before = await read(uid);
      app.clock.advance(MINUTE);
      await update(admin, uid, { spec: { permissions: ['user.get', 'audit.list'] } }).expect(204);
      await update(admin, uid, { metadata: { annotations: { description: 'new' } } }).expect(204);
      expect(await read(uid)).toEqual({
        ...before,
        metadata: {
          ...before.metadata,
          annotations: { description: 'new' },
          lastModifiedTimestamp: app.clock.now().toISOString(),
        },
        spec: { ...before.spec, permissions: ['audit.list', 'user.get'] },
      });
    });

    it('takes back what reading answered', async () => {
      const uid = await given.role(admin, ['user.list']);
      await update(admin, uid, await read(uid)).expect(204);
    });

    it('acts on the next request of whoever holds it, by token and by key (TK-09)', async () => {
      const uid = await given.role(admin, ['user.list']);
      const holder = await given.user(admin, { roles: [uid] });
      const key = await given.apiKey(holder);
      for (const caller of [holder, key]) await as(app, caller).get('/v1/users').expect(200);
      await update(admin, uid, { spec: { permissions: ['audit.list'] } }).expect(204);
      for (const caller of [holder, key]) await as(app, caller).get('/v1/users').expect(403);
      await update(admin, uid, { spec: { permissions: ['user.list'] } }).expect(204);
      for (const caller of [holder, key]) await as(app, caller).get('/v1/users').expect(200);
    });

    it('to another scope takes away what it allowed', async () => {
      const uid = await given.role(admin, ['user.list']);
      const holder = await given.user(admin, { roles: [uid] });
      await as(app, holder).get('/v1/users').expect(200);
      await update(admin, uid, { spec: { scope: 'project' } }).expect(204);
      await as(app, holder).get('/v1/users').expect(403);
    });

    it('leaves one entry that tells what was added and taken away', async () => {
      const uid = await given.role(admin, ['user.list', 'user.get']);
      await update(admin, uid, { spec: { permissions: ['user.get', 'audit.list'] } }).expect(204);
      const [entry] = await auditTrail(app, admin, { resourceUid: uid });
      expect(entry?.spec).toMatchObject({
        actionMsg: 'role.update',
        contentMsg: expect.stringContaining('was changed: +audit.list, -user.list.') as string,
      });
    });
  });

  it('400 for a permission that there is not', async () => {
    const uid = await given.role(admin, []);
    const { body } = await update(admin, uid, { spec: { permissions: ['tenant.delete'] } }).expect(400);
    expect(body).toEqual(errorBody('InvalidInput', { 'spec.permissions': expect.any(String) }));
  });

  describe('403', () => {
    it('for somebody who lacks what the role allows, or is to allow', async () => {
      const editor = await given.user(admin, {
        roles: [await given.role(admin, ['role.update', 'user.list'])],
      });
      const mightier = await given.role(admin, ['user.list', 'user.delete']);
      await update(editor, mightier, { spec: { permissions: [] } }).expect(403);
      await update(editor, mightier, { metadata: { name: unique('role') } }).expect(403);
      const equal = await given.role(admin, ['user.list']);
      await update(editor, equal, { spec: { permissions: ['user.list', 'user.delete'] } }).expect(403);
      await update(editor, equal, { spec: { permissions: [] } }).expect(204);
      expect((await read(mightier)).spec.permissions).toEqual(['user.list', 'user.delete']);
    });

    it('for one who would widen the role that they hold themself', async () => {
      const uid = await given.role(admin, ['role.update']);
      const holder = await given.user(admin, { roles: [uid] });
      await update(holder, uid, { spec: { permissions: ['role.update', 'user.delete'] } }).expect(403);
      expect((await read(uid)).spec.permissions).toEqual(['role.update']);
    });
  });

  it('404 for another organisation’s role, which stays as it is', async () => {
    const other = await given.tenant();
    const uid = await given.role(other, ['user.list'], 'theirs');
    await update(admin, uid, { metadata: { name: 'ours' } }).expect(404);
    const { body } = await as(app, other).get(`/v1/roles/${uid}`).expect(200);
    expect(body).toMatchObject({ metadata: { name: 'theirs' } });
  });

  describe('409', () => {
    it('for a built-in role', async () => {
      const { body } = await update(admin, TENANT_ADMIN, { spec: { permissions: [] } }).expect(409);
      expect(body).toEqual(errorBody('BuiltInRole'));
    });

    it('for a name that is taken, also by a built-in role', async () => {
      const name = unique('role');
      await given.role(admin, [], name);
      const uid = await given.role(admin, []);
      for (const taken of [name, 'user']) await update(admin, uid, { metadata: { name: taken } }).expect(409);
    });
  });
});
