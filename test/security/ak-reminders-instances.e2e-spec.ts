import { SchedulerRegistry } from '@nestjs/schedule';
import { ReminderJob } from '../../src/api-keys/reminder.job.js';
import { copiesOf } from '../support/api-key-rows.js';
import { auditTrail } from '../support/audit-trail.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import { outbox } from '../support/outbox.js';
import { TestApp } from '../support/test-app.js';
import { DAY, TestClock } from '../support/test-clock.js';
import { createTestDatabase, isServer } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';

describe('keys that are about to expire, and several instances without mail', () => {
  const KEYS = 450;
  const clock = new TestClock();
  let database: TestDatabase;
  let instances: TestApp[];

  beforeAll(async () => {
    database = await createTestDatabase();
    instances = [await TestApp.start({ database, clock })];
    // the embedded database belongs to one process: there the runs of one instance are the rivals
    if (isServer) instances.push(await TestApp.start({ database, clock }));
  });
  afterAll(async () => {
    await Promise.all(instances.map((instance) => instance.close()));
    await database.drop();
  });

  it('AK-15 each is told of exactly once, and nothing is queued for a server that there is not', async () => {
    const [app] = instances as [TestApp];
    const given = new Given(app);
    const admin = await given.tenant();
    const { uid } = await given.apiKey(admin, { expiresInDays: 30 });
    const uids = [uid, ...(await copiesOf(app, uid, KEYS - 1))];
    clock.advance(23 * DAY);
    const runs = instances.flatMap((instance) =>
      Array.from({ length: 3 }, () => instance.get(ReminderJob).remind(clock.now())),
    );
    const counts = await Promise.all(runs);
    // whoever skipped what others held may have stopped before those gave it back: the next run has the rest
    const rest = await app.get(ReminderJob).remind(clock.now());
    expect(counts.reduce((sum, count) => sum + count, rest)).toBe(KEYS);
    const token = await given.token(admin.emailId, admin.password, admin.orgName);
    const entries = await auditTrail(
      app,
      { ...admin, token },
      { resourceKind: 'apiKey', actionType: 'action' },
    );
    expect(entries.map(({ spec }) => spec.resource.uid).toSorted()).toEqual(uids.toSorted());
    expect(await outbox(app)).toEqual([]);
  });
});

describe('keys that are about to expire, where nobody is to be reminded', () => {
  it('AK-15 are neither flagged nor told of, without a look', async () => {
    const app = await TestApp.start({ env: { LATCHKEY_KEY_REMINDER_DAYS: '0' } });
    const given = new Given(app);
    const admin = await given.tenant();
    const { uid } = await given.apiKey(admin, { expiresInDays: 30 });
    app.clock.advance(30 * DAY - 1);
    expect(await app.countQueries(() => app.get(ReminderJob).remind(app.clock.now()))).toBe(0);
    expect(app.get(SchedulerRegistry).doesExist('interval', 'remind-of-api-keys')).toBe(false);
    const token = await given.token(admin.emailId, admin.password, admin.orgName);
    const { body } = await as(app, { ...admin, token })
      .get(`/v1/apiKeys/${uid}`)
      .expect(200);
    expect(body.status).toEqual({ isActive: true, state: 'active', isExpiring: false });
    await app.close();
  });
});
