import { TENANT_PERMISSIONS } from '#access';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

describe('GET /v1/permissions', () => {
  let app: TestApp;
  let user: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    const given = new Given(app);
    user = await given.user(await given.tenant());
  });
  afterAll(() => app.close());

  it.each(['', '?scope=tenant'])('200 with all that a role can allow, each once (%s)', async (query) => {
    const { body } = await as(app, user).get(`/v1/permissions${query}`).expect(200);
    const groups = body as { name: string; scope: string; permissions: string[] }[];
    expect(groups.flatMap(({ permissions }) => permissions).toSorted()).toEqual(
      [...TENANT_PERMISSIONS].toSorted(),
    );
    expect(groups).toContainEqual({
      name: 'Role',
      scope: 'tenant',
      permissions: ['role.create', 'role.get', 'role.list', 'role.update', 'role.delete'],
    });
  });

  it.each(['project', 'resource', 'system'])('200 with nothing for scope %s', async (scope) => {
    expect((await as(app, user).get(`/v1/permissions?scope=${scope}`).expect(200)).body).toEqual([]);
  });

  it('400 for another scope', async () => {
    await as(app, user).get('/v1/permissions?scope=galaxy').expect(400);
  });
});
