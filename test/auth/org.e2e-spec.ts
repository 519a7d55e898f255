import { visible } from '../support/answers.js';
import { as } from '../support/caller.js';
import { Given, unique } from '../support/given.js';
import type { Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

const BY_PASSWORD = { authType: 'password', redirectUrl: '', ssoLogins: [] };

describe('GET /v1/auth/org', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
    admin = await given.tenant(unique('Ôrg'));
    await as(app, admin)
      .put(`/v1/tenants/${admin.tenantUid}/loginBanner`)
      .send({ isEnabled: true, title: 'Notice', Message: 'Authorised use only.' })
      .expect(204);
  });
  afterAll(() => app.close());

  const ask = (orgName?: string) =>
    app.http.get('/v1/auth/org').query(orgName === undefined ? {} : { orgName });
  const set = (isEnabled: boolean) =>
    as(app, admin)
      .put(`/v1/tenants/${admin.tenantUid}/loginBanner`)
      .send({ isEnabled, title: 'Notice', Message: 'Authorised use only.' })
      .expect(204);

  it('200 shows the banner of the organisation, however its name is spelt', async () => {
    for (const name of [admin.orgName, admin.orgName.toUpperCase(), ` ${admin.orgName} `])
      expect((await ask(name).expect(200)).body).toEqual({
        ...BY_PASSWORD,
        orgName: name.trim(),
        loginBanner: { title: 'Notice', Message: 'Authorised use only.' },
      });
  });

  it('200 without a banner that is off, or of an organisation that is suspended', async () => {
    await set(false);
    expect((await ask(admin.orgName)).body).toEqual({ ...BY_PASSWORD, orgName: admin.orgName });
    await set(true);
    const root = await given.platformAdmin();
    const state = (isActive: boolean) =>
      as(app, root).put(`/v1/tenants/${admin.tenantUid}/state`).send({ isActive }).expect(204);
    await state(false);
    expect((await ask(admin.orgName)).body).toEqual({ ...BY_PASSWORD, orgName: admin.orgName });
    await state(true);
  });

  it('200 alike for an organisation that shows nothing and for one that there is not', async () => {
    const silent = await given.tenant(unique('silent'));
    const known = await ask(silent.orgName).expect(200);
    const unknown = await ask('nobody').expect(200);
    expect(visible(unknown)).toEqual({
      ...visible(known),
      text: known.text.replace(silent.orgName, 'nobody'),
    });
    expect(await app.countQueries(() => ask('nobody'))).toBe(
      await app.countQueries(() => ask(silent.orgName)),
    );
  });

  it('200 without a name', async () => {
    expect((await ask().expect(200)).body).toEqual({ ...BY_PASSWORD, orgName: '' });
    expect((await ask('').expect(200)).body).toEqual({ ...BY_PASSWORD, orgName: '' });
  });

  it('400 for a name that is too long', async () => {
    await ask('x'.repeat(129)).expect(400);
  });
});

describe('GET /v1/auth/orgs', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app.close());

  it('200 has the caller’s organisation, and no other in which somebody made a user of the same address', async () => {
    const given = new Given(app);
    const user = await given.user(await given.tenant());
    await given.user(await given.tenant(), { emailId: user.emailId });
    for (const caller of [user, await given.apiKey(user)])
      expect((await as(app, caller).get('/v1/auth/orgs').expect(200)).body).toEqual({
        organizations: [{ ...BY_PASSWORD, name: user.orgName }],
      });
  });

  it('401 without a credential', async () => {
    await app.http.get('/v1/auth/orgs').expect(401);
  });
});
