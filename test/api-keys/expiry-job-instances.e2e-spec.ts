import { ExpiryJob } from '../../src/api-keys/expiry.job.js';
import { copiesOf } from '../support/api-key-rows.js';
import { auditTrail } from '../support/audit-trail.js';
import { Given } from '../support/given.js';
import type { Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';
import { TestClock } from '../support/test-clock.js';
import { createTestDatabase, isServer } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';

const KEYS = 450;
const RUNS_EACH = 3;

describe('the job that marks expired API keys, run by several at once (MI-03)', () => {
  const clock = new TestClock();
  let database: TestDatabase;
  let instances: TestApp[];
  let admin: Person;

  beforeAll(async () => {
    database = await createTestDatabase();
    instances = [await TestApp.start({ database, clock })];
    // the embedded database belongs to one process: there the runs of one instance are the rivals
    if (isServer)
      instances.push(await TestApp.start({ database, clock }), await TestApp.start({ database, clock }));
  });
  afterAll(async () => {
    await Promise.all(instances.map((instance) => instance.close()));
    await database.drop();
  });

  it('marks each key exactly once, each with one entry', async () => {
    const [app] = instances as [TestApp];
    const given = new Given(app);
    admin = await given.tenant();
    const expiry = new Date(clock.now().getTime() + 1).toISOString();
    const { uid } = await given.apiKey(admin, { expiresInDays: undefined, expiry });
    const uids = [uid, ...(await copiesOf(app, uid, KEYS - 1))];
    clock.advance(1);
    const runs = instances.flatMap((instance) =>
      Array.from({ length: RUNS_EACH }, () => instance.get(ExpiryJob).expire(clock.now())),
    );
    const counts = await Promise.all(runs);
    // whoever skipped what others held may have stopped before those gave it back: the next run has the rest
    const rest = await app.get(ExpiryJob).expire(clock.now());
    expect(counts.reduce((sum, count) => sum + count, rest)).toBe(KEYS);
    const entries = await auditTrail(app, admin, { actionType: 'update', resourceKind: 'apiKey' });
    expect(entries.map((entry) => entry.spec.resource.uid).toSorted()).toEqual(uids.toSorted());
    expect(new Set(entries.map((entry) => entry.spec.actionMsg))).toEqual(new Set(['apiKey.expire']));
  });
});
