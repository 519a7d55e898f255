import { Given, unique } from '../support/given.js';
import type { Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';
import { GoSdk } from './go-sdk.js';
import { ABSENT } from './world.js';

describe('the published Go SDK', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;
  let user: Person;
  let sdk: GoSdk;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
    admin = await given.tenant();
    user = await given.user(admin);
    sdk = new GoSdk(app, admin);
  });
  afterAll(() => app.close());

  describe('keeps users', () => {
    const grace = () => ({
      emailId: `${unique('Grace.Hopper')}@Tenant.example`,
      firstName: 'Grace',
      lastName: 'Hopper',
    });

    it('and finds one by the address as it was written, in all that there are', async () => {
      const spec = grace();
      const uid = await sdk.createUser(spec);
      for (let made = 0; made < 51; made++) await given.pendingUser(admin);
      expect(await sdk.userByEmail(spec.emailId)).toMatchObject({
        metadata: { uid, name: 'Grace Hopper' },
        spec,
      });
      expect(await sdk.userByEmail(spec.emailId.toLowerCase())).toBeUndefined();
    });

    it('changes one and leaves the roles, for which it sends null', async () => {
      const { uid } = await given.user(admin, { roles: ['Tenant Viewer'] });
      await sdk.call('PUT /v1/users/{uid}', 204, {
        path: { uid },
        body: { metadata: { name: 'x' }, spec: { firstName: 'Mary', lastName: 'Shelley', roles: null } },
      });
      const changed = await sdk.user(uid);
      expect(changed.spec).toMatchObject({ firstName: 'Mary', lastName: 'Shelley' });
      expect(changed.spec.roles).toHaveLength(1);
    });

    it('takes whoever may list them for an administrator: a user is refused', async () => {
      await sdk.validateTenantAdmin();
      await expect(new GoSdk(app, user).validateTenantAdmin()).rejects.toMatchObject({ status: 403 });
    });

    it('knows from the code alone that there is no such thing, and says nothing more', async () => {
      const stranger = await given.tenant();
      for (const uid of [ABSENT, stranger.uid, 'somebody@tenant.example', 'Grace Hopper', '5f8e2a1b9c3d']) {
        for (const route of ['GET /v1/users/{uid}', 'GET /v1/apiKeys/{uid}', 'GET /v1/roles/{uid}']) {
          const reading = sdk.call(route, 200, { path: { uid } });
          await expect(reading).rejects.toMatchObject({ status: 404, code: 'ResourceNotFound' });
        }
      }
      const uid = await sdk.createUser(grace());
      await sdk.deleteUser(uid);
      await expect(sdk.user(uid)).rejects.toMatchObject({ status: 404, code: 'ResourceNotFound' });
    });

    describe('by a summary', () => {
      it('that has exactly the one with the address, whatever its letter case', async () => {
        const spec = grace();
        const uid = await sdk.createUser(spec);
        await sdk.createUser({ ...spec, emailId: `x${spec.emailId}` });
        for (const emailId of [spec.emailId, spec.emailId.toUpperCase()])
          expect(await sdk.summary(emailId)).toMatchObject([{ metadata: { uid }, spec }]);
        expect(await sdk.summary('nobody@tenant.example')).toEqual([]);
      });

      it('that never has one of another organisation', async () => {
        const stranger = await given.tenant();
        expect(await sdk.summary(stranger.emailId)).toEqual([]);
      });
    });
  });

  describe('finds roles by name on the first page', () => {
    it('whatever else there is: the built-in ones stand before all others', async () => {
      const other = await given.tenant();
      await given.fillRoles(other, 60);
      for (const name of ['Tenant Admin', 'Tenant Viewer', 'User'])
        expect(await new GoSdk(app, other).role(name)).toMatchObject({ metadata: { name } });
    });

    it('and one of the organisation’s own', async () => {
      const name = unique('Night Watch');
      const uid = await given.role(admin, ['user.list'], name);
      expect(await sdk.role(name)).toMatchObject({
        metadata: { uid },
        spec: { permissions: ['user.list'], scope: 'tenant' },
      });
    });
  });
});
