import { errorBody } from '../support/answers.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

interface Page {
  items: { metadata: { uid: string; name: string }; spec: { emailId: string }; status: object }[];
  listmeta: { continue: string; count: number };
}
const PEOPLE = [
  ['Ada', 'Lovelace', 'Ada@Acme.example'],
  ['Grace', 'Hopper', 'grace@acme.example'],
  ['grace', 'Kelly', 'g.kelly@acme.example'],
  ['Ägidius', 'Ü', 'ue@acme.example'],
  ['100%', '_x_', 'percent@acme.example'],
] as const;

describe('POST /v1/users/summary', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
    admin = await given.tenant();
    for (const [firstName, lastName, emailId] of PEOPLE)
      await given.pendingUser(admin, { firstName, lastName, emailId });
    // people of the same names and addresses elsewhere
    const other = await given.tenant();
    for (const [firstName, lastName, emailId] of PEOPLE)
      await given.pendingUser(other, { firstName, lastName, emailId });
  });
  afterAll(() => app.close());

  const find = async (body: object, query = '', caller: Person = admin) =>
    (await as(app, caller).post(`/v1/users/summary${query}`).send(body).expect(200)).body as Page;
  const names = async (filter: object, sort?: object) =>
    (await find({ filter, sort })).items.map(({ metadata }) => metadata.name);

  describe('200', () => {
    it('finds one by address as clients do: case does not matter, and what is shown is as it was typed', async () => {
      const { items } = await find({ filter: { emailId: { eq: 'ada@ACME.example' } }, sort: null });
      expect(items.map(({ spec }) => spec.emailId)).toEqual(['Ada@Acme.example']);
    });

    it('shows names, roles by uid and name, and the state', async () => {
      const role = await given.role(admin, ['audit.list'], 'Auditor');
      const { uid } = await given.pendingUser(admin, {
        firstName: 'Shown',
        lastName: '',
        emailId: 'shown@acme.example',
        roles: [role],
      });
      const { items } = await find({ filter: { emailId: { eq: 'shown@acme.example' } } });
      const user = await as(app, admin).get(`/v1/users/${uid}`);
      const { metadata, status } = user.body as { metadata: object; status: { activationLink: string } };
      expect(items).toEqual([
        {
          metadata,
          spec: {
            emailId: 'shown@acme.example',
            firstName: 'Shown',
            lastName: '',
            roles: [{ uid: role, name: 'Auditor' }],
            teams: [],
            projects: [],
            projectsCount: 0,
          },
          status: { ...status, activationLink: expect.stringContaining('/activate#token=') as string },
        },
      ]);
      await as(app, admin).delete(`/v1/users/${uid}`).expect(204);
    });

    it.each<[object, string[]]>([
      [{ name: { eq: 'grace hopper' } }, ['Grace Hopper']],
      [{ name: { eq: 'grace hopper', ignoreCase: false } }, []],
      [{ name: { eq: 'Grace Hopper', ignoreCase: false } }, ['Grace Hopper']],
      [{ name: { beginsWith: 'GRACE' } }, ['Grace Hopper', 'grace Kelly']],
      [{ name: { beginsWith: 'Grace', ignoreCase: false } }, ['Grace Hopper']],
      [{ name: { beginsWith: 'grac' } }, ['Grace Hopper', 'grace Kelly']],
      [{ name: { beginsWith: 'ä' } }, ['Ägidius Ü']],
      [{ name: { contains: 'LOVE' } }, ['Ada Lovelace']],
      [{ name: { contains: 'LOVE', ignoreCase: false } }, []],
      [{ name: { contains: '0%' } }, ['100% _x_']],
      [{ name: { contains: '_' } }, ['100% _x_']],
      [{ name: { beginsWith: '%' } }, []],
      [{ emailId: { beginsWith: 'g' } }, ['Grace Hopper', 'grace Kelly']],
      [{ emailId: { contains: 'kelly@' } }, ['grace Kelly']],
      [{ emailId: { eq: 'nobody@acme.example' } }, []],
      [{ name: { beginsWith: 'grace', ne: 'Grace Kelly' } }, ['Grace Hopper']],
      [{ name: { beginsWith: 'grace' }, emailId: { contains: 'kelly' } }, ['grace Kelly']],
      [{ name: { contains: "' OR 1=1 --" } }, []],
    ])('%j', async (filter, expected) => {
      expect(await names(filter)).toEqual(expected);
    });

    it('ne leaves out one, with or without regard to case', async () => {
      expect(await names({ emailId: { ne: 'ADA@acme.example' } })).not.toContain('Ada Lovelace');
      expect(await names({ emailId: { ne: 'ADA@acme.example', ignoreCase: false } })).toContain(
        'Ada Lovelace',
      );
    });

    it.each<[object | undefined, string[]]>([
      [undefined, ['Ada Admin', 'Ada Lovelace', 'Grace Hopper', 'grace Kelly', 'Ägidius Ü', '100% _x_']],
      [
        [{ field: 'name', order: 'asc' }],
        ['100% _x_', 'Ada Admin', 'Ada Lovelace', 'Grace Hopper', 'grace Kelly', 'Ägidius Ü'],
      ],
      [
        [{ field: 'name', order: 'desc' }],
        ['Ägidius Ü', 'grace Kelly', 'Grace Hopper', 'Ada Lovelace', 'Ada Admin', '100% _x_'],
      ],
      [
        [{ field: 'creationTimestamp', order: 'desc' }],
        ['100% _x_', 'Ägidius Ü', 'grace Kelly', 'Grace Hopper', 'Ada Lovelace', 'Ada Admin'],
      ],
    ])('sorted by %j', async (sort, expected) => {
      expect(await names({}, sort)).toEqual(expected);
    });

    it.each([undefined, [{ field: 'name', order: 'desc' }]])(
      'goes on with continue, sorted by %j',
      async (sort) => {
        const whole = await find({ sort });
        const seen: Page['items'] = [];
        for (let cursor: string | undefined; cursor !== '';) {
          const page = await find({ sort }, `?limit=4${cursor ? `&continue=${cursor}` : ''}`);
          seen.push(...page.items);
          cursor = page.listmeta.continue;
        }
        expect(seen.map(({ metadata }) => metadata.uid)).toEqual(
          whole.items.map(({ metadata }) => metadata.uid),
        );
        expect(whole.listmeta).toMatchObject({ count: 6, continue: '' });
      },
    );

    it('asks the database as often for many as for one', async () => {
      const few = await app.countQueries(() => find({}, '?limit=1'));
      const many = await app.countQueries(() => find({}, '?limit=5'));
      expect(many).toBe(few);
    });
  });

  describe('400', () => {
    it.each<[object, string]>([
      [{ filter: { uid: { eq: 'x' } } }, 'filter.uid'],
      [{ filter: { name: { like: 'x' } } }, 'filter.name.like'],
      [{ filter: { name: { eq: '' } } }, 'filter.name.eq'],
      [{ filter: { name: { eq: 7 } } }, 'filter.name.eq'],
      [{ filter: { name: 'x' } }, 'filter.name'],
      [{ filter: [] }, 'filter'],
      [{ sort: [{ field: 'emailId' }] }, 'sort.0.field'],
      [{ sort: [{ field: 'name', order: 'up' }] }, 'sort.0.order'],
      [{ sort: [{ field: 'name' }, { field: 'creationTimestamp' }] }, 'sort'],
      [{ sort: ['name'] }, 'sort'],
      [{ q: 'x' }, 'q'],
    ])('for %j, naming %s', async (body, field) => {
      const answer = await as(app, admin).post('/v1/users/summary').send(body).expect(400);
      expect(answer.body).toEqual(errorBody('InvalidInput', { [field]: expect.any(String) }));
    });

    it('for the place in another search, or of another organisation (IN-10)', async () => {
      const { listmeta } = await find({}, '?limit=1');
      const go = (body: object, caller: Person) =>
        as(app, caller).post(`/v1/users/summary?continue=${listmeta.continue}`).send(body);
      expect((await go({ filter: { name: { eq: 'x' } } }, admin).expect(400)).body).toEqual(
        errorBody('InvalidCursor'),
      );
      await go({}, await given.tenant()).expect(400);
    });
  });

  it('403 for a plain user', async () => {
    await as(app, await given.user(await given.tenant()))
      .post('/v1/users/summary')
      .send({})
      .expect(403);
  });
});

