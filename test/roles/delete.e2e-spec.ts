import { errorBody } from '../support/answers.js';
import { auditTrail } from '../support/audit-trail.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

const BUILT_IN = [1, 2, 3].map((number) => `00000000-0000-7000-8000-00000000000${number}`);

describe('DELETE /v1/roles/{uid}', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
    admin = await given.tenant();
  });
  afterAll(() => app.close());

  const remove = (caller: Person, uid: string, query = '') =>
    as(app, caller).delete(`/v1/roles/${uid}${query}`);
  const read = (uid: string) => as(app, admin).get(`/v1/roles/${uid}`);
  const rolesOf = async (uid: string) =>
    ((await as(app, admin).get(`/v1/users/${uid}`).expect(200)).body as { spec: { roles: string[] } }).spec
      .roles;

  describe('204', () => {
    it('for a role that nobody holds', async () => {
      const uid = await given.role(admin, ['user.list']);
      await remove(admin, uid).expect(204);
      await read(uid).expect(404);
      const [entry] = await auditTrail(app, admin, { resourceUid: uid });
      expect(entry?.spec).toMatchObject({ actionMsg: 'role.delete', actionType: 'delete' });
    });

    it('with force takes it from everybody, at once, and says from how many', async () => {
      const uid = await given.role(admin, ['user.list']);
      const first = await given.user(admin, { roles: [uid, 'User'] });
      const second = await given.user(admin, { roles: [uid] });
      await as(app, first).get('/v1/users').expect(200);
      await remove(admin, uid, '?force=true').expect(204);
      await as(app, first).get('/v1/users').expect(403);
      expect([await rolesOf(first.uid), await rolesOf(second.uid)]).toEqual([['User'], ['User']]);
      const [entry] = await auditTrail(app, admin, { resourceUid: uid });
      expect(entry?.spec.contentMsg).toContain('was deleted and taken from 2 users.');
    });
  });

  it('400 for another word than true or false', async () => {
    await remove(admin, await given.role(admin, []), '?force=yes').expect(400);
  });

  it('403 for somebody who lacks what it allows', async () => {
    const editor = await given.user(admin, { roles: [await given.role(admin, ['role.delete'])] });
    const uid = await given.role(admin, ['user.list']);
    await remove(editor, uid, '?force=true').expect(403);
    await read(uid).expect(200);
  });

  it('404 for another organisation’s role, which stays', async () => {
    const other = await given.tenant();
    const uid = await given.role(other, []);
    await remove(admin, uid, '?force=true').expect(404);
    await as(app, other).get(`/v1/roles/${uid}`).expect(200);
  });

  describe('409', () => {
    it.each(['', '?force=false'])('while somebody holds it, saying how many (%s)', async (query) => {
      const uid = await given.role(admin, ['user.list']);
      const holder = await given.user(admin, { roles: [uid] });
      const { body } = await remove(admin, uid, query).expect(409);
      expect(body).toEqual(errorBody('RoleInUse', { users: '1' }));
      await as(app, holder).get('/v1/users').expect(200);
      await as(app, admin)
        .put(`/v1/users/${holder.uid}`)
        .send({ spec: { roles: [] } })
        .expect(204);
      await remove(admin, uid, query).expect(204);
    });

    it.each(BUILT_IN)('for the built-in role %s', async (uid) => {
      const { body } = await remove(admin, uid, '?force=true').expect(409);
      expect(body).toEqual(errorBody('BuiltInRole'));
    });
  });

  it('at the moment somebody is given it leaves nobody with a role that there is not (MI-04)', async () => {
    for (let round = 0; round < 5; round++) {
      const uid = await given.role(admin, ['user.list']);
      const user = await given.pendingUser(admin);
      const [gone, assigned] = await Promise.all([
        remove(admin, uid),
        as(app, admin)
          .put(`/v1/users/${user.uid}`)
          .send({ spec: { roles: [uid] } }),
      ]);
      const isThere = (await read(uid)).status === 200;
      // one of the two came first and the other saw it
      expect([gone.status, assigned.status]).toEqual(isThere ? [409, 204] : [204, 400]);
      expect(await rolesOf(user.uid)).toHaveLength(1);
    }
  });
});
