import { errorBody } from '../support/answers.js';
import { copiesOf } from '../support/api-key-rows.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';
import { DAY } from '../support/test-clock.js';

interface Item {
  metadata: { uid: string };
}

describe('GET /v1/apiKeys', () => {
  let app: TestApp;
  let given: Given;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
  });
  afterAll(() => app.close());

  const list = (who: Person | IssuedKey, query: Record<string, string> = {}) =>
    as(app, who).get('/v1/apiKeys').query(query);

  /** @returns the uids of what is listed, sorted; the count must say the same. */
  async function listed(who: Person | IssuedKey, query: Record<string, string> = {}): Promise<string[]> {
    const { items, listmeta } = (await list(who, query).expect(200)).body as {
      items: Item[];
      listmeta: { count: number };
    };
    expect(listmeta.count).toBe(items.length);
    return items.map((item) => item.metadata.uid).toSorted();
  }

  describe('200: what is answered', () => {
    it('shows everything about each key but its value', async () => {
      const admin = await given.tenant();
      const user = await given.user(admin, { firstName: 'Grace', lastName: 'Hopper' });
      const key = await given.apiKey(admin, { userUid: user.uid }, 'nightly');
      const { body } = await list(admin).expect(200);
      const now = app.clock.now();
      expect(body).toEqual({
        items: [
          {
            metadata: {
              uid: key.uid,
              name: 'nightly',
              annotations: {},
              labels: {},
              creationTimestamp: now.toISOString(),
              lastModifiedTimestamp: now.toISOString(),
            },
            spec: {
              expiry: new Date(now.getTime() + 30 * DAY).toISOString(),
              user: { uid: user.uid, firstName: 'Grace', lastName: 'Hopper', emailId: user.emailId },
              keyFragment: `${key.value.slice(0, 7)}...${key.value.slice(-4)}`,
              createdByUid: admin.uid,
            },
            status: { isActive: true, state: 'active', isExpiring: false },
          },
        ],
        listmeta: { continue: '', count: 1, limit: 1000, offset: 0 },
      });
    });

    it('is an empty list where there are no keys', async () => {
      const { body } = await list(await given.tenant()).expect(200);
      expect(body).toEqual({ items: [], listmeta: { continue: '', count: 0, limit: 1000, offset: 0 } });
    });

    it('takes the same few queries for five keys and for fifty', async () => {
      const admin = await given.tenant();
      const owners = await Promise.all(Array.from({ length: 5 }, () => given.pendingUser(admin)));
      const key = await given.apiKey(admin);
      const change = (index: number) => ({ userUid: owners[index % 5]?.uid ?? '' });
      await copiesOf(app, key.uid, 4, change);
      const forFive = await app.countQueries(() => list(admin).expect(200));
      await copiesOf(app, key.uid, 45, change);
      expect(await app.countQueries(() => list(admin).expect(200))).toBe(forFive);
      expect(forFive).toBe(3); // whose credential, which, whose they are
      expect(await app.countQueries(() => list(admin, { limit: '1' }).expect(200))).toBe(4); // and how many
    });
  });

  describe('200: who sees what', () => {
    it('shows an administrator every key of the tenant and a user their own', async () => {
      const admin = await given.tenant();
      const user = await given.user(admin);
      const ofAdmin = await given.apiKey(admin);
      const ofUser = await given.apiKey(user);
      const madeForUser = await given.apiKey(admin, { userUid: user.uid });
      expect(await listed(admin)).toEqual([ofAdmin.uid, ofUser.uid, madeForUser.uid].toSorted());
      expect(await listed(user)).toEqual([ofUser.uid, madeForUser.uid].toSorted());
      expect(await listed(ofUser)).toEqual([ofUser.uid, madeForUser.uid].toSorted());
      expect(await listed(user, { userUid: user.uid })).toHaveLength(2);
    });

    it('never shows nor counts the keys of another tenant, not even to a platform administrator (AZ-11)', async () => {
      const admin = await given.tenant();
      const own = await given.apiKey(admin, {}, 'shared-name');
      const stranger = await given.tenant();
      const foreign = await given.apiKey(stranger, {}, 'shared-name');
      const platform = await given.platformAdmin();
      for (const query of [{}, { q: 'shared-name' }, { status: 'active' }, { limit: '0' }] as Record<
        string,
        string
      >[])
        expect(await listed(admin, query)).toEqual([own.uid]);
      expect(await listed(admin, { userUid: stranger.uid })).toEqual([]);
      expect(await listed(platform, { userUid: stranger.uid })).toEqual([]);
      const all = await listed(platform);
      expect([all.includes(own.uid), all.includes(foreign.uid)]).toEqual([false, false]);
    });
  });

  describe('200: filters', () => {
    it('userUid: the keys of one owner', async () => {
      const admin = await given.tenant();
      const user = await given.user(admin);
      await given.apiKey(admin);
      const { uid } = await given.apiKey(user);
      expect(await listed(admin, { userUid: user.uid })).toEqual([uid]);
    });

    it('status: active, inactive, expired; each key is exactly one of them at any instant', async () => {
      const admin = await given.tenant();
      const active = await given.apiKey(admin, { expiresInDays: 60 });
      const revoked = await given.apiKey(admin, { expiresInDays: 60 });
      const short = await given.apiKey(admin, { expiresInDays: 7 });
      const shortRevoked = await given.apiKey(admin, { expiresInDays: 7 });
      for (const { uid } of [revoked, shortRevoked])
        await as(app, admin).patch(`/v1/apiKeys/${uid}`).send({ isActive: false }).expect(204);
      app.clock.advance(7 * DAY - 1);
      const atLast = { ...admin, token: await given.token(admin.emailId, admin.password) };
      expect(await listed(atLast, { status: 'active' })).toEqual([active.uid, short.uid].toSorted());
      expect(await listed(atLast, { status: 'inactive' })).toEqual(
        [revoked.uid, shortRevoked.uid].toSorted(),
      );
      expect(await listed(atLast, { status: 'expired' })).toEqual([]);
      app.clock.advance(1);
      expect(await listed(atLast, { status: 'active' })).toEqual([active.uid]);
      expect(await listed(atLast, { status: 'inactive' })).toEqual([revoked.uid]);
      expect(await listed(atLast, { status: 'expired' })).toEqual([short.uid, shortRevoked.uid].toSorted());
      const { body } = await list(atLast, { status: 'expired' }).expect(200);
      for (const item of body.items)
        expect(item.status).toEqual({ isActive: false, state: 'expired', isExpiring: false });
    });

    it('expiresBefore: keys whose expiry is earlier, not those of the very instant', async () => {
      const admin = await given.tenant();
      const { uid } = await given.apiKey(admin, {
        expiresInDays: undefined,
        expiry: '2031-02-03T04:05:06.789Z',
      });
      expect(await listed(admin, { expiresBefore: '2031-02-03T04:05:06.789Z' })).toEqual([]);
      expect(await listed(admin, { expiresBefore: '2031-02-03T04:05:06.790Z' })).toEqual([uid]);
      expect(await listed(admin, { expiresBefore: '2031-02-03T05:05:06.789+01:00' })).toEqual([]);
    });

    it('all of them at once: what passes every one', async () => {
      const admin = await given.tenant();
      const user = await given.user(admin);
      const { uid } = await given.apiKey(user, { expiresInDays: 7 }, 'nightly');
      await given.apiKey(user, { expiresInDays: 7 }, 'weekly');
      await given.apiKey(user, { expiresInDays: 90 }, 'nightly');
      await given.apiKey(admin, { expiresInDays: 7 }, 'nightly');
      const expiresBefore = new Date(app.clock.now().getTime() + 8 * DAY).toISOString();
      const query = { q: 'night', status: 'active', expiresBefore, userUid: user.uid };
      expect(await listed(admin, query)).toEqual([uid]);
    });
  });

  describe('400 and 403', () => {
    it.each([
      ['status', 'bogus', 'must be one of active, inactive, expired'],
      ['status', 'Active', 'must be one of active, inactive, expired'],
      ['expiresBefore', '2030-02-30T00:00:00Z', 'must be an RFC 3339 time such as 2030-01-31T12:00:00.000Z'],
      ['expiresBefore', '1898553600000', 'must be an RFC 3339 time such as 2030-01-31T12:00:00.000Z'],
      ['userUid', '', 'must not be empty'],
      ['userUid', 'x'.repeat(37), 'must have at most 36 characters'],
      ['userUid', 'ünï', 'must be ASCII without white space'],
      ['q', '', 'must not be empty'],
      ['q', 'x'.repeat(129), 'must have at most 128 characters'],
      ['offset', '0', 'is not a known field'],
      ['tenantUid', 'x', 'is not a known field'],
      ['apikey', 'x', 'is not a known field'],
      ['status[]', 'active', 'is not a known field'],
    ])('names what it cannot take: %s=%s', async (name, value, text) => {
      const { body } = await list(await given.tenant(), { [name]: value }).expect(400);
      expect(body).toEqual(errorBody('InvalidInput', { [name]: text }));
    });

    it('takes no filter twice (IN-07)', async () => {
      const admin = await given.tenant();
      const { body } = await as(app, admin).get('/v1/apiKeys?status=active&status=expired').expect(400);
      expect(body).toEqual(errorBody('InvalidInput', { status: 'must be given once' }));
    });

    it('tells a user nothing about the keys of others, whoever they are', async () => {
      const admin = await given.tenant();
      const user = await given.user(admin);
      const stranger = await given.tenant();
      for (const userUid of [admin.uid, stranger.uid, 'nobody'])
        expect((await list(user, { userUid }).expect(403)).body).toEqual(errorBody('Forbidden'));
    });
  });
});
