import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

const ABSENT = '01990f6e-7c2a-7b1e-9d53-0c1f2a3b4c5d';

/** The questions of the Terraform provider that are not in the contract. */
describe('projects, which there are none of', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
    admin = await given.tenant();
  });
  afterAll(() => app.close());

  it('GET /v1/dashboard/projects/metadata has the one that a provider must find, for anybody signed in', async () => {
    const key = await given.apiKey(await given.user(admin));
    const all = await as(app, key).get('/v1/dashboard/projects/metadata').expect(200);
    expect(all.body).toEqual({ items: [{ metadata: { uid: admin.tenantUid, name: 'Default' } }] });
    const other = await as(app, key).get('/v1/dashboard/projects/metadata?name=other').expect(200);
    expect(other.body).toEqual({ items: [] });
  });

  it.each([
    ['/v1/users/{uid}/projects', { projects: [] }],
    ['/v1/workspaces/users/{uid}/roles', { projects: [] }],
    ['/v1/users/{uid}/resourceRoles', { resourceRoles: [] }],
  ])('GET %s is empty for a user that is there, and 404 for one that is not', async (path, empty) => {
    const user = await given.user(admin);
    const read = (uid: string) => as(app, admin).get(path.replace('{uid}', uid));
    expect((await read(user.uid).expect(200)).body).toEqual(empty);
    await read(ABSENT).expect(404);
    await read((await given.tenant()).uid).expect(404);
  });
});
