import { findings, linksOf } from '../support/audit-chain.js';
import { Given } from '../support/given.js';
import { TestApp } from '../support/test-app.js';
import { TestClock } from '../support/test-clock.js';
import { createTestDatabase, isServer } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';

const KEYS_EACH = 25;
const TENANTS = 8;

describe('the chain of audit entries, written to by several at once (AU-04)', () => {
  const clock = new TestClock();
  let database: TestDatabase;
  let instances: TestApp[];

  beforeAll(async () => {
    database = await createTestDatabase();
    instances = [await TestApp.start({ database, clock })];
    // the embedded database belongs to one process
    if (isServer) instances.push(await TestApp.start({ database, clock }));
  });
  afterAll(async () => {
    await Promise.all(instances.map((instance) => instance.close()));
    await database.drop();
  });

  it('AU-04 stays one chain without gaps, and nothing that was answered is missing', async () => {
    const [app] = instances as [TestApp];
    const admin = await new Given(app).tenant();
    const before = (await linksOf(app, admin.tenantUid)).length;
    const made = instances.flatMap((instance) =>
      Array.from({ length: KEYS_EACH }, () => new Given(instance).apiKey(admin)),
    );
    await Promise.all(made);
    const links = await linksOf(app, admin.tenantUid);
    expect(links.map(({ seq }) => seq)).toEqual(
      Array.from({ length: before + made.length }, (_, at) => at + 1),
    );
    expect(await findings(app)).toEqual([]);
  });

  it('AU-04 begins the chains of organisations that are made at once', async () => {
    const [app] = instances as [TestApp];
    const admins = await Promise.all(
      instances.flatMap((instance) => Array.from({ length: TENANTS }, () => new Given(instance).tenant())),
    );
    for (const { tenantUid } of admins) expect((await linksOf(app, tenantUid))[0]?.seq).toBe(1);
    expect(await findings(app)).toEqual([]);
  });
});
