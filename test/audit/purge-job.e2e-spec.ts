import { SchedulerRegistry } from '@nestjs/schedule';
import { DataSource } from 'typeorm';
import { AuditEntry } from '../../src/audit/audit-entry.entity.js';
import { AuditNote } from '../../src/audit/audit-note.entity.js';
import { AuditService } from '../../src/audit/audit.service.js';
import { PurgeJob } from '../../src/audit/purge.job.js';
import { as } from '../support/caller.js';
import { auditTrail } from '../support/audit-trail.js';
import type { AuditItem } from '../support/audit-trail.js';
import { Given } from '../support/given.js';
import type { Person } from '../support/given.js';
import { copiesOfRow } from '../support/rows.js';
import { TestApp } from '../support/test-app.js';
import { DAY } from '../support/test-clock.js';

const DAYS = 30;

describe('the job that deletes old audit entries (AU-07)', () => {
  let app: TestApp;
  let given: Given;

  beforeAll(async () => {
    app = await TestApp.start({ env: { LATCHKEY_AUDIT_RETENTION_DAYS: String(DAYS) } });
    given = new Given(app);
  });
  afterAll(() => app.close());

  const purge = () => app.get(PurgeJob).purge(app.clock.now());
  const count = (entity: typeof AuditEntry | typeof AuditNote) => app.get(DataSource).manager.count(entity);
  const boundary = () => new Date(app.clock.now().getTime() - DAYS * DAY);
  const justBefore = () => new Date(boundary().getTime() - 1);

  /** An entry, and copies of it from that moment. */
  async function entriesFrom(at: Date, copies: number): Promise<{ admin: Person; uids: string[] }> {
    const admin = await given.tenant();
    const [entry] = await auditTrail(app, admin, {});
    return {
      admin,
      uids: await copiesOfRow(app, AuditEntry, entry?.metadata.uid ?? '', copies, () => ({ at })),
    };
  }

  /** @returns what the trail says about deleting, newest first. */
  async function purges(): Promise<AuditItem['spec'][]> {
    const entries = await auditTrail(app, await given.platformAdmin(), {
      tenantUid: 'none',
      resourceKind: 'audit',
    });
    return entries.map(({ spec }) => spec).filter(({ actionMsg }) => actionMsg === 'audit.purge');
  }

  /** @returns how many the trail says were deleted by the runs after the first `before` of them. */
  async function toldOf(before: number): Promise<number[]> {
    const all = await purges();
    return all
      .slice(0, all.length - before)
      .map(({ contentMsg }) => Number(/deleted: (\d+)/.exec(contentMsg)?.[1]));
  }

  it('is on the schedule, and costs one query when nothing is old enough', async () => {
    expect(app.get(SchedulerRegistry).doesExist('interval', 'purge-audit-entries')).toBe(true);
    await given.tenant();
    expect(await app.countQueries(purge)).toBe(1);
    expect(await purge()).toBe(0);
    expect(await purges()).toEqual([]);
  });

  it('deletes what is older than the days, keeps what is as old to the millisecond, and says so', async () => {
    const old = await entriesFrom(justBefore(), 2);
    const kept = await entriesFrom(boundary(), 2);
    const before = await count(AuditEntry);
    expect(await purge()).toBe(2);
    expect(await count(AuditEntry)).toBe(before - 2 + 1);
    for (const uid of old.uids) await as(app, old.admin).get(`/v1/audits/${uid}`).expect(404);
    for (const uid of kept.uids) await as(app, kept.admin).get(`/v1/audits/${uid}`).expect(200);
    expect(await purges()).toEqual([
      {
        actionType: 'delete',
        actionMsg: 'audit.purge',
        contentMsg: `Audit entries from before ${boundary().toISOString()} were deleted: 2. They are kept for ${DAYS} days.`,
        actor: { actorType: 'system', ip: '' },
        resource: { kind: 'audit', uid: '', name: '' },
        requestId: '',
      },
    ]);
    await app.get(DataSource).manager.delete(AuditEntry, kept.uids);
  });

  it('takes what people wrote beside an entry along, and no other', async () => {
    const { admin, uids } = await entriesFrom(justBefore(), 1);
    const [fresh] = await auditTrail(app, admin, {});
    const [old, kept] = [`/v1/audits/${uids[0]}`, `/v1/audits/${fresh?.metadata.uid}`];
    for (const path of [old, kept])
      await as(app, admin).patch(`${path}/userMsg`).send({ userMsg: 'kept for the auditors' }).expect(204);
    const notes = await count(AuditNote);
    expect(await purge()).toBe(1);
    expect(await count(AuditNote)).toBe(notes - 1);
    await as(app, admin).get(old).expect(404);
    const { body } = await as(app, admin).get(kept).expect(200);
    expect((body as AuditItem).spec.userMsg).toBe('kept for the auditors');
  });

  it('leaves no message without its entry when one is written at that moment', async () => {
    const { admin, uids } = await entriesFrom(justBefore(), 12);
    const notes = await count(AuditNote);
    const write = (uid: string) =>
      as(app, admin).patch(`/v1/audits/${uid}/userMsg`).send({ userMsg: 'just in time' });
    const [, ...answers] = await Promise.all([purge(), ...uids.map(write)]);
    for (const { status } of answers) expect([204, 404]).toContain(status);
    await purge(); // what was being written beside was skipped
    expect(await count(AuditNote)).toBe(notes);
    for (const uid of uids) await as(app, admin).get(`/v1/audits/${uid}`).expect(404);
  });

  it('goes by the service’s clock: what happened is there for so many days, and not a millisecond longer', async () => {
    const { uid } = await given.tenant();
    const about = async () => app.get(DataSource).manager.countBy(AuditEntry, { resourceUid: uid });
    const recorded = await about();
    expect(recorded).toBeGreaterThan(0);
    app.clock.advance(DAYS * DAY);
    await purge();
    expect(await about()).toBe(recorded);
    app.clock.advance(1);
    await purge();
    expect(await about()).toBe(0);
  });

  it.each([1000, 1001, 2500])('deletes every one of %d, and tells of each batch', async (many) => {
    await entriesFrom(justBefore(), many);
    const before = (await purges()).length;
    expect(await purge()).toBe(many);
    const told = await toldOf(before);
    expect(told).toHaveLength(Math.ceil(many / 1000));
    expect(told.reduce((sum, one) => sum + one, 0)).toBe(many);
    expect(await app.countQueries(purge)).toBe(1);
  });

  it('never deletes without telling nor the other way round: a batch that fails is done by the next run', async () => {
    await entriesFrom(justBefore(), 1500);
    const before = (await purges()).length;
    const audit = app.get(AuditService);
    const record = audit.record.bind(audit);
    let calls = 0;
    const spy = vi.spyOn(audit, 'record').mockImplementation((...entry) => {
      if (++calls === 2) throw new Error('the disk is full');
      return record(...entry);
    });
    await expect(purge()).rejects.toThrow('the disk is full');
    spy.mockRestore();
    expect(await toldOf(before)).toEqual([1000]);
    expect(await purge()).toBe(500);
    expect(await toldOf(before)).toEqual([500, 1000]);
  });

  it('stops between two batches when the service stops', async () => {
    await entriesFrom(justBefore(), 2001);
    const job = app.get(PurgeJob);
    const audit = app.get(AuditService);
    const record = audit.record.bind(audit);
    const spy = vi.spyOn(audit, 'record').mockImplementation((...entry) => {
      job.onModuleDestroy();
      return record(...entry);
    });
    expect(await purge()).toBe(1000);
    spy.mockRestore();
    expect(await app.get(DataSource).manager.count(AuditEntry)).toBeGreaterThan(1001);
  });
});

describe('without a number of days', () => {
  it('everything is kept for ever, and nobody looks', async () => {
    const app = await TestApp.start();
    try {
      const given = new Given(app);
      const admin = await given.tenant();
      const trail = await auditTrail(app, admin, {});
      expect(app.get(SchedulerRegistry).doesExist('interval', 'purge-audit-entries')).toBe(false);
      const later = new Date(app.clock.now().getTime() + 36_500 * DAY);
      expect(await app.countQueries(() => app.get(PurgeJob).purge(later))).toBe(0);
      expect(await auditTrail(app, admin, {})).toEqual(trail);
    } finally {
      await app.close();
    }
  });
});
