import { DataSource } from 'typeorm';
import { newUid } from '#persistence';
import {
  CrossTenantTries,
  MOST_WAITING,
  MOST_WRITTEN,
} from '../../src/cross-tenant/cross-tenant-tries.service.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { METRICS_ENV, Scrape } from '../support/scrape.js';
import { TestApp } from '../support/test-app.js';
import { createTestDatabase } from '../support/test-database.js';
import { HOUR } from '../support/test-clock.js';
import { entriesOf, everyEntry, on } from '../support/told-once.js';

const METRIC = 'latchkey_cross_tenant_tries_total';

describe('tries to reach another organisation', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;
  let other: Person;
  let key: IssuedKey;

  beforeAll(async () => {
    app = await TestApp.start({ env: METRICS_ENV });
    given = new Given(app);
  });
  beforeEach(async () => {
    await record();
    app.clock.advance(HOUR);
    admin = await given.tenant();
    other = await given.tenant();
    key = await given.apiKey(other);
  });
  afterAll(() => app.close());

  const record = () => app.get(CrossTenantTries).record();
  /** What became of the tries of `work`, by the metric. */
  async function counted(work: () => Promise<unknown>): Promise<Record<string, number>> {
    const before = await Scrape.of(app);
    await work();
    return (await Scrape.of(app)).risenSince(before, METRIC);
  }
  const FOUND = `${METRIC}{result="found"}`;
  const UNCHECKED = `${METRIC}{result="unchecked"}`;

  it('AZ-14 many from one organisation in an hour: all are counted, and a hundred written', async () => {
    const storm = async () => {
      for (let times = 0; times < MOST_WRITTEN + 10; times++)
        await as(app, admin).get(`/v1/apiKeys/${key.uid}`).expect(404);
      await record();
    };
    const written = async () => (await entriesOf(app, storm)).length;
    let entries = 0;
    expect(await counted(async () => (entries = await written()))).toEqual({ [FOUND]: MOST_WRITTEN + 10 });
    expect(entries).toBe(MOST_WRITTEN);
    expect(await written()).toBe(0);
    const another = await entriesOf(app, async () => {
      await as(app, other).get(`/v1/users/${admin.uid}`).expect(404);
      await record();
    });
    expect(another).toHaveLength(1);
    app.clock.advance(HOUR);
    admin.token = await given.token(admin.emailId, admin.password);
    expect(await written()).toBe(MOST_WRITTEN);
  });

  it('AZ-14 more between two turns than are looked at are counted, and not kept', async () => {
    const storm = async () => {
      for (let times = 0; times < MOST_WAITING / 8; times++)
        await as(app, admin)
          .put(`/v1/users/${admin.uid}/roles`)
          .send({ roles: Array.from({ length: 8 }, newUid) })
          .expect(400);
      await as(app, admin).get(`/v1/apiKeys/${key.uid}`).expect(404);
    };
    expect(await counted(storm)).toEqual({ [UNCHECKED]: 1 });
    expect(await counted(record)).toEqual({});
  });

  it('AZ-14 is kept while the database is down, and is written once it is back', async () => {
    const entries = await entriesOf(app, async () => {
      await as(app, admin).get(`/v1/apiKeys/${key.uid}`).expect(404);
      const down = vi.spyOn(app.get(DataSource), 'createQueryRunner').mockImplementation(() => {
        throw new Error('down');
      });
      await expect(record()).rejects.toThrow('down');
      down.mockRestore();
      await record();
    });
    expect(entries).toHaveLength(1);
  });

  it('AZ-14 is written before the service ends', async () => {
    const database = await createTestDatabase();
    const first = await TestApp.start({ database });
    const people = new Given(first);
    const [one, another] = [await people.tenant(), await people.tenant()];
    await as(first, one).get(`/v1/users/${another.uid}`).expect(404);
    await first.close();
    const second = await TestApp.start({ database });
    const told = (await everyEntry(second)).filter(({ action }) => action === 'tenant.refuseOther');
    await second.close();
    await database.drop();
    expect(told).toEqual([expect.objectContaining({ actorUid: one.uid, ...on('user', another.uid) })]);
  });
});
