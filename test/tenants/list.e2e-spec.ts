import { errorBody } from '../support/answers.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

interface Page {
  items: { metadata: { uid: string } }[];
  listmeta: { continue: string; count: number; limit: number; offset: number };
}

interface Named extends Page {
  items: { metadata: { uid: string; name: string } }[];
}

interface Refusal {
  details: { fields: string };
}

describe('GET /v1/tenants', () => {
  let app: TestApp;
  let given: Given;
  let root: Person;
  let everything: string[];

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
    root = await given.platformAdmin();
    everything = [root.tenantUid];
    for (let count = 0; count < 4; count++) everything.push((await given.tenant()).tenantUid);
  });
  afterAll(() => app.close());

  const list = async (query = '') =>
    (await as(app, root).get(`/v1/tenants${query}`).expect(200)).body as Page;
  const uidsOf = (page: Page) => page.items.map(({ metadata }) => metadata.uid);

  it('200: every organisation in the order of making, each as reading it shows it', async () => {
    const page = await list();
    expect(uidsOf(page)).toEqual(everything);
    expect(page.listmeta).toEqual({ continue: '', count: 5, limit: 50, offset: 0 });
    for (const item of page.items) {
      const { body } = await as(app, root).get(`/v1/tenants/${item.metadata.uid}`).expect(200);
      expect(item).toEqual(body);
    }
  });

  it.each([1, 2, 4, 5, 6])('200: in pages of %i, each once', async (limit) => {
    const seen: string[] = [];
    for (let cursor: string | undefined; cursor !== '';) {
      const page = await list(`?limit=${limit}${cursor ? `&continue=${cursor}` : ''}`);
      expect(page.listmeta).toMatchObject({ count: 5, limit });
      seen.push(...uidsOf(page));
      cursor = page.listmeta.continue;
    }
    expect(seen).toEqual(everything);
  });

  it('200: limit=0 means all; offset skips', async () => {
    expect(uidsOf(await list('?limit=0'))).toEqual(everything);
    expect(uidsOf(await list('?limit=2&offset=2'))).toEqual(everything.slice(2, 4));
  });

  it('200: for a key of the platform’s administrator too', async () => {
    await as(app, await given.apiKey(root))
      .get('/v1/tenants')
      .expect(200);
  });

  describe('200: in the language of the lists', () => {
    let names: string[];

    beforeAll(async () => {
      const { items } = (await as(app, root).get('/v1/tenants?limit=0').expect(200)).body as Named;
      names = items.map(({ metadata }) => metadata.name);
    });

    const asked = async (query: object) =>
      (await as(app, root).get('/v1/tenants').query(query)).body as Named;
    const namesOf = ({ items }: Named) => items.map(({ metadata }) => metadata.name);

    it('filters by name in either place and by uid, without regard to case', async () => {
      const [, name = '', other = ''] = names;
      const uid = everything[1] ?? '';
      for (const filters of [
        `metadata.name=${name}`,
        `spec.orgName=${name.toUpperCase()}`,
        `metadata.uid=${uid}`,
        `metadata.uid=${uid.toUpperCase()} AND metadata.name = ${name}ANDspec.orgName=${name}`,
      ]) {
        const page = await asked({ filters });
        expect([filters, namesOf(page), page.listmeta.count]).toEqual([filters, [name], 1]);
      }
      for (const filters of [
        `metadata.name=${name.slice(0, -1)}`,
        `metadata.uid=${uid}x`,
        'metadata.uid=ü',
        `metadata.name=${name}ANDspec.orgName=${other}`,
        `metadata.name=${other}ANDmetadata.uid=${uid}`,
      ])
        expect([filters, await asked({ filters })]).toMatchObject([
          filters,
          { items: [], listmeta: { count: 0 } },
        ]);
    });

    it.each([
      ['metadata.name=1', (a: string, b: string) => (a < b ? -1 : 1)],
      ['metadata.name=-1', (a: string, b: string) => (a < b ? 1 : -1)],
    ])('orders by %s, in pages of every size', async (orderBy, compare) => {
      for (const limit of [1, 2, 3, 50]) {
        const seen: string[] = [];
        for (let cursor: string | undefined; cursor !== '';) {
          const page = await asked({ orderBy, limit, ...(cursor && { continue: cursor }) });
          seen.push(...namesOf(page));
          cursor = page.listmeta.continue;
        }
        expect(seen).toEqual(names.toSorted(compare));
      }
    });

    it('orders by time of making, newest first', async () => {
      expect(namesOf(await asked({ orderBy: 'metadata.creationTimestamp=-1' }))).toEqual(names.toReversed());
    });

    it('narrows items to fields, and knows all that there are', async () => {
      const whole = await asked({});
      const [first] = whole.items;
      expect((await asked({ fields: 'spec.orgName' })).items[0]).toEqual({
        metadata: { uid: first?.metadata.uid },
        spec: { orgName: first?.metadata.name },
      });
      const { details } = (await as(app, root).get('/v1/tenants?fields=x').expect(400)).body as Refusal;
      const known = details.fields.slice(details.fields.lastIndexOf(' are ') + 5);
      expect((await asked({ fields: known })).items).toEqual(whole.items);
    });
  });

  it('400: for filters, an order or fields that there are not, and for the place in a list of others', async () => {
    for (const query of [
      { filters: 'spec.orgEmailId=x' },
      { orderBy: 'spec.orgName=1' },
      { fields: 'spec.nothing' },
    ]) {
      const { body } = await as(app, root).get('/v1/tenants').query(query).expect(400);
      expect(body).toMatchObject({ code: 'InvalidInput' });
      expect(Object.keys((body as Refusal).details)).toEqual(Object.keys(query));
    }
    const cursor = (await list('?limit=1')).listmeta.continue;
    const { body } = await as(app, root)
      .get('/v1/tenants')
      .query({ orderBy: 'metadata.name=1', continue: cursor })
      .expect(400);
    expect(body).toEqual(errorBody('InvalidCursor'));
  });

  it('400: for the place in another list, or a filter that there is not', async () => {
    const users = await as(app, root).get('/v1/audits?limit=1').expect(200);
    const { listmeta } = users.body as Page;
    const cursor = await as(app, root).get(`/v1/tenants?continue=${listmeta.continue}`).expect(400);
    expect(cursor.body).toEqual(errorBody('InvalidCursor'));
    const filter = await as(app, root).get('/v1/tenants?orgName=x').expect(400);
    expect(filter.body).toEqual(errorBody('InvalidInput', { orgName: 'is not a known field' }));
  });

  it('403: for everybody else', async () => {
    const admin = await given.tenant();
    everything.push(admin.tenantUid);
    const helper = await given.user(root, { roles: ['Tenant Admin'] });
    for (const caller of [admin, await given.user(admin), helper, await given.apiKey(admin)]) {
      const { body } = await as(app, caller).get('/v1/tenants').expect(403);
      expect(body).toEqual(errorBody('Forbidden'));
    }
  });
});
