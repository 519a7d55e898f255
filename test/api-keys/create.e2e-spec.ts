import { crc32 } from 'node:zlib';
import { actionsOn } from '../support/key-trail.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';
import { DAY } from '../support/test-clock.js';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const ZERO_TIME = '0001-01-01T00:00:00.000Z';

/** The published checksum, written down a second time. */
function checksum(body: string): string {
  let rest = crc32(body);
  let text = '';
  for (let letters = 0; letters < 6; letters++) {
    text = ALPHABET.charAt(rest % 62) + text;
    rest = Math.floor(rest / 62);
  }
  return text;
}

describe('POST /v1/apiKeys', () => {
  let app: TestApp;
  let given: Given;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
  });
  afterAll(() => app.close());

  const create = (who: Person | IssuedKey, spec: object, metadata: object = { name: 'backup' }) =>
    as(app, who).post('/v1/apiKeys').send({ metadata, spec });
  const read = async (who: Person, uid: string) =>
    (await as(app, who).get(`/v1/apiKeys/${uid}`).expect(200)).body;
  const inDays = (days: number) => new Date(app.clock.now().getTime() + days * DAY).toISOString();

  describe('201: what is answered', () => {
    it('is the value and the uid of the new key, and nothing else', async () => {
      const admin = await given.tenant();
      const { body } = await create(admin, { expiresInDays: 30 }).expect(201);
      expect(body).toEqual({
        apiKey: expect.stringMatching(/^lk_[0-9A-Za-z]{38}$/),
        uid: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
      });
      expect((await read(admin, body.uid)).metadata.uid).toBe(body.uid);
    });

    it('is a value in the published form, its last six characters the CRC-32 of all before them (AK-01)', async () => {
      const { value } = await given.apiKey(await given.tenant());
      expect(value).toBe(value.slice(0, 35) + checksum(value.slice(0, 35)));
    });

    it('is not to be kept by any cache', async () => {
      const answer = await create(await given.tenant(), { expiresInDays: 7 }).expect(201);
      expect(answer.headers['cache-control']).toBe('no-store');
    });

    it('is another key each time, also when many are made at once', async () => {
      const admin = await given.tenant();
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => create(admin, { expiresInDays: 7 }).expect(201)),
      );
      expect(new Set(answers.map(({ body }) => body.apiKey)).size).toBe(20);
      const { body } = await as(app, admin).get('/v1/apiKeys').expect(200);
      expect(body.items.map((item: { metadata: { uid: string } }) => item.metadata.uid).toSorted()).toEqual(
        answers.map((answer) => String(answer.body.uid)).toSorted(),
      );
      for (const answer of answers)
        expect(await actionsOn(app, admin, answer.body.uid)).toEqual(['apiKey.create']);
    });
  });

  describe('201: the expiry', () => {
    it.each([7, 30, 60, 90])('is so many days from now for the preset of %d days', async (days) => {
      const admin = await given.tenant();
      const { body } = await create(admin, { expiresInDays: days }).expect(201);
      expect((await read(admin, body.uid)).spec.expiry).toBe(inDays(days));
    });

    it.each([
      ['to the millisecond', '2031-05-06T07:08:09.012Z', '2031-05-06T07:08:09.012Z'],
      ['without a fraction', '2031-05-06T07:08:09Z', '2031-05-06T07:08:09.000Z'],
      ['of another time zone', '2031-05-06T07:08:09.012+05:30', '2031-05-06T01:38:09.012Z'],
      ['in small letters', '2031-05-06t07:08:09z', '2031-05-06T07:08:09.000Z'],
      ['finer than milliseconds, cut off', '2031-05-06T07:08:09.123999999Z', '2031-05-06T07:08:09.123Z'],
      ['on a leap day', '2032-02-29T00:00:00.000Z', '2032-02-29T00:00:00.000Z'],
      ['almost ten years ahead', '2039-12-31T23:59:59.999Z', '2039-12-31T23:59:59.999Z'],
      ['the next millisecond', '2030-01-01T00:00:00.001Z', '2030-01-01T00:00:00.001Z'],
    ])('is the instant that was asked for: %s', async (_case, expiry, shown) => {
      const admin = await given.tenant();
      const { body } = await create(admin, { expiry }).expect(201);
      expect((await read(admin, body.uid)).spec.expiry).toBe(shown);
    });
  });

  describe('201: the owner', () => {
    it('is the caller when nobody is named', async () => {
      const user = await given.user(await given.tenant());
      const { body } = await create(user, { expiresInDays: 7 }).expect(201);
      const { spec } = await read(user, body.uid);
      expect([spec.user.uid, spec.createdByUid]).toEqual([user.uid, user.uid]);
    });

    it('may be the caller by name', async () => {
      const user = await given.user(await given.tenant());
      const { body } = await create(user, { expiresInDays: 7, userUid: user.uid }).expect(201);
      expect((await read(user, body.uid)).spec.user.uid).toBe(user.uid);
    });

    it.each(['', ' '])('is the caller for a uid of %j', async (userUid) => {
      const admin = await given.tenant();
      const { body } = await create(admin, { expiresInDays: 7, userUid }).expect(201);
      expect((await read(admin, body.uid)).spec.user.uid).toBe(admin.uid);
    });

    it('is whom an administrator names; the key acts as them, and says who made it', async () => {
      const admin = await given.tenant();
      const user = await given.user(admin, { firstName: 'Grace', lastName: 'Hopper' });
      const { body } = await create(admin, { expiresInDays: 7, userUid: user.uid }).expect(201);
      expect((await read(user, body.uid)).spec).toEqual({
        expiry: inDays(7),
        user: { uid: user.uid, firstName: 'Grace', lastName: 'Hopper', emailId: user.emailId },
        keyFragment: `${body.apiKey.slice(0, 7)}...${body.apiKey.slice(-4)}`,
        createdByUid: admin.uid,
      });
      const info = await app.http.get('/v1/users/info').set('ApiKey', body.apiKey).expect(200);
      expect(info.body.userUid).toBe(user.uid);
    });

    it('may be a user who has not set a password yet', async () => {
      const admin = await given.tenant();
      const { uid: userUid } = await given.pendingUser(admin);
      const { body } = await create(admin, { expiresInDays: 7, userUid }).expect(201);
      expect((await read(admin, body.uid)).spec.user.uid).toBe(userUid);
    });

    it('is the first administrator of the tenant for the uid of the tenant, as the Go SDK sends it', async () => {
      const first = await given.tenant();
      const second = await given.user(first, { roles: ['Tenant Admin'] });
      const { body } = await create(second, { expiresInDays: 7, userUid: second.tenantUid }).expect(201);
      expect((await read(second, body.uid)).spec.user.uid).toBe(first.uid);
    });

    it('is the next administrator for the uid of the tenant when the first was disabled', async () => {
      const first = await given.tenant();
      const second = await given.user(first, { roles: ['Tenant Admin'] });
      await as(app, second).put(`/v1/users/${first.uid}/state`).send({ isActive: false }).expect(204);
      const { body } = await create(second, { expiresInDays: 7, userUid: second.tenantUid }).expect(201);
      expect((await read(second, body.uid)).spec.user.uid).toBe(second.uid);
    });

    it('may be another administrator for a platform administrator of the same tenant', async () => {
      const platform = await given.platformAdmin();
      const other = await given.user(platform, { roles: ['Tenant Admin'] });
      const { body } = await create(platform, { expiresInDays: 7, userUid: other.uid }).expect(201);
      expect((await read(platform, body.uid)).spec.user.uid).toBe(other.uid);
    });
  });

  describe('201: what existing clients send', () => {
    it('takes the body of the Go SDK: zero times and nulls are "not given", a newline ends it', async () => {
      const admin = await given.tenant();
      const { body } = await as(app, admin)
        .post('/v1/apiKeys')
        .set('Content-Type', 'application/json')
        .set('ProjectUid', 'cafe0123')
        .send(
          `{"metadata":{"annotations":{"description":"nightly"},"creationTimestamp":"${ZERO_TIME}","deletionTimestamp":"${ZERO_TIME}",` +
            `"labels":null,"lastModifiedTimestamp":"${ZERO_TIME}","name":"from-go","uid":null},` +
            `"spec":{"expiry":"2030-02-03T03:40:06.052Z","userUid":"${admin.tenantUid}"}}\n`,
        )
        .expect(201);
      expect(await read(admin, body.uid)).toEqual({
        metadata: {
          uid: body.uid,
          name: 'from-go',
          annotations: { description: 'nightly' },
          labels: {},
          creationTimestamp: app.clock.now().toISOString(),
          lastModifiedTimestamp: app.clock.now().toISOString(),
        },
        spec: {
          expiry: '2030-02-03T03:40:06.052Z',
          user: { uid: admin.uid, firstName: 'Ada', lastName: 'Admin', emailId: admin.emailId },
          keyFragment: expect.any(String),
          createdByUid: admin.uid,
        },
        status: { isActive: true, state: 'active', isExpiring: false },
      });
    });

    it('takes the zero time as expiry for "not given" beside a preset', async () => {
      const admin = await given.tenant();
      const { body } = await create(admin, {
        expiry: ZERO_TIME,
        expiresInDays: 60,
        userUid: null,
      }).expect(201);
      expect((await read(admin, body.uid)).spec.expiry).toBe(inDays(60));
    });

    it('makes a uid and times of its own, whatever the client sends (AZ-06)', async () => {
      const admin = await given.tenant();
      const uid = '01990f6e-8d1b-7c3f-8e42-1a2b3c4d5e6f';
      const sent = '2001-02-03T04:05:06.000Z';
      const { body } = await create(
        admin,
        { expiresInDays: 7 },
        { name: 'x', uid, creationTimestamp: sent, deletionTimestamp: sent, lastModifiedTimestamp: sent },
      ).expect(201);
      expect(body.uid).not.toBe(uid);
      const { metadata } = await read(admin, body.uid);
      expect([metadata.creationTimestamp, metadata.lastModifiedTimestamp]).toEqual([inDays(0), inDays(0)]);
    });
  });
});
