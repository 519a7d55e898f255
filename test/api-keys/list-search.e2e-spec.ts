import { copiesOf } from '../support/api-key-rows.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

describe('GET /v1/apiKeys?q=', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
    admin = await given.tenant();
    const { uid } = await given.apiKey(admin, {}, 'Nightly Backup');
    const other = await given.apiKey(admin, {}, '100%_sure "Größe" <İstanbul>');
    const shown = [
      { start: 'lk_aBcD', lastFour: 'WxYz' },
      { start: 'lk_eFgH', lastFour: 'aBcD' },
    ];
    const fragments = shown.map((change) => ({ ...change, name: change.start, nameFolded: 'plain' }));
    await copiesOf(app, uid, 1, () => ({ start: 'lk_0000', lastFour: '0000', name: 'Nightly Backup' }));
    await copiesOf(app, other.uid, 2, (index) => fragments[index] ?? {});
  });
  afterAll(() => app.close());

  const found = async (q: string): Promise<string[]> => {
    const { body } = await as(app, admin)
      .get('/v1/apiKeys')
      .query({ q, orderBy: 'creationTimestamp' })
      .expect(200);
    expect(body.listmeta.count).toBe(body.items.length);
    return body.items.map((item: { metadata: { name: string } }) => item.metadata.name);
  };
  const BACKUPS = ['Nightly Backup', 'Nightly Backup'];

  it.each(['Nightly Backup', 'night', 'ly ba', 'BACKUP', '  backup  ', 'ＢＡＣＫＵＰ'])(
    'finds any part of a name, in any letter case and width: %j',
    async (q) => expect(await found(q)).toEqual(BACKUPS),
  );

  it.each(['100%_', '%_s', '"größe"', 'GRÖSSE'.replace('SS', 'ß'), 'İstanbul', '<'])(
    'takes every character as itself: %j',
    async (q) => expect(await found(q)).toEqual(['100%_sure "Größe" <İstanbul>']),
  );

  it.each(['%', '_'])('knows no wildcards: %j', async (q) =>
    expect(await found(q)).toEqual(['100%_sure "Größe" <İstanbul>']),
  );

  it.each(['lk_aBcD', 'WxYz', 'lk_aBcD...WxYz', 'lk_aBcD…WxYz', ' lk_aBcD...WxYz '])(
    'finds a key by what is displayed of it: %j',
    async (q) => expect(await found(q)).toEqual(['lk_aBcD']),
  );

  it.each(['lk_abcd', 'wxyz', 'lk_aBcD...aBcD', 'lk_aBc', 'xYz', '...', 'ünïcode', "' OR 1=1 --"])(
    'finds nothing by what is displayed of no key: %j',
    async (q) => expect(await found(q)).toEqual([]),
  );

  it('finds nothing by the value of a key', async () => {
    const { value } = await given.apiKey(admin, {}, 'secret');
    expect(await found(value)).toEqual([]);
    expect(await found(value.slice(0, 20))).toEqual([]);
  });
});
