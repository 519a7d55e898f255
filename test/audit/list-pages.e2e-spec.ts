import { errorBody } from '../support/answers.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

interface Page {
  items: { metadata: { uid: string } }[];
  listmeta: { continue: string; count: number; limit: number; offset: number };
}

const NOT_A_LIMIT = 'must be a whole number from 0 to 10000';
const NOT_A_TIME = 'must be an RFC 3339 time such as 2030-01-31T12:00:00.000Z';

describe('GET /v1/audits, page by page', () => {
  let app: TestApp;
  let given: Given;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
  });
  afterAll(() => app.close());

  const list = (who: Person, query: Record<string, string>) => as(app, who).get('/v1/audits').query(query);
  const page = async (who: Person, query: Record<string, string>) =>
    (await list(who, query).expect(200)).body as Page;
  const uids = (pages: Page[]) => pages.flatMap(({ items }) => items.map((item) => item.metadata.uid));

  async function walk(who: Person, query: Record<string, string>): Promise<Page[]> {
    const pages = [await page(who, query)];
    const next = () => pages.at(-1)?.listmeta.continue ?? '';
    while (next() !== '') pages.push(await page(who, { ...query, continue: next() }));
    return pages;
  }

  /** Eleven creations of keys, of which three at a time happen in the same millisecond. */
  async function eleven(): Promise<Person> {
    const admin = await given.tenant();
    for (let made = 0; made < 11; made++) {
      await given.apiKey(admin);
      if (made % 3 === 2) app.clock.advance(1);
    }
    return admin;
  }
  const OF_KEYS = { resourceKind: 'apiKey' };

  describe('200', () => {
    it('shows each entry once over all pages, in the order of the whole, by continue and by offset', async () => {
      const admin = await eleven();
      const whole = await page(admin, { ...OF_KEYS, limit: '0' });
      expect(whole.listmeta).toEqual({ continue: '', count: 11, limit: 10_000, offset: 0 });
      expect(new Set(uids([whole])).size).toBe(11);
      for (const limit of [1, 2, 5, 10, 11]) {
        const pages = await walk(admin, { ...OF_KEYS, limit: String(limit) });
        expect(uids(pages)).toEqual(uids([whole]));
        expect(pages).toHaveLength(Math.ceil(11 / limit));
        for (const { listmeta } of pages) expect(listmeta).toMatchObject({ count: 11, limit, offset: 0 });
      }
      const byOffset = await Promise.all(
        [0, 4, 8, 12].map((offset) => page(admin, { ...OF_KEYS, limit: '4', offset: String(offset) })),
      );
      expect(uids(byOffset)).toEqual(uids([whole]));
      expect(byOffset.map(({ listmeta }) => listmeta.offset)).toEqual([0, 4, 8, 12]);
      expect(byOffset.map(({ listmeta }) => listmeta.continue !== '')).toEqual([true, true, false, false]);
    });

    it('neither skips nor repeats when more happens between two pages', async () => {
      const admin = await eleven();
      const before = await page(admin, { ...OF_KEYS, limit: '0' });
      const first = await page(admin, { ...OF_KEYS, limit: '4' });
      await given.apiKey(admin);
      const rest = await walk(admin, { ...OF_KEYS, limit: '4', continue: first.listmeta.continue });
      expect(uids([first, ...rest])).toEqual(uids([before]));
    });

    it('holds fifty when no limit is asked for', async () => {
      const admin = await given.tenant();
      for (let made = 0; made < 51; made++) await given.apiKey(admin);
      const [first, second, ...more] = await walk(admin, OF_KEYS);
      expect([first?.items.length, second?.items.length, more.length]).toEqual([50, 1, 0]);
      expect(first?.listmeta).toMatchObject({ count: 51, limit: 50 });
    });
  });

  describe('400', () => {
    it.each([
      ['limit', '-1', NOT_A_LIMIT],
      ['limit', '10001', NOT_A_LIMIT],
      ['limit', 'all', NOT_A_LIMIT],
      ['limit', '', NOT_A_LIMIT],
      ['offset', '-1', NOT_A_LIMIT],
      ['offset', '10001', `${NOT_A_LIMIT}; use "continue" to go further`],
      ['offset', '1.5', NOT_A_LIMIT],
      ['startTime', '2030-02-30T00:00:00Z', NOT_A_TIME],
      ['endTime', '1898553600000', NOT_A_TIME],
      ['userUid', 'x'.repeat(37), 'must have at most 36 characters'],
      ['resourceUid', '', 'must not be empty'],
      ['resourceKind', 'x'.repeat(33), 'must have at most 32 characters'],
      ['tenantUid', '', 'must not be empty'],
      ['userUid', 'ünï', 'must be ASCII without white space'],
      ['resourceUid', 'ünï', 'must be ASCII without white space'],
      ['resourceKind', 'ünï', 'must be ASCII without white space'],
      ['tenantUid', 'ünï', 'must be ASCII without white space'],
      ['actionType', 'Update', 'must be one of create, update, delete, publish, deploy, activity, action'],
      ['orderBy', 'at', 'is not a known field'],
      ['actorUid', 'x', 'is not a known field'],
    ])('names what it cannot take: %s=%s', async (name, value, text) => {
      const { body } = await list(await given.tenant(), { [name]: value }).expect(400);
      expect(body).toEqual(errorBody('InvalidInput', { [name]: text }));
    });

    it('takes no filter twice', async () => {
      const admin = await given.tenant();
      const { body } = await as(app, admin).get('/v1/audits?userUid=a&userUid=b').expect(400);
      expect(body).toEqual(errorBody('InvalidInput', { userUid: 'must be given once' }));
    });

    it('takes no cursor of another tenant, user, filter or list, and none that was changed (IN-10)', async () => {
      const admin = await eleven();
      const user = await given.user(admin);
      const stranger = await given.tenant();
      const platform = await given.platformAdmin();
      const cursor = (await page(admin, { limit: '2' })).listmeta.continue;
      const keys = await as(app, admin).get('/v1/apiKeys?limit=1').expect(200);
      const [position = '', signature = ''] = cursor.split('.');
      const forged = Buffer.from('[0,"0"]').toString('base64url');
      const wrong: [Person, Record<string, string>][] = [
        [stranger, { continue: cursor }],
        [user, { continue: cursor }],
        [platform, { continue: cursor }],
        [platform, { continue: cursor, tenantUid: admin.tenantUid }],
        [admin, { continue: cursor, resourceKind: 'apiKey' }],
        [admin, { continue: cursor, userUid: admin.uid }],
        [admin, { continue: cursor, startTime: '2030-01-01T00:00:00Z' }],
        [admin, { continue: keys.body.listmeta.continue }],
        [admin, { continue: `${forged}.${signature}` }],
        [admin, { continue: position }],
        [admin, { continue: 'x' }],
      ];
      for (const [who, query] of wrong)
        expect((await list(who, query).expect(400)).body).toEqual(errorBody('InvalidCursor'));
      await list(admin, { continue: cursor, limit: '3' }).expect(200);
    });
  });
});
