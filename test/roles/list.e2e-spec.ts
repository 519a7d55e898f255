import { errorBody } from '../support/answers.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

interface Page {
  items: { metadata: { uid: string; name: string } }[];
  listmeta: { continue: string; count: number; limit: number; offset: number };
}
const BUILT_IN = ['Tenant Admin', 'Tenant Viewer', 'User'];
const OWN = ['delta', 'alpha', 'charlie', 'Bravo'];

describe('GET /v1/roles', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
    admin = await given.tenant();
    for (const name of OWN) await given.role(admin, ['user.list'], name);
  });
  afterAll(() => app.close());

  const list = async (query = '', caller: Person = admin) =>
    (await as(app, caller).get(`/v1/roles${query}`).expect(200)).body as Page;
  const namesOf = ({ items }: Page) => items.map(({ metadata }) => metadata.name);

  describe('200', () => {
    it('holds the built-in roles first, then those of the organisation in the order of making', async () => {
      const page = await list('?limit=50');
      expect(namesOf(page)).toEqual([...BUILT_IN, ...OWN]);
      expect(page.listmeta).toEqual({ continue: '', count: 7, limit: 50, offset: 0 });
    });

    it('shows each as reading it does', async () => {
      for (const item of (await list()).items)
        expect((await as(app, admin).get(`/v1/roles/${item.metadata.uid}`)).body).toEqual(item);
    });

    it.each([1, 2, 3, 6, 7, 8])('goes through all of them in pages of %i, each once', async (limit) => {
      const seen: string[] = [];
      for (let cursor: string | undefined; cursor !== '';) {
        const page = await list(`?limit=${limit}${cursor ? `&continue=${cursor}` : ''}`);
        expect(page.listmeta.count).toBe(7);
        seen.push(...namesOf(page));
        cursor = page.listmeta.continue;
      }
      expect(seen).toEqual([...BUILT_IN, ...OWN]);
    });

    it('skips so many with offset, and means all with limit=0', async () => {
      expect(namesOf(await list('?offset=5&limit=1'))).toEqual(['charlie']);
      expect(namesOf(await list('?offset=100'))).toEqual([]);
      expect(namesOf(await list('?limit=0'))).toHaveLength(7);
    });

    it.each([
      ['orderBy=metadata.name=1', ['alpha', 'Bravo', 'charlie', 'delta', ...BUILT_IN]],
      ['orderBy=metadata.name=-1', [...BUILT_IN.toReversed(), 'delta', 'charlie', 'Bravo', 'alpha']],
      ['orderBy=metadata.creationTimestamp=-1', [...OWN.toReversed(), ...BUILT_IN.toReversed()]],
      ['filters=metadata.name=BRAVO', ['Bravo']],
      ['filters=metadata.name=user', ['User']],
      ['filters=metadata.name=nobody', []],
      ['filters=metadata.uid=00000000-0000-7000-8000-000000000002', ['Tenant Viewer']],
    ])('is narrowed and sorted by %s, also in pages', async (query, expected) => {
      expect(namesOf(await list(`?${query}`))).toEqual(expected);
      const seen: string[] = [];
      for (let cursor: string | undefined; cursor !== '';) {
        const page = await list(`?${query}&limit=2${cursor ? `&continue=${cursor}` : ''}`);
        seen.push(...namesOf(page));
        cursor = page.listmeta.continue;
      }
      expect(seen).toEqual(expected);
    });

    it('shows only the fields that are asked for, and the uid', async () => {
      const { items } = await list('?fields=metadata.name&limit=1');
      expect(items).toEqual([{ metadata: { uid: expect.any(String) as string, name: 'Tenant Admin' } }]);
    });

    it('has nobody else’s roles (AZ-11)', async () => {
      expect(namesOf(await list('', await given.tenant()))).toEqual(BUILT_IN);
    });
  });

  describe('400', () => {
    it.each(['filters=spec.scope=tenant', 'orderBy=spec.type=1', 'fields=spec.secret', 'q=x'])(
      'for %s',
      async (query) => {
        const { body } = await as(app, admin).get(`/v1/roles?${query}`).expect(400);
        expect(body).toEqual(
          errorBody('InvalidInput', { [query.slice(0, query.indexOf('='))]: expect.any(String) }),
        );
      },
    );

    it('for the place in another organisation’s list (IN-10)', async () => {
      const { listmeta } = await list('?limit=1', await given.tenant());
      const { body } = await as(app, admin).get(`/v1/roles?continue=${listmeta.continue}`).expect(400);
      expect(body).toEqual(errorBody('InvalidCursor'));
    });
  });

  it('403 for a plain user', async () => {
    await as(app, await given.user(admin))
      .get('/v1/roles')
      .expect(403);
  });
});
