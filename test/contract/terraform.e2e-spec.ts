import { Given, unique } from '../support/given.js';
import type { Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';
import { ZERO_TIME } from './call.js';
import { Terraform } from './terraform.js';
import { ABSENT } from './world.js';

const POLICY = '/v1/tenants/{tenantUid}/password/policy';
const BANNER = '/v1/tenants/{tenantUid}/loginBanner';
const TOKENS = '/v1/tenants/{tenantUid}/authTokenSettings';

describe('the Terraform provider', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;
  let terraform: Terraform;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
    admin = await given.tenant();
    // it is given a key, never a password
    terraform = new Terraform(app, await given.apiKey(admin), 10);
  });
  afterAll(() => app.close());

  const grace = () => ({
    email: `${unique('Grace.Hopper')}@Tenant.example`,
    firstName: 'Grace',
    lastName: 'Hopper',
  });

  it('is configured: there is the project that it looks for', async () => {
    expect(await terraform.configure()).toBe(admin.tenantUid);
    await expect(terraform.configure('Other')).rejects.toThrow("project 'Other' not found");
  });

  describe('spectrocloud_user', () => {
    it('is made with its roles, read, changed, emptied and destroyed, and no plan finds a difference', async () => {
      const wanted = grace();
      const roles = [
        await given.role(admin, ['user.list']),
        (await terraform.role('Tenant Viewer')).metadata.uid,
      ];
      const id = await terraform.createUserResource(wanted, roles);
      const state = async () => {
        const read = await terraform.refreshUser(wanted.email);
        return read && { ...read, roles: read.roles.toSorted() };
      };
      expect(await state()).toEqual({ id, ...wanted, roles: roles.toSorted() });

      await terraform.setRoles(id, roles.slice(0, 1));
      expect(await state()).toEqual({ id, ...wanted, roles: roles.slice(0, 1) });

      await terraform.setRoles(id, []);
      expect(await state()).toEqual({ id, ...wanted, roles: [] });

      await terraform.deleteUser(id);
      expect(await state()).toBeUndefined();
      await expect(terraform.deleteUser(id)).rejects.toMatchObject({ status: 404, code: 'ResourceNotFound' });
    });

    it('made without roles has a plan that settles at the first apply', async () => {
      const wanted = grace();
      const id = await terraform.createUserResource(wanted);
      const { roles } = (await terraform.refreshUser(wanted.email)) ?? { roles: [] };
      expect(roles.length).toBeLessThanOrEqual(1);
      if (roles.length > 0) await terraform.setRoles(id, []);
      expect(await terraform.refreshUser(wanted.email)).toEqual({ id, ...wanted, roles: [] });
    });

    it('whose roles cannot be given is not left behind', async () => {
      const wanted = grace();
      const making = terraform.createUserResource(wanted, [ABSENT]);
      await expect(making).rejects.toMatchObject({ status: expect.any(Number) as number });
      expect(await terraform.refreshUser(wanted.email)).toBeUndefined();
    });

    it('is gone when somebody else deleted it', async () => {
      const wanted = grace();
      const id = await terraform.createUserResource(wanted, []);
      await new Terraform(app, admin).deleteUser(id);
      expect(await terraform.refreshUser(wanted.email)).toBeUndefined();
    });
  });

  it('imports a user by uid or by address, which it tries as a uid first', async () => {
    const { email: emailId, ...names } = grace();
    const uid = await terraform.createUser({ emailId, ...names });
    for (const id of [uid, emailId])
      expect(await terraform.importUser(id)).toMatchObject({ metadata: { uid }, spec: { emailId } });
    expect(await terraform.importUser('nobody@tenant.example')).toBeUndefined();
  });

  describe('spectrocloud_role', () => {
    it.each(['project', 'tenant', 'resource'])(
      'of type %s is made, read, changed and destroyed, and no plan finds a difference',
      async (type) => {
        const made = { name: unique('Key Manager'), type, permissions: ['apiKey.list', 'apiKey.update'] };
        const uid = await terraform.createRole(made);
        expect(await terraform.refreshRole(uid)).toEqual(made);

        const changed = { name: unique('Key Clerk'), type: 'tenant', permissions: ['audit.list'] };
        await terraform.updateRole(uid, changed);
        expect(await terraform.refreshRole(uid)).toEqual(changed);

        await terraform.deleteRole(uid);
        expect(await terraform.refreshRole(uid)).toBeUndefined();
      },
    );

    it('takes the permissions of the data source as they are', async () => {
      const groups = await terraform.permissions('tenant');
      const permissions = groups
        .filter(({ name }) => ['User', 'Role'].includes(name))
        .flatMap((group) => group.permissions)
        .toSorted();
      expect(permissions).toEqual(expect.arrayContaining(['user.create', 'role.list']));
      const uid = await terraform.createRole({ name: unique('People'), type: 'tenant', permissions });
      expect(await terraform.refreshRole(uid)).toMatchObject({ permissions });
    });

    it('takes the permissions of a built-in role that it found by name', async () => {
      const { permissions } = (await terraform.role('Tenant Viewer')).spec;
      const uid = await terraform.createRole({ name: unique('Viewer'), type: 'tenant', permissions });
      expect(await terraform.refreshRole(uid)).toMatchObject({ permissions: permissions.toSorted() });
    });
  });

  describe('spectrocloud_password_policy', () => {
    const times = { creationTimestamp: ZERO_TIME, updateTimestamp: ZERO_TIME };
    const reminders = { expiryDurationInDays: 999, firstReminderInDays: 5 };

    it('is set, read back as it was set, and given up', async () => {
      const minima = {
        minLength: 12,
        minNumOfBlockLetters: 1,
        minNumOfDigits: 2,
        minNumOfSmallLetters: 3,
        minNumOfSpecialCharacters: 4,
      };
      await terraform.set(`POST ${POLICY}`, { ...times, ...reminders, ...minima });
      const read = await terraform.read<{ regex?: string }>(`GET ${POLICY}`);
      expect(read).toMatchObject({ ...reminders, ...minima });
      expect(read.regex ?? '').toBe(''); // or it would not look at the rest

      const one = { minNumOfBlockLetters: 1, minNumOfDigits: 1, minNumOfSmallLetters: 1 };
      const destroyed = { ...one, minNumOfSpecialCharacters: 1, minLength: 6 };
      await terraform.set(`POST ${POLICY}`, { ...times, ...reminders, ...destroyed });
      expect(await terraform.read(`GET ${POLICY}`)).toMatchObject({ ...reminders, ...destroyed });
    });

    it('is a regex, with which no minima are sent', async () => {
      await terraform.set(`POST ${POLICY}`, {
        ...times,
        ...reminders,
        isRegex: true,
        regex: '^[a-z ]{20,}$',
      });
      expect(await terraform.read(`GET ${POLICY}`)).toMatchObject({ ...reminders, regex: '^[a-z ]{20,}$' });
    });

    it('without a reminder or minima comes back with nothing that makes a difference', async () => {
      await terraform.set(`POST ${POLICY}`, { ...times, expiryDurationInDays: 365, minLength: 20 });
      const read = await terraform.read<Record<string, unknown>>(`GET ${POLICY}`);
      for (const field of ['firstReminderInDays', 'minNumOfDigits', 'minNumOfBlockLetters'])
        expect([field, read[field] ?? 0]).toEqual([field, 0]);
    });
  });

  it('sets the session time-out and the banner, reads them, and takes them back', async () => {
    const banner = { Message: 'Authorised use only.\nAsk first.', isEnabled: true, title: 'Notice' };
    await terraform.set(`PUT ${TOKENS}`, { expiryTimeMinutes: 230 });
    await terraform.set(`PUT ${BANNER}`, banner);
    expect(await terraform.read(`GET ${TOKENS}`)).toEqual({ expiryTimeMinutes: 230 });
    expect(await terraform.read(`GET ${BANNER}`)).toEqual(banner);

    const none = { Message: '', isEnabled: false, title: '' };
    await terraform.set(`PUT ${TOKENS}`, { expiryTimeMinutes: 240 });
    await terraform.set(`PUT ${BANNER}`, none);
    expect(await terraform.read(`GET ${TOKENS}`)).toEqual({ expiryTimeMinutes: 240 });
    expect(await terraform.read(`GET ${BANNER}`)).toEqual(none);
  });
});
