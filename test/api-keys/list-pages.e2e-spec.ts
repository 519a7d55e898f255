import { errorBody } from '../support/answers.js';
import { copiesOf } from '../support/api-key-rows.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { Person } from '../support/given.js';
import { plansOn } from '../support/query-plan.js';
import { TestApp } from '../support/test-app.js';
import { DAY } from '../support/test-clock.js';
import { isServer } from '../support/test-database.js';

interface Page {
  items: { metadata: { uid: string; name: string }; spec: { expiry: string } }[];
  listmeta: { continue: string; count: number; limit: number; offset: number };
}

describe('GET /v1/apiKeys, page by page', () => {
  let app: TestApp;
  let given: Given;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
  });
  afterAll(() => app.close());

  const list = (who: Person, query: Record<string, string>) => as(app, who).get('/v1/apiKeys').query(query);
  const page = async (who: Person, query: Record<string, string>) =>
    (await list(who, query).expect(200)).body as Page;

  async function walk(who: Person, query: Record<string, string>): Promise<Page[]> {
    const pages = [await page(who, query)];
    const next = () => pages.at(-1)?.listmeta.continue ?? '';
    while (next() !== '') pages.push(await page(who, { ...query, continue: next() }));
    return pages;
  }

  /** Seventeen keys with few names and few expiries, so that many are alike in what they are sorted by. */
  async function seventeen(): Promise<{ admin: Person; uids: string[] }> {
    const admin = await given.tenant();
    const { uid } = await given.apiKey(admin, {}, 'alpha');
    const names = ['alpha', 'Beta', 'ámber', '🔑', 'z'];
    const copies = await copiesOf(app, uid, 16, (index) => ({
      name: names[index % 5] ?? '',
      nameFolded: names[index % 5]?.toLowerCase() ?? '',
      expiry: new Date(app.clock.now().getTime() + (1 + (index % 3)) * DAY + (index % 2)),
    }));
    return { admin, uids: [uid, ...copies] };
  }

  describe('200: the order', () => {
    it('is newest first when none is asked for', async () => {
      const { admin, uids } = await seventeen();
      const { items } = await page(admin, {});
      expect(items.map((item) => item.metadata.uid)).toEqual(uids.toReversed());
    });

    it('of one owner is that of an index: nothing is sorted, and nobody else’s keys are read', async () => {
      const { admin } = await seventeen();
      const query = { userUid: admin.uid, limit: '2' };
      const { listmeta } = await page(admin, query);
      const [found, count] = await plansOn('api_keys', app, () =>
        page(admin, { ...query, continue: listmeta.continue }),
      );
      const index = ['ix_api_keys_tenant_owner'];
      const beside = isServer
        ? ['PRIMARY', 'PRIMARY']
        : ['sqlite_autoindex_api_key_uses_1', 'sqlite_autoindex_recoverable_api_keys_1'];
      expect(found).toEqual({ indices: [...index, ...beside], isCovered: false, isSorted: false });
      expect(count).toEqual({ indices: index, isCovered: true, isSorted: false });
    });

    const byUid = ({ metadata }: Page['items'][number]) => metadata.uid;
    const orders: [string, (item: Page['items'][number]) => string][] = [
      ['creationTimestamp', byUid],
      ['name', ({ metadata }) => metadata.name.toLowerCase()],
      ['expiry', ({ spec }) => spec.expiry],
    ];

    it.each(orders)('%s, and the other way round with a minus sign', async (orderBy, valueOf) => {
      const { admin } = await seventeen();
      const { items } = await page(admin, { orderBy });
      const expected = items.toSorted(
        (a, b) => Buffer.from(valueOf(a)).compare(Buffer.from(valueOf(b))) || (byUid(a) < byUid(b) ? -1 : 1),
      );
      expect(items.map(byUid)).toEqual(expected.map(byUid));
      const backwards = await page(admin, { orderBy: `-${orderBy}` });
      expect(backwards.items.map(byUid)).toEqual(expected.map(byUid).toReversed());
    });

    it.each(orders.flatMap(([name]) => [name, `-${name}`]))(
      'shows each key once over all pages, in the order of the whole: %s',
      async (orderBy) => {
        const { admin } = await seventeen();
        const whole = await page(admin, { orderBy, limit: '0' });
        for (const limit of ['1', '3', '16', '17']) {
          const pages = await walk(admin, { orderBy, limit });
          expect(pages.flatMap((one) => one.items)).toEqual(whole.items);
          expect(pages).toHaveLength(Math.ceil(17 / Number(limit)));
          for (const { listmeta } of pages)
            expect(listmeta).toEqual({
              continue: expect.any(String),
              count: 17,
              limit: Number(limit),
              offset: 0,
            });
        }
      },
    );

    it('neither skips nor repeats when keys are made and deleted between two pages', async () => {
      const { admin, uids } = await seventeen();
      const first = await page(admin, { limit: '5' });
      await given.apiKey(admin);
      await as(app, admin)
        .delete(`/v1/apiKeys/${uids.at(-1)}`)
        .expect(204);
      const rest = await walk(admin, { limit: '5', continue: first.listmeta.continue });
      const seen = [first, ...rest].flatMap((one) => one.items.map(byUid));
      expect(seen).toEqual(uids.toReversed());
    });

    it('keeps to the filters on every page', async () => {
      const { admin } = await seventeen();
      const pages = await walk(admin, { q: 'beta', limit: '1' });
      expect(pages.flatMap((one) => one.items.map((item) => item.metadata.name))).toEqual([
        'Beta',
        'Beta',
        'Beta',
      ]);
      expect(pages.map((one) => one.listmeta.count)).toEqual([3, 3, 3]);
    });
  });

  describe('200: how many', () => {
    it('up to 1,000 without limit, with a way to go on; all with limit=0', async () => {
      const admin = await given.tenant();
      const { uid } = await given.apiKey(admin);
      await copiesOf(app, uid, 1000);
      const [first, second, ...more] = await walk(admin, {});
      expect([first?.items.length, second?.items.length, more.length]).toEqual([1000, 1, 0]);
      expect(first?.listmeta).toMatchObject({ count: 1001, limit: 1000 });
      const all = await page(admin, { limit: '0' });
      expect(all.items).toHaveLength(1001);
      expect(all.listmeta).toEqual({ continue: '', count: 1001, limit: 10_000, offset: 0 });
    });

    it('exactly 1,000 have no further page', async () => {
      const admin = await given.tenant();
      const { uid } = await given.apiKey(admin);
      await copiesOf(app, uid, 999);
      expect((await page(admin, {})).listmeta.continue).toBe('');
    });
  });

  describe('400', () => {
    it.each(['-1', '10001', '1.5', '1e3', 'all', '', ' 5', '0x10', '99999999999', 'NaN'])(
      'limit=%s is none (IN-10)',
      async (limit) => {
        const { body } = await list(await given.tenant(), { limit }).expect(400);
        expect(body).toEqual(errorBody('InvalidInput', { limit: 'must be a whole number from 0 to 10000' }));
      },
    );

    it.each(['uid', 'Name', '-', '--name', 'name;DROP', 'digest'])('orderBy=%s is none', async (orderBy) => {
      const { body } = await list(await given.tenant(), { orderBy }).expect(400);
      expect(body).toEqual(
        errorBody('InvalidInput', { orderBy: expect.stringContaining('must be one of') as string }),
      );
    });

    it('takes no cursor of another tenant, user, filter, order or list, and none that was changed', async () => {
      const { admin } = await seventeen();
      const user = await given.user(admin);
      const own = await given.apiKey(user);
      await copiesOf(app, own.uid, 2);
      const stranger = await given.tenant();
      const cursor = (await page(admin, { limit: '5' })).listmeta.continue;
      const ofUser = (await page(user, { limit: '1' })).listmeta.continue;
      const users = await as(app, admin).get('/v1/users?limit=1').expect(200);
      const audits = await as(app, admin).get('/v1/audits?limit=1').expect(200);
      const [position = '', signature = ''] = cursor.split('.');
      const wrong: [Person, Record<string, string>][] = [
        [stranger, { continue: cursor }],
        [user, { continue: cursor }],
        [admin, { continue: ofUser }],
        [admin, { continue: cursor, status: 'active' }],
        [admin, { continue: cursor, q: 'a' }],
        [admin, { continue: cursor, userUid: admin.uid }],
        [admin, { continue: cursor, expiresBefore: '2031-01-01T00:00:00Z' }],
        [admin, { continue: cursor, orderBy: 'name' }],
        [admin, { continue: cursor, orderBy: 'creationTimestamp' }],
        [admin, { continue: users.body.listmeta.continue }],
        [admin, { continue: audits.body.listmeta.continue }],
        [admin, { continue: `${Buffer.from('["0"]').toString('base64url')}.${signature}` }],
        [admin, { continue: position }],
        [admin, { continue: `${position}.` }],
        [admin, { continue: 'x' }],
      ];
      for (const [who, query] of wrong)
        expect((await list(who, query).expect(400)).body).toEqual(errorBody('InvalidCursor'));
      await list(admin, { limit: '7', continue: cursor }).expect(200);
    });
  });
});
