import { visible } from '../support/answers.js';
import { as } from '../support/caller.js';
import { Given, unique } from '../support/given.js';
import type { Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';
import { DAY } from '../support/test-clock.js';
import { send, ZERO_TIME } from './call.js';
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

  const inDays = (days: number) => new Date(app.clock.now().getTime() + days * DAY);
  const withKey = (value: string) => new GoSdk(app, { uid: '', value });

  describe('logs in', () => {
    it.each([
      ['without a query, as with a name and a password', {}],
      ['with setCookie=true, as when it is told to', { setCookie: 'true' }],
      ['with setCookie=false', { setCookie: 'false' }],
    ])('%s', async (_when, query) => {
      const { emailId, password } = admin;
      const { Authorization } = await new GoSdk(app).authenticate({ emailId, password }, query);
      expect(await new GoSdk(app, { ...admin, token: Authorization }).info()).toEqual({
        orgName: admin.orgName,
        tenantUid: admin.tenantUid,
        userUid: admin.uid,
      });
    });

    it('with the key or token that it has, good or not: nobody looks at it', async () => {
      const { emailId, password } = admin;
      const key = await given.apiKey(user);
      for (const credential of [key, { uid: '', value: 'no key of ours' }, user]) {
        const { Authorization } = await new GoSdk(app, credential).authenticate({ emailId, password });
        expect(await new GoSdk(app, { ...admin, token: Authorization }).info()).toMatchObject({
          userUid: admin.uid,
        });
      }
    });

    it('once: what is wrong is not tried again', async () => {
      const stubborn = new GoSdk(app, undefined, 3);
      const login = { emailId: admin.emailId, password: 'not this one' };
      await expect(stubborn.authenticate(login)).rejects.toMatchObject({ status: 401, code: 'LoginFailed' });
      expect(stubborn.answers).toHaveLength(1);
    });

    it('and gets a new token for the one that it has, which it sends along', async () => {
      const { token } = await given.user(admin);
      const { Authorization } = await new GoSdk(app, { ...user, token }).call<{ Authorization: string }>(
        'GET /v1/auth/refresh/{token}',
        200,
        { path: { token }, query: { setCookie: 'true' } },
      );
      expect(Authorization).not.toBe(token);
    });
  });

  describe('keeps API keys', () => {
    it('for whoever runs the organisation, whose uid it sends for the owner’s', async () => {
      const name = unique('deploy');
      const value = await sdk.createApiKey(name, { description: 'Rolls out' }, inDays(30));
      const made = (await sdk.apiKeys()).filter(({ metadata }) => metadata.name === name);
      expect(made).toMatchObject([
        {
          metadata: { name, annotations: { description: 'Rolls out' } },
          spec: { expiry: inDays(30).toISOString(), user: { uid: admin.uid } },
          status: { isActive: true },
        },
      ]);
      expect(await withKey(value).info()).toMatchObject({ userUid: admin.uid });
    });

    it('and finds one of many by its name, without asking for pages, and deletes it', async () => {
      const other = await given.tenant();
      const many = new GoSdk(app, other);
      for (let made = 0; made < 51; made++) await given.apiKey(other);
      const value = await many.createApiKey('one of many', {}, inDays(1));
      expect(await many.apiKeys()).toHaveLength(52);
      await many.deleteApiKeyByName('one of many');
      await expect(withKey(value).info()).rejects.toMatchObject({ status: 401 });
      await expect(many.deleteApiKeyByName('one of many')).rejects.toThrow('nothing is called one of many');
    });

    it('switches one off with an empty body, since it leaves false out, and on again', async () => {
      const key = await given.apiKey(user);
      const path = { uid: key.uid };
      for (const route of ['PATCH /v1/apiKeys/{uid}', 'PUT /v1/apiKeys/{uid}/state']) {
        await sdk.call(route, 204, { path, body: {} });
        await expect(withKey(key.value).info()).rejects.toMatchObject({ status: 401 });
        await sdk.call(route, 204, { path, body: { isActive: true } });
        await withKey(key.value).info();
      }
    });

    it('edits the name alone: a zero time leaves the expiry as it is', async () => {
      const { uid } = await given.apiKey(user, { expiresInDays: 90 });
      const body = {
        metadata: { creationTimestamp: ZERO_TIME, lastModifiedTimestamp: ZERO_TIME, name: 'renamed' },
        spec: { expiry: ZERO_TIME },
      };
      await sdk.call('PUT /v1/apiKeys/{uid}', 204, { path: { uid }, body });
      const key = (await sdk.apiKeys()).find(({ metadata }) => metadata.uid === uid);
      expect(key).toMatchObject({
        metadata: { name: 'renamed' },
        spec: { expiry: inDays(90).toISOString() },
      });
    });

    it('writes the expiry in the zone of its own clock', async () => {
      const expiry = inDays(7).toISOString().replace('T00:00:00.000Z', 'T01:30:00.000+01:30');
      const { uid } = await sdk.call<{ uid: string }>('POST /v1/apiKeys', 201, {
        body: { metadata: { name: 'elsewhere' }, spec: { expiry, userUid: '' } },
      });
      const key = (await sdk.apiKeys()).find(({ metadata }) => metadata.uid === uid);
      expect(key?.spec.expiry).toBe(inDays(7).toISOString());
    });
  });

  describe('reads settings that nobody has set, where anything but 200 makes it panic', () => {
    it.each([
      ['password/policy', ['minLength', 'expiryDurationInDays']],
      ['loginBanner', ['Message', 'isEnabled', 'title']],
      ['authTokenSettings', ['expiryTimeMinutes']],
    ])('%s', async (setting, fields) => {
      const fresh = await given.tenant();
      const read = await new GoSdk(app, fresh).call<object>(`GET /v1/tenants/{tenantUid}/${setting}`, 200, {
        path: { tenantUid: fresh.tenantUid },
      });
      expect(Object.keys(read)).toEqual(expect.arrayContaining(fields));
    });

    it('how one logs in, with a credential and without', async () => {
      const query = { orgName: admin.orgName };
      const withOne = await sdk.call('GET /v1/auth/org', 200, { query });
      expect(await new GoSdk(app).call('GET /v1/auth/org', 200, { query })).toEqual(withOne);
    });
  });

  it('gets nothing more and nothing less for the header ProjectUid', async () => {
    for (const uid of [admin.tenantUid, user.tenantUid, ABSENT, '']) {
      const plain = await as(app, user).get('/v1/users/info');
      const sent = await send(app, 'GET /v1/users/info', { as: user, headers: { ProjectUid: uid } });
      expect(visible(sent)).toEqual(visible(plain));
      const refused = await send(app, 'GET /v1/users', { as: user, headers: { ProjectUid: uid } });
      expect(refused.status).toBe(403);
    }
  });
});
