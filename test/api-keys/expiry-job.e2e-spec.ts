import { SchedulerRegistry } from '@nestjs/schedule';
import { ExpiryJob } from '../../src/api-keys/expiry.job.js';
import { AuditService } from '../../src/audit/audit.service.js';
import { copiesOf } from '../support/api-key-rows.js';
import { auditTrail } from '../support/audit-trail.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { Person } from '../support/given.js';
import { actionsOn, trailOf } from '../support/key-trail.js';
import { TestApp } from '../support/test-app.js';

describe('the job that marks expired API keys', () => {
  let app: TestApp;
  let given: Given;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
  });
  afterAll(() => app.close());

  const expire = () => app.get(ExpiryJob).expire(app.clock.now());

  /** Keys of a new tenant that expire in a millisecond: later tests do not see those of earlier ones as due. */
  async function dueSoon(count: number): Promise<{ admin: Person; uids: string[] }> {
    const admin = await given.tenant();
    const expiry = new Date(app.clock.now().getTime() + 1);
    const { uid } = await given.apiKey(
      admin,
      { expiresInDays: undefined, expiry: expiry.toISOString() },
      'nightly',
    );
    return { admin, uids: [uid, ...(await copiesOf(app, uid, count - 1))] };
  }

  /** @returns the uids of the keys that were marked, as often as they were. */
  async function marked(admin: Person): Promise<string[]> {
    const entries = await auditTrail(app, admin, { resourceKind: 'apiKey', actionType: 'update' });
    return entries
      .filter((entry) => entry.spec.actionMsg === 'apiKey.expire')
      .map((entry) => entry.spec.resource.uid)
      .toSorted();
  }

  it('is on the schedule', () => {
    expect(app.get(SchedulerRegistry).doesExist('interval', 'expire-api-keys')).toBe(true);
  });

  it('costs one query when nothing is due', async () => {
    const admin = await given.tenant();
    await given.apiKey(admin);
    expect(await app.countQueries(expire)).toBe(1);
    expect(await expire()).toBe(0);
  });

  it('marks a key from the instant of its expiry on, and writes it down as the system’s doing', async () => {
    const { admin, uids } = await dueSoon(1);
    const [uid = ''] = uids;
    expect(await expire()).toBe(0);
    expect(await marked(admin)).toEqual([]);
    app.clock.advance(1);
    expect(await expire()).toBe(1);
    const [, entry, ...more] = await trailOf(app, admin, uid);
    expect(more).toEqual([]);
    const at = app.clock.now().toISOString();
    expect(entry).toEqual({
      metadata: {
        uid: entry?.metadata.uid,
        name: 'apiKey.expire',
        annotations: {},
        labels: {},
        creationTimestamp: at,
        lastModifiedTimestamp: at,
      },
      spec: {
        actionType: 'update',
        actionMsg: 'apiKey.expire',
        contentMsg: `API key "nightly" expired at ${at}.`,
        actor: { actorType: 'system', ip: '' },
        resource: { kind: 'apiKey', uid, name: 'nightly' },
        requestId: '',
      },
    });
  });

  it('marks each key once: the next run finds nothing, with one query', async () => {
    const { admin, uids } = await dueSoon(3);
    app.clock.advance(1);
    expect(await expire()).toBe(3);
    expect(await app.countQueries(expire)).toBe(1);
    expect(await marked(admin)).toEqual(uids.toSorted());
  });

  it.each([200, 201, 401])('marks every one of %d keys, batch after batch', async (count) => {
    const { admin, uids } = await dueSoon(count);
    app.clock.advance(1);
    expect(await expire()).toBe(count);
    expect(await marked(admin)).toEqual(uids.toSorted());
  });

  it('marks the keys of all tenants, each in its own trail; also revoked ones and those of a suspended tenant', async () => {
    const [first, second] = [await dueSoon(1), await dueSoon(1)];
    const platform = await given.platformAdmin();
    const suspend = (isActive: boolean) =>
      as(app, platform).put(`/v1/tenants/${second.admin.tenantUid}/state`).send({ isActive }).expect(204);
    await as(app, first.admin).patch(`/v1/apiKeys/${first.uids[0]}`).send({ isActive: false }).expect(204);
    await suspend(false);
    app.clock.advance(1);
    expect(await expire()).toBe(2);
    await suspend(true);
    expect(await marked(first.admin)).toEqual(first.uids);
    expect(await marked(second.admin)).toEqual(second.uids);
  });

  it('leaves keys alone that are not due, or that got a later expiry in time', async () => {
    const { admin, uids } = await dueSoon(2);
    const [extended, due] = uids;
    await as(app, admin)
      .put(`/v1/apiKeys/${extended}`)
      .send({ spec: { expiresInDays: 7 } })
      .expect(204);
    await given.apiKey(admin);
    app.clock.advance(1);
    expect(await expire()).toBe(1);
    expect(await marked(admin)).toEqual([due]);
  });

  it('decides nothing: before and after it a key is the same, and refused', async () => {
    const admin = await given.tenant();
    const expiry = new Date(app.clock.now().getTime() + 1).toISOString();
    const key = await given.apiKey(admin, { expiresInDays: undefined, expiry });
    app.clock.advance(1);
    const seen = async () => ({
      item: (await as(app, admin).get(`/v1/apiKeys/${key.uid}`).expect(200)).body,
      use: (await app.http.get('/v1/users/info').set('ApiKey', key.value)).status,
      activate: (await as(app, admin).patch(`/v1/apiKeys/${key.uid}`).send({ isActive: true })).status,
      expired: (await as(app, admin).get('/v1/apiKeys?status=expired').expect(200)).body.listmeta.count,
    });
    const before = await seen();
    expect(before).toMatchObject({
      use: 401,
      activate: 409,
      expired: 1,
      item: { status: { state: 'expired' } },
    });
    expect(await expire()).toBe(1);
    expect(await seen()).toEqual(before);
  });

  it('never marks without an entry nor the other way round: a batch that fails is done by the next run', async () => {
    const { admin, uids } = await dueSoon(250);
    app.clock.advance(1);
    const audit = app.get(AuditService);
    const record = audit.record.bind(audit);
    let calls = 0;
    const spy = vi.spyOn(audit, 'record').mockImplementation((...entry) => {
      if (++calls === 230) throw new Error('the disk is full');
      return record(...entry);
    });
    await expect(expire()).rejects.toThrow('the disk is full');
    spy.mockRestore();
    expect(await marked(admin)).toHaveLength(200);
    expect(await expire()).toBe(50);
    expect(await marked(admin)).toEqual(uids.toSorted());
  });

  it('marks a key once while it is deleted, edited and revoked at the same time', async () => {
    const { admin, uids } = await dueSoon(20);
    app.clock.advance(1);
    const change = (uid: string, index: number) =>
      [
        () => as(app, admin).delete(`/v1/apiKeys/${uid}`),
        () =>
          as(app, admin)
            .put(`/v1/apiKeys/${uid}`)
            .send({ metadata: { name: 'renamed' } }),
        () => as(app, admin).patch(`/v1/apiKeys/${uid}`).send({ isActive: false }),
      ][index % 3]?.() ?? Promise.reject(new Error('there are three'));
    const [, ...answers] = await Promise.all([expire(), ...uids.map(change)]);
    for (const { status } of answers) expect(status).toBe(204);
    await expire();
    for (const uid of uids) {
      const actions = await actionsOn(app, admin, uid);
      const times = actions.filter((action) => action === 'apiKey.expire').length;
      // a key that was deleted before its turn was never marked
      if (actions.at(-1) === 'apiKey.delete') expect(times).toBeLessThanOrEqual(1);
      else expect(times).toBe(1);
    }
  });
});
