import { ExpiryJob } from '../../src/api-keys/expiry.job.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';
import { DAY, HOUR } from '../support/test-clock.js';
import { BY_NOBODY, byToken, entriesOf, NEW_UID, on, once } from '../support/told-once.js';
import type { Told } from '../support/told-once.js';

describe('what the audit trail tells of keys', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;
  let user: Person;
  let key: IssuedKey;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
    app.clock.advance(123); // times are told with their milliseconds
  });
  beforeEach(async () => {
    app.clock.advance(HOUR); // whatever was counted of one address is forgotten
    admin = await given.tenant();
    user = await given.user(admin);
    key = await given.apiKey(user);
  });
  afterAll(() => app.close());

  describe('of API keys', () => {
    const told = (action: string): Told => ({ ...byToken(user), action, ...on('apiKey', key.uid) });

    it('AU-01 that one is made, for oneself and for somebody else', async () => {
      const body = { metadata: { name: 'nightly' }, spec: { expiresInDays: 30 } };
      await once(app, 'POST /v1/apiKeys', () => as(app, user).post('/v1/apiKeys').send(body).expect(201), {
        ...byToken(user),
        action: 'apiKey.create',
        actionType: 'create',
        ...on('apiKey', NEW_UID, 'nightly'),
      });
      const lent = { ...body, spec: { ...body.spec, userUid: user.uid } };
      await once(app, 'POST /v1/apiKeys', () => as(app, admin).post('/v1/apiKeys').send(lent).expect(201), {
        ...byToken(admin),
        action: 'apiKey.create',
        ...on('apiKey', NEW_UID, 'nightly'),
        message: expect.stringContaining(user.emailId) as string,
      });
    });

    it('AU-01 that one makes another', async () => {
      const maker = await given.apiKey(admin);
      await once(
        app,
        'POST /v1/apiKeys',
        () =>
          as(app, maker)
            .post('/v1/apiKeys')
            .send({ metadata: { name: 'other' }, spec: { expiresInDays: 7 } })
            .expect(201),
        {
          ...byToken(admin),
          credentialKind: 'apiKey',
          credentialUid: maker.uid,
          action: 'apiKey.create',
          ...on('apiKey', NEW_UID, 'other'),
        },
      );
    });

    it('AU-01 that one is changed, revoked, re-activated, refused to, and deleted', async () => {
      const path = `/v1/apiKeys/${key.uid}`;
      const state = (isActive: boolean) => as(app, user).put(`${path}/state`).send({ isActive });
      await once(
        app,
        'PUT /v1/apiKeys/:uid',
        () =>
          as(app, user)
            .put(path)
            .send({ metadata: { name: 'renamed' } })
            .expect(204),
        { ...told('apiKey.update'), actionType: 'update' },
      );
      const PUT = 'PUT /v1/apiKeys/:uid/state';
      await once(app, PUT, () => state(false).expect(204), told('apiKey.revoke'));
      await once(app, PUT, () => state(true).expect(204), told('apiKey.activate'));
      app.clock.advance(30 * DAY);
      user.token = await given.token(user.emailId, user.password);
      await once(app, PUT, () => state(true).expect(409), told('apiKey.refuse'));
      await once(app, 'DELETE /v1/apiKeys/:uid', () => as(app, user).delete(path).expect(204), {
        ...told('apiKey.delete'),
        actionType: 'delete',
      });
    });

    it('AU-01 that one gets another value, and that it is shown again', async () => {
      await given.recoverableKeys(admin);
      const path = `/v1/apiKeys/${key.uid}`;
      await once(
        app,
        'POST /v1/apiKeys/:uid/rotate',
        () => as(app, user).post(`${path}/rotate`).send({ gracePeriodMinutes: 60 }).expect(201),
        { ...told('apiKey.rotate'), actionType: 'update' },
      );
      await once(
        app,
        'POST /v1/apiKeys/:uid/reveal',
        () => as(app, user).post(`${path}/reveal`).expect(200),
        told('apiKey.reveal'),
      );
    });

    it('AU-01 that one has leaked: by whoever has its value, of whom nothing else is known', async () => {
      const report = () => app.http.post('/v1/apiKeys/leaked').send({ apiKey: key.value }).expect(204);
      await once(app, 'POST /v1/apiKeys/leaked', report, {
        ...BY_NOBODY,
        tenantUid: user.tenantUid,
        action: 'apiKey.leak',
        actionType: 'update',
        ...on('apiKey', key.uid),
      });
    });

    it('AU-01 that one has expired: by the service itself, which has no address', async () => {
      await app.get(ExpiryJob).expire(app.clock.now()); // those of the tests before
      app.clock.advance(30 * DAY);
      const entries = await entriesOf(app, () => app.get(ExpiryJob).expire(app.clock.now()));
      expect(entries.filter(({ resourceUid }) => resourceUid === key.uid)).toEqual([
        expect.objectContaining({
          tenantUid: user.tenantUid,
          actorType: 'system',
          actorUid: null,
          action: 'apiKey.expire',
          at: app.clock.now(),
          ip: '',
          requestId: '',
          ...on('apiKey', key.uid),
        }),
      ]);
    });
  });
});
