import { errorBody } from '../support/answers.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

interface Page {
  items: { metadata: { uid: string }; spec: object; status: object }[];
  listmeta: { continue: string; count: number; limit: number; offset: number };
}

describe('GET /v1/users', () => {
  let app: TestApp;
  let given: Given;
  /** An administrator, and everybody in the organisation in the order of making. */
  let admin: Person;
  let everybody: string[];

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
    admin = await given.tenant();
    everybody = [admin.uid];
    for (let count = 0; count < 6; count++) everybody.push((await given.pendingUser(admin)).uid);
  });
  afterAll(() => app.close());

  const list = async (query = '', caller: Parameters<typeof as>[1] = admin) =>
    (await as(app, caller).get(`/v1/users${query}`).expect(200)).body as Page;
  const uidsOf = (page: Page) => page.items.map(({ metadata }) => metadata.uid);

  describe('200', () => {
    it('holds everybody in the organisation, in the order of making, 50 at a time', async () => {
      const page = await list();
      expect(uidsOf(page)).toEqual(everybody);
      expect(page.listmeta).toEqual({ continue: '', count: 7, limit: 50, offset: 0 });
    });

    it('shows each as reading them does', async () => {
      const page = await list('', await given.apiKey(admin));
      for (const item of page.items) {
        const { body } = await as(app, await given.apiKey(admin)).get(`/v1/users/${item.metadata.uid}`);
        expect(item).toEqual(body);
      }
    });

    it('limit=0 means all, as the Go SDK asks', async () => {
      const page = await list('?limit=0');
      expect(uidsOf(page)).toEqual(everybody);
      expect(page.listmeta).toMatchObject({ continue: '', count: 7, offset: 0 });
    });

    it.each([1, 2, 3, 6, 7, 8])('goes through all of them in pages of %i, each once', async (limit) => {
      const seen: string[] = [];
      for (let cursor: string | undefined; cursor !== '';) {
        const page = await list(`?limit=${limit}${cursor ? `&continue=${cursor}` : ''}`);
        expect(page.listmeta).toMatchObject({ count: 7, limit });
        expect(page.items.length).toBeLessThanOrEqual(limit);
        seen.push(...uidsOf(page));
        cursor = page.listmeta.continue;
      }
      expect(seen).toEqual(everybody);
    });

    it('skips so many with offset', async () => {
      const page = await list('?limit=2&offset=3');
      expect(uidsOf(page)).toEqual(everybody.slice(3, 5));
      expect(page.listmeta).toMatchObject({ count: 7, limit: 2, offset: 3 });
      expect(uidsOf(await list('?offset=100'))).toEqual([]);
    });

    it('keeps its place when somebody before it is deleted', async () => {
      const tenant = await given.tenant();
      const uids = [];
      for (let count = 0; count < 4; count++) uids.push((await given.pendingUser(tenant)).uid);
      const first = await list('?limit=3', tenant);
      await as(app, tenant).delete(`/v1/users/${uids[0]}`).expect(204);
      const second = await list(`?limit=3&continue=${first.listmeta.continue}`, tenant);
      expect(uidsOf(second)).toEqual(uids.slice(2));
    });

    it('counts and shows nobody of another tenant, also for the platform’s administrator (AZ-11)', async () => {
      const other = await given.tenant();
      const { uid } = await given.pendingUser(other);
      expect(uidsOf(await list('?limit=0', other))).toEqual([other.uid, uid]);
      expect((await list('?limit=0')).listmeta.count).toBe(7);
      const root = await given.platformAdmin();
      expect(uidsOf(await list('?limit=0', root))).toEqual([root.uid]);
    });

    it('asks the database as often for many as for one', async () => {
      const few = await app.countQueries(() => list('?limit=1'));
      const many = await app.countQueries(() => list('?limit=6'));
      expect(many).toBe(few);
    });
  });

  describe('400', () => {
    it('for the place in another tenant’s list, or in another list (IN-10)', async () => {
      const other = await given.tenant();
      await given.pendingUser(other);
      const users = (await list('?limit=1', other)).listmeta.continue;
      const audits = await as(app, admin).get('/v1/audits?limit=1').expect(200);
      for (const cursor of [users, (audits.body as Page).listmeta.continue]) {
        expect(cursor).not.toBe('');
        const { body } = await as(app, admin).get(`/v1/users?continue=${cursor}`).expect(400);
        expect(body).toEqual(errorBody('InvalidCursor'));
      }
    });

    it('for parameters that there are not: they must not look as if they had matched', async () => {
      for (const name of ['filter', 'sort', 'emailId', 'q']) {
        const { body } = await as(app, admin).get(`/v1/users?${name}=x`).expect(400);
        expect(body).toEqual(errorBody('InvalidInput', { [name]: 'is not a known field' }));
      }
    });
  });

  describe('403', () => {
    it('for a plain user, by token and by key', async () => {
      const tenant = await given.tenant();
      const user = await given.user(tenant);
      for (const caller of [user, await given.apiKey(user)]) {
        const { body } = await as(app, caller).get('/v1/users').expect(403);
        expect(body).toEqual(errorBody('Forbidden'));
      }
    });
  });
});
