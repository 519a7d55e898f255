import { SchedulerRegistry } from '@nestjs/schedule';
import { DataSource } from 'typeorm';
import { ApiKey } from '../../src/api-keys/api-key.entity.js';
import { ChangeFeed } from '../../src/changes/change-feed.service.js';
import { KeyUses } from '../../src/key-uses/key-uses.service.js';
import { copiesOf } from '../support/api-key-rows.js';
import { auditTrail } from '../support/audit-trail.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { keyUser, shownUse, useRows, writeUses } from '../support/key-uses.js';
import { TestApp } from '../support/test-app.js';
import { isServer } from '../support/test-database.js';
import { MINUTE, SECOND } from '../support/test-clock.js';
import { everythingTold } from '../support/told.js';

const UPSERT = /^INSERT INTO api_key_uses /;

describe('the job that writes when API keys were last used', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;
  let key: IssuedKey;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
  });
  beforeEach(async () => {
    await writeUses(app);
    admin = await given.tenant();
    key = await given.apiKey(admin);
  });
  afterAll(() => app.close());

  const use = ({ value } = key) => app.http.get('/v1/auth/verify').set('ApiKey', value).expect(200);
  const note = (keyUid: string, way: 'header' | 'query' = 'header') =>
    app.get(KeyUses).note(keyUser(keyUid), way, '192.0.2.1');
  /** @returns the uids that each statement wrote. */
  const written = async () => {
    const statements = await app.recordQueries(() => writeUses(app));
    const rows = statements.filter(({ sql }) => UPSERT.test(sql));
    return rows.map(({ parameters }) => parameters.filter((_, at) => at % 4 === 0));
  };

  it('is on the schedule', () => {
    expect(app.get(SchedulerRegistry).doesExist('interval', 'write-key-uses')).toBe(true);
  });

  it('does nothing at all when nothing was used, and requests wait for nothing of it (AK-13)', async () => {
    await use();
    await everythingTold(app);
    await use();
    await writeUses(app);
    expect(await app.countQueries(() => writeUses(app))).toBe(0);
    expect(await app.countQueries(() => use())).toBe(0);
  });

  it('writes a key once, however often it was used since the last time; the latest use stays (AK-13)', async () => {
    for (let times = 0; times < 5; times++) {
      await use();
      app.clock.advance(SECOND);
    }
    await app.http.get(`/v1/users/info?ApiKey=${key.value}`).expect(200);
    const time = app.clock.now().toISOString();
    expect(await written()).toEqual([[key.uid]]);
    expect(await shownUse(app, admin, key)).toMatchObject({ time, way: 'query' });
  });

  it('goes only forward: what another instance wrote of a later use stays', async () => {
    const at = app.clock.now();
    note(key.uid, 'query');
    await writeUses(app);
    const [later] = await useRows(app, [key.uid]);
    for (const earlier of [at.getTime() - MINUTE, at.getTime()]) {
      app.clock.set(new Date(earlier));
      note(key.uid);
      expect(await written()).toEqual([[key.uid]]);
      expect(await useRows(app, [key.uid])).toEqual([later]);
    }
    app.clock.set(new Date(at.getTime() + 1));
    note(key.uid);
    await writeUses(app);
    expect(await useRows(app, [key.uid])).toEqual([
      { keyUid: key.uid, usedAt: app.clock.now(), way: 'header', ip: '192.0.2.1' },
    ]);
  });

  it('changes nothing of the key, leaves no audit entry and throws no copy away', async () => {
    const row = () => app.get(DataSource).manager.findOneByOrFail(ApiKey, { uid: key.uid });
    await use();
    await everythingTold(app);
    await use();
    const [before, trail] = [await row(), await auditTrail(app, admin, {})];
    const told: string[] = [];
    app.get(ChangeFeed).listen((subject) => void told.push(subject));
    app.clock.advance(MINUTE);
    await use();
    await writeUses(app);
    expect(await app.countQueries(() => use())).toBe(0);
    expect(told).toEqual([]);
    expect(await row()).toEqual(before);
    expect(await auditTrail(app, admin, {})).toEqual(trail);
    expect(await shownUse(app, admin, key)).toMatchObject({ time: app.clock.now().toISOString() });
  });

  it('passes over keys that were deleted meanwhile, and writes all others of the same batch', async () => {
    const others = [await given.apiKey(admin), await given.apiKey(admin)];
    for (const { uid } of [key, ...others]) note(uid);
    await as(app, admin).delete(`/v1/apiKeys/${key.uid}`).expect(204);
    await writeUses(app);
    const uids = others.map(({ uid }) => uid);
    expect((await useRows(app, [key.uid, ...uids])).map(({ keyUid }) => keyUid)).toEqual(uids);
    note(key.uid);
    await writeUses(app);
    expect(await useRows(app, [key.uid])).toEqual([]);
    expect(await app.countQueries(() => writeUses(app))).toBe(0);
  });

  it.each([500, 501, 1200])(
    'writes %d keys in statements of 500, each in the order of the keys',
    async (count) => {
      const uids = [key.uid, ...(await copiesOf(app, key.uid, count - 1))];
      for (const uid of uids.toReversed()) note(uid);
      const batches = await written();
      expect(batches).toHaveLength(Math.ceil(count / 500));
      for (const batch of batches) expect(batch).toEqual((batch as string[]).toSorted());
      expect((await useRows(app, uids)).map(({ keyUid }) => keyUid)).toEqual(uids.toSorted());
    },
  );

  it('takes back no revocation, however often keys are used and written while it is made (AK-12)', async () => {
    const state = (isActive: boolean) =>
      as(app, admin).put(`/v1/apiKeys/${key.uid}/state`).send({ isActive }).expect(204);
    const show = () => app.http.get('/v1/auth/verify').set('ApiKey', key.value);
    for (const isActive of [false, true, false, true, false]) {
      const shows = Array.from({ length: 40 }, () => show().then(() => writeUses(app)));
      await Promise.all([state(isActive), ...shows]);
      expect((await show()).status).toBe(isActive ? 200 : 401);
    }
    const doomed = await given.apiKey(admin);
    await use(doomed);
    await Promise.all([
      as(app, admin).delete(`/v1/apiKeys/${doomed.uid}`).expect(204),
      ...Array.from({ length: 40 }, () => (note(doomed.uid), writeUses(app))),
    ]);
    await as(app, admin).get(`/v1/apiKeys/${doomed.uid}`).expect(404);
    expect(await useRows(app, [doomed.uid])).toEqual([]);
  });

  // the embedded database has one writer at a time: there is nobody whom it could pass
  if (isServer)
    it('waits for nobody who is changing a key: its use is written at the next turn, all others now', async () => {
      const other = await given.apiKey(admin);
      for (const { uid } of [key, other]) note(uid);
      const runner = app.get(DataSource).createQueryRunner();
      await runner.startTransaction();
      await runner.manager.update(ApiKey, { uid: key.uid }, { name: 'being changed' });
      await writeUses(app);
      expect((await useRows(app, [key.uid, other.uid])).map(({ keyUid }) => keyUid)).toEqual([other.uid]);
      await runner.rollbackTransaction();
      await runner.release();
      expect(await written()).toEqual([[key.uid]]);
      expect(await useRows(app, [key.uid])).toMatchObject([{ usedAt: app.clock.now() }]);
    });
});
