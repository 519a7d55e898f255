import { PERMISSIONS } from '#access';
import { visible } from '../support/answers.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

const ABSENT = '01990f6e-7c2a-7b1e-9d53-0c1f2a3b4c5d';
const BUILT_IN = {
  'Tenant Admin': '00000000-0000-7000-8000-000000000001',
  'Tenant Viewer': '00000000-0000-7000-8000-000000000002',
  User: '00000000-0000-7000-8000-000000000003',
};

describe('GET /v1/roles/{uid}', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
    admin = await given.tenant();
  });
  afterAll(() => app.close());

  describe('200', () => {
    const tenantOnes = PERMISSIONS.filter(
      (one) => !/^(system|tenant\.(create|list|suspend|delete))/.test(one),
    );
    it.each([
      ['Tenant Admin', tenantOnes],
      ['Tenant Viewer', tenantOnes.filter((one) => /get$|list$/.test(one))],
      ['User', []],
    ] as const)('shows the built-in role %s with what it allows', async (name, permissions) => {
      const { body } = await as(app, admin).get(`/v1/roles/${BUILT_IN[name]}`).expect(200);
      expect(body).toMatchObject({
        metadata: { uid: BUILT_IN[name], name, annotations: { description: expect.any(String) as string } },
        spec: { permissions, scope: 'tenant', type: 'system' },
        status: { isEnabled: true },
      });
    });

    it('to a viewer too', async () => {
      const viewer = await given.user(admin, { roles: ['Tenant Viewer'] });
      const uid = await given.role(admin, ['user.list']);
      await as(app, viewer).get(`/v1/roles/${uid}`).expect(200);
    });
  });

  it('404 for another organisation’s role as for one that there is not (AZ-02)', async () => {
    const uid = await given.role(await given.tenant(), ['user.list']);
    const foreign = await as(app, admin).get(`/v1/roles/${uid}`).expect(404);
    expect(visible(foreign)).toEqual(visible(await as(app, admin).get(`/v1/roles/${ABSENT}`)));
  });

  it('403 for a plain user', async () => {
    await as(app, await given.user(admin))
      .get(`/v1/roles/${BUILT_IN.User}`)
      .expect(403);
  });
});
