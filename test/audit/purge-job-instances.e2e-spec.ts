import { DataSource, LessThan } from 'typeorm';
import { AuditEntry } from '../../src/audit/audit-entry.entity.js';
import { PurgeJob } from '../../src/audit/purge.job.js';
import { auditTrail } from '../support/audit-trail.js';
import { Given } from '../support/given.js';
import { copiesOfRow } from '../support/rows.js';
import { TestApp } from '../support/test-app.js';
import { DAY, TestClock } from '../support/test-clock.js';
import { createTestDatabase, isServer } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';

const OLD = 4500;
const RUNS_EACH = 2;

describe('the job that deletes old audit entries, run by several at once (MI-03)', () => {
  const clock = new TestClock();
  let database: TestDatabase;
  let instances: TestApp[];

  beforeAll(async () => {
    database = await createTestDatabase();
    const env = { LATCHKEY_AUDIT_RETENTION_DAYS: '1' };
    instances = [await TestApp.start({ database, clock, env })];
    // the embedded database belongs to one process: there the runs of one instance are the rivals
    if (isServer)
      instances.push(
        await TestApp.start({ database, clock, env }),
        await TestApp.start({ database, clock, env }),
      );
  });
  afterAll(async () => {
    await Promise.all(instances.map((instance) => instance.close()));
    await database.drop();
  });

  it('deletes each entry once, and the trail tells of exactly so many', async () => {
    const [app] = instances as [TestApp];
    const platform = await new Given(app).platformAdmin();
    const [entry] = await auditTrail(app, platform, {});
    const at = (index: number) => new Date(clock.now().getTime() - DAY - 1 - (index % 7));
    await copiesOfRow(app, AuditEntry, entry?.metadata.uid ?? '', OLD, (index) => ({ at: at(index) }));
    const runs = instances.flatMap((instance) =>
      Array.from({ length: RUNS_EACH }, () => instance.get(PurgeJob).purge(clock.now())),
    );
    const counts = await Promise.all(runs);
    // whoever skipped what others held may have stopped before those were done: the next run has the rest
    const rest = await app.get(PurgeJob).purge(clock.now());
    expect(counts.reduce((sum, count) => sum + count, rest)).toBe(OLD);
    const told = (await auditTrail(app, platform, { tenantUid: 'none', resourceKind: 'audit' })).map(
      ({ spec }) => Number(/deleted: (\d+)/.exec(spec.contentMsg)?.[1]),
    );
    expect(told.reduce((sum, count) => sum + count, 0)).toBe(OLD);
    const old = { at: LessThan(new Date(clock.now().getTime() - DAY)) };
    expect(await app.get(DataSource).manager.countBy(AuditEntry, old)).toBe(0);
  });
});
