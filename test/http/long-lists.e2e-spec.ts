import { DataSource } from 'typeorm';
import { boundedCount } from '#persistence';
import { AuditEntry } from '../../src/audit/audit-entry.entity.js';
import { Tenant } from '../../src/tenants/tenant.entity.js';
import { User } from '../../src/users/user.entity.js';
import { errorBody } from '../support/answers.js';
import { copiesOf } from '../support/api-key-rows.js';
import { as } from '../support/caller.js';
import { auditTrail } from '../support/audit-trail.js';
import { Given } from '../support/given.js';
import type { Person } from '../support/given.js';
import { copiesOfRow } from '../support/rows.js';
import { TestApp } from '../support/test-app.js';

interface Page {
  items: { metadata: { uid: string } }[];
  listmeta: { continue: string; count: number; limit: number; offset: number };
}

/** The most that is counted, and the most that one answer holds. */
const MOST = 10_000;
/** What there is of everything: one answer and a little more. */
const EVERYTHING = MOST + 3;

/** Each list, the statements that its first page takes, and how to have that much in it. */
const LISTS: [string, number, (app: TestApp, admin: Person, uid: string) => Promise<unknown>][] = [
  ['/v1/apiKeys', 4, (app, _admin, uid) => copiesOf(app, uid, EVERYTHING - 1)],
  [
    '/v1/users',
    5,
    (app, admin) =>
      copiesOfRow(app, User, admin.uid, EVERYTHING - 1, (index) => ({
        emailId: `${index}@many.example`,
        emailFolded: `${index}@many.example`,
      })),
  ],
  [
    '/v1/audits',
    5,
    async (app, admin) => {
      const entries = await auditTrail(app, admin, {});
      const one = entries[0]?.metadata.uid ?? '';
      await copiesOfRow(app, AuditEntry, one, EVERYTHING - entries.length);
    },
  ],
  [
    '/v1/tenants',
    3,
    (app, admin) =>
      copiesOfRow(app, Tenant, admin.tenantUid, EVERYTHING - 1, (index) => ({
        orgName: `many-${index}`,
        orgNameFolded: `many-${index}`,
      })),
  ],
];

describe('lists of more than one answer holds', () => {
  let app: TestApp;
  let root: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    const given = new Given(app);
    root = await given.platformAdmin();
    const key = await given.apiKey(root);
    // every list gets full first: none must mind the others
    for (const [, , fill] of LISTS) await fill(app, root, key.uid);
  }, 120_000);
  afterAll(() => app.close());

  const page = async (path: string, query: Record<string, string>) =>
    (await as(app, root).get(path).query(query).expect(200)).body as Page;
  const uids = ({ items }: Page) => items.map(({ metadata }) => metadata.uid);

  describe.each(LISTS)('GET %s', (path, statements) => {
    it('counts as far as 10,000, which means so many or more, and asks nothing twice', async () => {
      let first: Page | undefined;
      expect(await app.countQueries(async () => (first = await page(path, { limit: '1' })))).toBe(statements);
      expect(first?.listmeta).toMatchObject({ count: MOST, limit: 1 });
    });

    it('limit=0: 10,000 and where to go on, without a count', async () => {
      let first: Page | undefined;
      expect(await app.countQueries(async () => (first = await page(path, { limit: '0' })))).toBe(
        statements - 1,
      );
      if (!first) throw new Error('there is no page');
      expect(first.listmeta).toMatchObject({ count: MOST, limit: MOST, offset: 0 });
      const second = await page(path, { limit: '0', continue: first.listmeta.continue });
      expect(second.listmeta).toMatchObject({ count: MOST, continue: '' });
      expect([first.items.length, second.items.length]).toEqual([MOST, EVERYTHING - MOST]);
      expect(new Set([...uids(first), ...uids(second)]).size).toBe(EVERYTHING);
    });

    if (path === '/v1/apiKeys') return; // it has no offset
    it('offset: up to 10,000, and says how to go further', async () => {
      const far = await page(path, { limit: '2', offset: String(MOST) });
      expect(far.items).toHaveLength(2);
      expect(far.listmeta).toMatchObject({ count: MOST, offset: MOST });
      const { body } = await as(app, root)
        .get(path)
        .query({ offset: String(MOST + 1) })
        .expect(400);
      const text = 'must be a whole number from 0 to 10000; use "continue" to go further';
      expect(body).toEqual(errorBody('InvalidInput', { offset: text }));
    });
  });

  it('are counted exactly up to any bound', async () => {
    const few = app
      .get(DataSource)
      .createQueryBuilder(User, 'u')
      .where('u.emailFolded IN (:...some)', { some: ['1@many.example', '2@many.example', '3@many.example'] });
    const counts = [1, 2, 3, 4, 100].map((atMost) => boundedCount(few, atMost));
    expect(await Promise.all(counts)).toEqual([1, 2, 3, 3, 3]);
    expect(await boundedCount(few.andWhere('1 = 0'), 5)).toBe(0);
  });
});
