import { SchedulerRegistry } from '@nestjs/schedule';
import { AuditService } from '../../src/audit/audit.service.js';
import { PasswordReminders } from '../../src/users/password-reminders.job.js';
import { auditTrail } from '../support/audit-trail.js';
import { as } from '../support/caller.js';
import { Given, PASSWORD } from '../support/given.js';
import type { Person } from '../support/given.js';
import { NEW_PASSWORD } from '../support/password-links.js';
import { TestApp } from '../support/test-app.js';
import { DAY, SECOND } from '../support/test-clock.js';

/** `firstReminderInDays` of a tenant's password policy. */
describe('the reminder of a password that expires', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
  });
  beforeEach(async () => {
    await remind(); // whoever is due from the tests before
    admin = await given.tenant();
  });
  afterAll(() => app.close());

  const remind = (instance = app) => instance.get(PasswordReminders).remind(app.clock.now());
  const policy = (expiryDurationInDays: number, firstReminderInDays: number) =>
    as(app, admin)
      .post(`/v1/tenants/${admin.tenantUid}/password/policy`)
      .send({ expiryDurationInDays, firstReminderInDays })
      .expect(204);
  /** What people were told, as an administrator reads it who is made for it. */
  const told = async () => {
    const token = await given.token(admin.emailId, PASSWORD, admin.orgName);
    const trail = await auditTrail(app, { ...admin, token }, { resourceKind: 'user' });
    return trail
      .filter(({ spec }) => spec.actionMsg === 'password.remind')
      .map(({ spec }) => spec.resource.uid);
  };

  it('comes so many days before, and once', async () => {
    const user = await given.user(admin);
    await policy(30, 7);
    app.clock.advance(23 * DAY - SECOND);
    expect(await remind()).toBe(0);
    app.clock.advance(SECOND);
    expect(await remind()).toBe(2);
    expect((await told()).toSorted()).toEqual([admin.uid, user.uid].toSorted());
    app.clock.advance(DAY);
    expect(await remind()).toBe(0);
  });

  it('comes again for the next password', async () => {
    await policy(30, 7);
    app.clock.advance(24 * DAY);
    expect(await remind()).toBe(1);
    await app.http
      .patch('/v1/users/password/change')
      .send({ emailId: admin.emailId, currentPassword: PASSWORD, newPassword: NEW_PASSWORD })
      .expect(204);
    expect(await remind()).toBe(0);
    app.clock.advance(24 * DAY);
    expect(await remind()).toBe(1);
  });

  it('does not come to the disabled, to the pending, and where nobody asked for it', async () => {
    const disabled = await given.user(admin);
    await given.pendingUser(admin);
    await as(app, admin).put(`/v1/users/${disabled.uid}/state`).send({ isActive: false }).expect(204);
    await given.tenant();
    await policy(30, 7);
    app.clock.advance(29 * DAY);
    expect(await remind()).toBe(1);
    expect(await told()).toEqual([admin.uid]);
  });

  it('waits while the organisation is suspended, and comes after that', async () => {
    await policy(30, 7);
    const setState = async (isActive: boolean) =>
      as(app, await given.platformAdmin())
        .put(`/v1/tenants/${admin.tenantUid}/state`)
        .send({ isActive })
        .expect(204);
    await setState(false);
    app.clock.advance(25 * DAY);
    expect(await remind()).toBe(0);
    await setState(true);
    expect(await remind()).toBe(1);
  });

  it('comes to nobody where the policy has no reminder', async () => {
    await policy(30, 0);
    app.clock.advance(29 * DAY);
    expect(await remind()).toBe(0);
  });

  it.each([199, 400])('comes to each of %d and an administrator, batch after batch', async (count) => {
    await given.fillUsers(admin, count);
    await policy(30, 7);
    app.clock.advance(24 * DAY);
    expect(await remind()).toBe(count + 1);
    expect(new Set(await told()).size).toBe(count + 1);
  });

  it('comes once to each of several hundred, however many run the job (MI-03)', async () => {
    const count = await given.fillUsers(admin, 450);
    await policy(30, 7);
    app.clock.advance(24 * DAY);
    const runs = await Promise.all([remind(), remind(), remind()]);
    // whoever skipped what others held may have stopped before those gave it back: the next run has the rest
    const rest = await remind();
    expect(runs.reduce((sum, one) => sum + one, rest)).toBe(count + 1);
    const everybody = await told();
    expect([everybody.length, new Set(everybody).size]).toEqual([count + 1, count + 1]);
  });

  it('is noted only with its entry: a batch that fails is done by the next run', async () => {
    const count = await given.fillUsers(admin, 250);
    await policy(30, 7);
    app.clock.advance(24 * DAY);
    const audit = app.get(AuditService);
    const record = audit.record.bind(audit);
    let calls = 0;
    const spy = vi.spyOn(audit, 'record').mockImplementation((...entry) => {
      if (++calls === 230) throw new Error('the disk is full');
      return record(...entry);
    });
    await expect(remind()).rejects.toThrow('the disk is full');
    spy.mockRestore();
    expect(await told()).toHaveLength(200);
    expect(await remind()).toBe(count + 1 - 200);
    expect(new Set(await told()).size).toBe(count + 1);
  });

  it('costs an organisation one query while nobody in it is due, and none when it asks for no reminders', async () => {
    await policy(30, 0);
    const without = await app.countQueries(remind);
    await policy(30, 7);
    expect(await app.countQueries(remind)).toBe(without + 1);
  });

  it('is on the schedule', () => {
    expect(app.get(SchedulerRegistry).doesExist('interval', 'remind-of-passwords')).toBe(true);
  });
});
