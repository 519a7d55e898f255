import { errorBody } from '../support/answers.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { Person } from '../support/given.js';
import { leavesOf } from '../support/leaves.js';
import { lockOut } from '../support/lockouts.js';
import { TestApp } from '../support/test-app.js';

interface Item {
  metadata: { uid: string; name?: string };
  spec?: { emailId?: string };
}

interface Page {
  items: Item[];
  listmeta: { continue: string; count: number; limit: number; offset: number };
}

const FILTERS = 'must be path=value, joined by AND; the paths are metadata.name, metadata.uid, spec.emailId';

/** First and last name, and address; in the order of making. */
const PEOPLE = [
  ['Grace', 'Hopper', 'Grace.Hopper@Acme.example'],
  ['ada', 'Lovelace', 'ada@acme.example'],
  ['Ada', 'LOVELACE', 'ada.l@acme.example'],
  ['', '', 'nobody@acme.example'],
  ['Ärzte', 'AND', 'aerzte@acme.example'],
  ['ＡＤＡ', 'lovelace', 'wide@acme.example'],
  ["'", '" OR 1=1 --', 'quote@acme.example'],
];

describe('GET /v1/users with filters, orderBy and fields', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;
  /** The administrator `Ada Admin` and the people above, in the order of making. */
  let uids: string[];

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
    admin = await given.tenant();
    uids = [admin.uid];
    for (const [firstName = '', lastName = '', emailId = ''] of PEOPLE)
      uids.push((await given.pendingUser(admin, { firstName, lastName, emailId })).uid);
    // the same person in another tenant must never be seen
    await given.pendingUser(await given.tenant(), {
      firstName: 'Ada',
      lastName: 'Lovelace',
      emailId: 'ada@acme.example',
    });
  });
  afterAll(() => app.close());

  const get = (query: Record<string, string | undefined>, caller = admin) =>
    as(app, caller).get('/v1/users').query(query);
  const list = async (query: Record<string, string>) => (await get(query).expect(200)).body as Page;
  const found = async (filters: string) => {
    const { items, listmeta } = await list({ filters });
    expect(listmeta).toEqual({ continue: '', count: items.length, limit: 50, offset: 0 });
    return items.map(({ metadata }) => uids.indexOf(metadata.uid));
  };

  describe('filters', () => {
    it.each([
      ['metadata.name=Ada Lovelace', [2, 3, 6]],
      ['metadata.name= ADA LOVELACE ', [2, 3, 6]],
      ['metadata.name=ada', []],
      ['metadata.name=ärzte and', [5]],
      ['metadata.name=Ärzte AND', [5]],
      ['metadata.name=arzte and', []],
      ['metadata.name=%', []],
      ['metadata.name=\' " OR 1=1 --', [7]],
      ["metadata.name=' OR 1=1 --", []],
      ['spec.emailId=ADA@ACME.EXAMPLE', [2]],
      ['spec.emailId=grace.hopper@acme.example', [1]],
      ['spec.emailId=acme.example', []],
      ['spec.emailId=ada@acme.exampleANDmetadata.name=Ada Lovelace', [2]],
      ['spec.emailId = ada@acme.example AND metadata.name = grace hopper', []],
      ['metadata.uid=none', []],
      ['metadata.uid=ünï', []],
    ])('%j finds %j', async (filters, expected) => {
      expect(await found(filters)).toEqual(expected);
    });

    it('metadata.uid finds the one, however it is spelt, and never another tenant’s (AZ-02)', async () => {
      expect(await found(`metadata.uid=${uids[4]}`)).toEqual([4]);
      expect(await found(`metadata.uid=${uids[4]?.toUpperCase()}`)).toEqual([4]);
      const stranger = await given.tenant();
      expect(await found(`metadata.uid=${stranger.uid}`)).toEqual([]);
      expect(await found(`spec.emailId=${stranger.emailId}`)).toEqual([]);
    });

    it('follow a change of name or address at once', async () => {
      const { uid } = await given.pendingUser(admin, { firstName: 'Before', lastName: '' });
      uids.push(uid);
      const spec = { firstName: 'After', emailId: 'after@acme.example' };
      await as(app, admin).put(`/v1/users/${uid}`).send({ spec }).expect(204);
      expect(await found('metadata.name=before')).toEqual([]);
      expect(await found('metadata.name=after')).toEqual([uids.length - 1]);
      expect(await found('spec.emailId=AFTER@acme.example')).toEqual([uids.length - 1]);
      await as(app, admin).delete(`/v1/users/${uid}`).expect(204);
      expect(await found('metadata.name=after')).toEqual([]);
      uids.pop();
    });

    it('empty means none', async () => {
      expect(await found('')).toEqual(uids.map((_, index) => index));
    });

    it.each([
      'spec.firstName=Ada',
      'name=Ada',
      'metadata.name',
      'metadata.name=',
      'metadata.name=aANDstatus.isActive=true',
      'u.passwordHash=x',
    ])('400 for %j', async (filters) => {
      const { body } = await get({ filters }).expect(400);
      expect(body).toEqual(errorBody('InvalidInput', { filters: FILTERS }));
    });

    it('400 for OR, which would otherwise be part of a value', async () => {
      const { body } = await get({ filters: 'metadata.name=a OR spec.emailId=b' }).expect(400);
      expect(body).toEqual(
        errorBody('InvalidInput', { filters: 'must be joined by AND: OR is not supported' }),
      );
    });
  });

  describe('orderBy', () => {
    // folded: '' < `' " or` < ada admin < ada lovelace (three, by uid) < grace < ärzte
    const BY_NAME = [4, 7, 0, 2, 3, 6, 1, 5];
    const BY_TIME = [0, 1, 2, 3, 4, 5, 6, 7];

    it.each([
      ['metadata.name=1', BY_NAME],
      ['metadata.name', BY_NAME],
      ['metadata.name=-1', BY_NAME.toReversed()],
      ['-metadata.name', BY_NAME.toReversed()],
      ['metadata.creationTimestamp=1', BY_TIME],
      ['metadata.creationTimestamp=-1', BY_TIME.toReversed()],
      ['', BY_TIME],
    ])('%j, in one page and in pages of every size, each once', async (orderBy, expected) => {
      for (const limit of [0, 1, 2, 3, 7, 8]) {
        const seen: string[] = [];
        for (let cursor: string | undefined; cursor !== '';) {
          const page = await list({ orderBy, limit: String(limit), ...(cursor && { continue: cursor }) });
          expect(page.listmeta.count).toBe(8);
          seen.push(...page.items.map(({ metadata }) => metadata.uid));
          cursor = page.listmeta.continue;
        }
        expect([limit, seen.map((uid) => uids.indexOf(uid))]).toEqual([limit, expected]);
      }
    });

    it('goes together with filters, offset and continue', async () => {
      const query = { filters: 'metadata.name=ada lovelace', orderBy: 'metadata.name=-1', limit: '1' };
      const first = await list({ ...query, offset: '1' });
      expect(first.listmeta).toMatchObject({ count: 3, limit: 1, offset: 1 });
      expect(first.items.map(({ metadata }) => uids.indexOf(metadata.uid))).toEqual([3]);
      const second = await list({ ...query, continue: first.listmeta.continue });
      expect(second.items.map(({ metadata }) => uids.indexOf(metadata.uid))).toEqual([2]);
      expect(second.listmeta.continue).toBe('');
    });

    it.each(['spec.emailId=1', 'metadata.name=1,metadata.uid=-1', 'metadata.name=up', 'u.passwordHash=1'])(
      '400 for %j',
      async (orderBy) => {
        const { body } = await get({ orderBy }).expect(400);
        const message =
          'must be one path with =1 (ascending) or =-1 (descending); the paths are metadata.name, metadata.creationTimestamp';
        expect(body).toEqual(errorBody('InvalidInput', { orderBy: message }));
      },
    );

    it('400 for the place in a list of other filters, or of another order (IN-10)', async () => {
      const { listmeta } = await list({ limit: '1', orderBy: 'metadata.name=1' });
      const others = [
        {},
        { orderBy: 'metadata.name=-1' },
        { orderBy: 'metadata.creationTimestamp=1' },
        { orderBy: 'metadata.name=1', filters: 'metadata.name=ada lovelace' },
      ];
      for (const query of others) {
        const { body } = await get({ ...query, continue: listmeta.continue }).expect(400);
        expect(body).toEqual(errorBody('InvalidCursor'));
      }
      // whatever is shown of an item, and however the order is spelt, it is the same list
      for (const query of [{ orderBy: 'metadata.name' }, { orderBy: 'metadata.name=1', fields: 'spec' }])
        await get({ ...query, continue: listmeta.continue }).expect(200);
    });
  });

  describe('fields', () => {
    it('narrow each item to what is named and its uid', async () => {
      const { items } = await list({ fields: 'spec.emailId,metadata.name' });
      expect(items[1]).toEqual({
        metadata: { uid: uids[1], name: 'Grace Hopper' },
        spec: { emailId: 'Grace.Hopper@Acme.example' },
      });
      expect(items.map(({ metadata }) => metadata.uid)).toEqual(uids);
    });

    it('take what stands above, and show it as the whole list does', async () => {
      const whole = await list({});
      const { items } = await list({ fields: 'metadata,spec' });
      expect(items).toEqual(whole.items.map(({ metadata, spec }) => ({ metadata, spec })));
    });

    it('know every field that an item has', async () => {
      const { details } = (await get({ fields: 'x' }).expect(400)).body as { details: { fields: string } };
      const known = details.fields.slice(details.fields.lastIndexOf(' the paths are ') + 15);
      await lockOut(app, admin);
      const whole = await list({});
      // the administrator has logged in and is locked: there is nothing that an item may leave out
      expect((await list({ fields: known.replaceAll(' ', '') })).items).toEqual(whole.items);
      expect(known.split(', ').toSorted()).toEqual(leavesOf(whole.items[0] as object).toSorted());
    });

    it('400 for what an item does not have', async () => {
      for (const fields of ['spec.passwordHash', 'linkNonce', 'metadata.labels.x', '__proto__', ',']) {
        const { body } = await get({ fields }).expect(400);
        expect(body).toMatchObject({
          code: 'InvalidInput',
          details: { fields: expect.any(String) as string },
        });
      }
    });
  });

  it('400 names every parameter at once, before the database is asked', async () => {
    const { body } = await get({ filters: 'x', orderBy: 'x', fields: 'x', limit: '-1' }).expect(400);
    expect(body).toMatchObject({ details: { limit: expect.any(String) as string } });
    const language = await get({ filters: 'x', orderBy: 'x', fields: 'x' }).expect(400);
    expect(Object.keys((language.body as { details: object }).details)).toEqual([
      'filters',
      'orderBy',
      'fields',
    ]);
    const long = await get({ filters: `metadata.name=${'x'.repeat(2048)}` }).expect(400);
    expect(long.body).toEqual(errorBody('InvalidInput', { filters: 'must have at most 2048 characters' }));
  });

  it('403 for a plain user, whomever they look for', async () => {
    const user = await given.user(await given.tenant());
    for (const query of [{ filters: `metadata.uid=${user.uid}` }, { fields: 'metadata.uid' }])
      await get(query, user).expect(403);
  });
});
