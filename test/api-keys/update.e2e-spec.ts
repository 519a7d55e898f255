import { errorBody } from '../support/answers.js';
import { actionsOn, trailOf } from '../support/key-trail.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';
import { DAY, MINUTE } from '../support/test-clock.js';

describe('PUT /v1/apiKeys/{uid}', () => {
  let app: TestApp;
  let given: Given;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
  });
  afterAll(() => app.close());

  const put = (who: Person, uid: string, body: object) => as(app, who).put(`/v1/apiKeys/${uid}`).send(body);
  const read = async (who: Person, uid: string) =>
    (await as(app, who).get(`/v1/apiKeys/${uid}`).expect(200)).body;

  /** A key with something in each field, and what it looked like at first. */
  async function described() {
    const admin = await given.tenant();
    const { body } = await as(app, admin)
      .post('/v1/apiKeys')
      .send({
        metadata: {
          name: 'nightly',
          annotations: { description: 'Backup', team: 'ops' },
          labels: { env: 'prod' },
        },
        spec: { expiresInDays: 30 },
      })
      .expect(201);
    return {
      admin,
      uid: body.uid as string,
      value: body.apiKey as string,
      before: await read(admin, body.uid),
    };
  }

  describe('204', () => {
    it.each([
      ['the name', { metadata: { name: 'weekly' } }, { metadata: { name: 'weekly' } }],
      [
        'the description; the other annotations are those that were sent',
        { metadata: { annotations: { description: 'Copy', team: 'ops' } } },
        { metadata: { annotations: { description: 'Copy', team: 'ops' } } },
      ],
      [
        'all annotations, when none are sent in the map',
        { metadata: { annotations: {} } },
        { metadata: { annotations: {} } },
      ],
      ['the labels', { metadata: { labels: { env: 'test' } } }, { metadata: { labels: { env: 'test' } } }],
      [
        'the expiry, later',
        { spec: { expiry: '2035-01-01T00:00:00.001Z' } },
        { spec: { expiry: '2035-01-01T00:00:00.001Z' } },
      ],
      [
        'the expiry, earlier',
        { spec: { expiry: '2030-01-08T00:00:00.000Z' } },
        { spec: { expiry: '2030-01-08T00:00:00.000Z' }, status: { isExpiring: true } },
      ],
      [
        'nothing but the time of the change',
        { metadata: { name: null, annotations: null }, spec: { expiry: null, expiresInDays: null } },
        {},
      ],
      [
        'nothing but the time of the change for a Go client',
        { spec: { expiry: '0001-01-01T00:00:00.000Z' } },
        {},
      ],
      ['nothing but the time of the change for an empty body', {}, {}],
    ])(
      'changes %s; the rest stays as it is',
      async (_case, body, changed: { metadata?: object; spec?: object; status?: object }) => {
        const { admin, uid, before } = await described();
        app.clock.advance(MINUTE);
        expect((await put(admin, uid, body).expect(204)).text).toBe('');
        const lastModifiedTimestamp = app.clock.now().toISOString();
        expect(await read(admin, uid)).toEqual({
          metadata: { ...before.metadata, ...changed.metadata, lastModifiedTimestamp },
          spec: { ...before.spec, ...changed.spec },
          status: { ...before.status, ...changed.status },
        });
        app.clock.advance(-MINUTE);
      },
    );

    it.each([7, 30, 60, 90])('moves the expiry to so many days from now: %d', async (expiresInDays) => {
      const { admin, uid } = await described();
      await put(admin, uid, { spec: { expiresInDays } }).expect(204);
      const expiry = new Date(app.clock.now().getTime() + expiresInDays * DAY).toISOString();
      expect((await read(admin, uid)).spec.expiry).toBe(expiry);
    });

    it('takes a whole key back as a client has read it, but for what the service alone may say', async () => {
      const { admin, uid, before } = await described();
      const { metadata, spec } = before;
      await put(admin, uid, { metadata, spec: { expiry: spec.expiry } }).expect(204);
      expect(await read(admin, uid)).toEqual(before);
    });

    it('leaves the value as it is: the key works on, until its new expiry', async () => {
      const { admin, uid, value } = await described();
      await put(admin, uid, { metadata: { name: 'weekly' }, spec: { expiresInDays: 7 } }).expect(204);
      const use = () => app.http.get('/v1/users/info').set('ApiKey', value);
      app.clock.advance(7 * DAY - 1);
      await use().expect(200);
      app.clock.advance(1);
      await use().expect(401);
      app.clock.advance(-7 * DAY);
    });

    it('changes a revoked key without bringing it back', async () => {
      const { admin, uid, value } = await described();
      await as(app, admin).patch(`/v1/apiKeys/${uid}`).send({ isActive: false }).expect(204);
      await put(admin, uid, { metadata: { name: 'weekly' }, spec: { expiresInDays: 90 } }).expect(204);
      expect((await read(admin, uid)).status).toEqual({
        isActive: false,
        state: 'inactive',
        isExpiring: false,
      });
      await app.http.get('/v1/users/info').set('ApiKey', value).expect(401);
    });

    it('makes the key be found by its new name and not by the old', async () => {
      const { admin, uid } = await described();
      await put(admin, uid, { metadata: { name: 'ﷺ'.repeat(128) } }).expect(204);
      await put(admin, uid, { metadata: { name: 'Weekly' } }).expect(204);
      const count = async (q: string) =>
        (await as(app, admin).get('/v1/apiKeys').query({ q }).expect(200)).body.listmeta.count;
      expect([await count('week'), await count('night')]).toEqual([1, 0]);
    });
  });

  describe('400: nothing is changed (AK-07)', () => {
    const refusals: [string, object, Record<string, string>][] = [
      ['an owner (AK-18)', { spec: { userUid: 'x' } }, { 'spec.userUid': 'is not a known field' }],
      ['a value', { spec: { key: 'lk_x' } }, { 'spec.key': 'is not a known field' }],
      ['a state', { status: { isActive: false } }, { status: 'is not a known field' }],
      ['an empty name', { metadata: { name: ' ' } }, { 'metadata.name': 'must not be empty' }],
      [
        'an expiry in the past',
        { metadata: { name: 'weekly' }, spec: { expiry: '2029-12-31T00:00:00Z' } },
        { 'spec.expiry': 'must be in the future' },
      ],
      [
        'an expiry too far',
        { spec: { expiry: '2040-02-01T00:00:00Z' } },
        { 'spec.expiry': 'must be at most ten years ahead' },
      ],
      [
        'two expiries',
        { spec: { expiry: '2031-01-01T00:00:00Z', expiresInDays: 7 } },
        { 'spec.expiry': 'must be left out when spec.expiresInDays is given' },
      ],
      [
        'several bad fields, all named at once',
        {
          metadata: { name: 1, labels: [], uid: 'x', x: 1 },
          spec: { expiresInDays: 1, expiry: '2030-02-30T00:00:00Z' },
        },
        {
          'metadata.x': 'is not a known field',
          'metadata.name': 'must be a text',
          'metadata.labels': 'must map at most 64 names to texts of at most 1024 characters',
          'spec.expiresInDays': 'must be one of 7, 30, 60, 90',
          'spec.expiry': 'must be an RFC 3339 time such as 2030-01-31T12:00:00.000Z',
        },
      ],
    ];

    it.each(refusals)('for %s', async (_case, body, details) => {
      const { admin, uid, before } = await described();
      expect((await put(admin, uid, body).expect(400)).body).toEqual(errorBody('InvalidInput', details));
      expect(await read(admin, uid)).toEqual(before);
      expect(await actionsOn(app, admin, uid)).toEqual(['apiKey.create']);
    });
  });

  describe('409: an expired key', () => {
    it.each([{ expiresInDays: 30 }, { expiry: '2031-01-01T00:00:00Z' }])(
      'gets no new expiry, and the try is recorded (AK-09): %j',
      async (spec) => {
        const { admin, uid, value } = await described();
        app.clock.advance(30 * DAY);
        const again = { ...admin, token: await given.token(admin.emailId, admin.password) };
        const { body } = await put(again, uid, { metadata: { name: 'weekly' }, spec }).expect(409);
        expect(body).toEqual(errorBody('ApiKeyExpired'));
        const { metadata, status } = await read(again, uid);
        expect([metadata.name, status.state]).toEqual(['nightly', 'expired']);
        await app.http.get('/v1/users/info').set('ApiKey', value).expect(401);
        const [, refusal, ...more] = await trailOf(app, again, uid);
        expect(more).toEqual([]);
        expect(refusal?.spec).toMatchObject({
          actionMsg: 'apiKey.refuse',
          actionType: 'action',
          contentMsg: 'API key "nightly" has expired; the try to extend it was refused.',
          requestId: body.ref,
        });
        app.clock.advance(-30 * DAY);
      },
    );

    it('can be renamed by a client that sends back the expiry it has read', async () => {
      const { admin, uid } = await described();
      const { spec } = await read(admin, uid);
      app.clock.advance(30 * DAY);
      const again = { ...admin, token: await given.token(admin.emailId, admin.password) };
      await put(again, uid, { metadata: { name: 'old one' }, spec: { expiry: spec.expiry } }).expect(204);
      await put(again, uid, { spec: { expiry: '2029-01-01T00:00:00.000Z' } }).expect(409);
      app.clock.advance(-30 * DAY);
    });

    it('can still be renamed', async () => {
      const { admin, uid } = await described();
      app.clock.advance(30 * DAY);
      const again = { ...admin, token: await given.token(admin.emailId, admin.password) };
      await put(again, uid, { metadata: { name: 'old one' } }).expect(204);
      const { metadata, status } = await read(again, uid);
      expect([metadata.name, status]).toEqual([
        'old one',
        { isActive: false, state: 'expired', isExpiring: false },
      ]);
      app.clock.advance(-30 * DAY);
    });
  });
});