describe('GET /v1/users/meta', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
    admin = await given.tenant();
    for (let count = 0; count < 3; count++) await given.pendingUser(admin);
  });
  afterAll(() => app.close());

  const read = async (query = '') =>
    (await as(app, admin).get(`/v1/users/meta${query}`).expect(200)).body as Omit<Page, 'items'> & {
      items: { uid: string; name: string; emailId: string }[];
    };

  it('200 has everybody by uid, name and address, in the order of making', async () => {
    const { items, listmeta } = await read();
    expect(items[0]).toEqual({ uid: admin.uid, name: 'Ada Admin', emailId: admin.emailId });
    expect(items).toHaveLength(4);
    expect(listmeta).toMatchObject({ count: 4, continue: '' });
  });

  it('200 in pages', async () => {
    const first = await read('?limit=3');
    const second = await read(`?limit=3&continue=${first.listmeta.continue}`);
    expect([...first.items, ...second.items]).toEqual((await read()).items);
  });

  it('400 for the place in another list', async () => {
    const { listmeta } = (await as(app, admin).get('/v1/users?limit=1')).body as Page;
    await as(app, admin).get(`/v1/users/meta?continue=${listmeta.continue}`).expect(400);
  });

  it('403 for a plain user', async () => {
    await as(app, await given.user(admin))
      .get('/v1/users/meta')
      .expect(403);
  });
});
