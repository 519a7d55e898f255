import { In } from 'typeorm';
import type { DataSource } from 'typeorm';
import { TenantRepository } from './tenant-repository.js';
import type { Transaction } from './transactions.js';

interface Thing {
  uid: string;
  tenantUid: string;
  name: string;
}

/** What would have gone to the database. */
const asked: unknown[] = [];
const ask = async (filter: unknown) => {
  asked.push(filter);
  return { affected: 1 };
};
const query = { where: (_text: string, filter: unknown) => void asked.push(filter) };
const repository = {
  findOneBy: ask,
  findOne: ({ where }: { where: unknown }) => ask(where),
  find: ({ where }: { where: unknown }) => ask(where),
  countBy: ask,
  update: ask,
  delete: ask,
  createQueryBuilder: () => query,
};
const manager = { getRepository: () => repository } as unknown as Transaction;
const dataSource = { manager, options: { type: 'mariadb' } } as unknown as DataSource;
const things = new TenantRepository<Thing>(dataSource, 'things');

/** Every way to ask, with the tenant and the uid that it is given. */
const ASKS: [string, (tenantUid: string, uid: string) => unknown][] = [
  ['find', (tenantUid, uid) => things.find(tenantUid, uid)],
  ['findLocked', (tenantUid, uid) => things.findLocked(manager, tenantUid, uid)],
  ['list', (tenantUid, uid) => things.list(tenantUid, { uid })],
  ['count', (tenantUid, uid) => things.count(tenantUid, { uid })],
  ['update', (tenantUid, uid) => things.update(manager, tenantUid, { uid }, { name: 'b' })],
  ['delete', (tenantUid, uid) => things.delete(manager, tenantUid, uid)],
];

/** What must never come to mean "any row", or a condition of the sender's. */
const NO_UIDS = [undefined, null, '', [], ['a'], ['a', 'b'], {}, { uid: 'a' }] as unknown as string[];

describe('TenantRepository (AZ-10)', () => {
  beforeEach(() => {
    asked.length = 0;
  });

  describe.each(ASKS)('%s', (_, askWith) => {
    const trying = async (tenantUid: string, uid: string) => askWith(tenantUid, uid);

    it('asks within the tenant', async () => {
      await trying('tenant', 'uid');
      expect(asked).toEqual([{ uid: 'uid', tenantUid: 'tenant' }]);
    });

    it.each(NO_UIDS.map((value) => [value]))(
      'refuses %j for the tenant or the uid before it asks',
      async (value) => {
        await expect(trying(value, 'uid')).rejects.toThrow(TypeError);
        await expect(trying('tenant', value)).rejects.toThrow(TypeError);
        expect(asked).toEqual([]);
      },
    );
  });

  it('starts a query with the tenant, and refuses one without', () => {
    things.query('tenant', 't');
    expect(asked).toEqual([{ tenantUid: 'tenant' }]);
    for (const value of NO_UIDS) expect(() => things.query(value, 't')).toThrow(TypeError);
  });

  it('does not let a filter name another tenant', async () => {
    await things.list('tenant', { tenantUid: 'other', name: 'a' });
    expect(asked).toEqual([{ tenantUid: 'tenant', name: 'a' }]);
  });

  it('lets operators of the code through', async () => {
    await things.list('tenant', { uid: In(['a']) });
    expect(asked).toEqual([{ tenantUid: 'tenant', uid: In(['a']) }]);
  });
});
