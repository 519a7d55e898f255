import { SchedulerRegistry } from '@nestjs/schedule';
import { DataSource } from 'typeorm';
import { Creations } from '../../src/idempotency/creations.service.js';
import { IdempotencyKey } from '../../src/idempotency/idempotency-key.entity.js';
import { errorBody } from '../support/answers.js';
import { as } from '../support/caller.js';
import { API_KEYS, create, USERS } from '../support/creating.js';
import type { Creating } from '../support/creating.js';
import { databaseDump } from '../support/database-dump.js';
import { Given, unique } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { statusesOf } from '../support/statuses.js';
import { TestApp } from '../support/test-app.js';
import { DAY } from '../support/test-clock.js';

describe('an Idempotency-Key', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;
  /** Of the administrator: it outlives the days that pass here. */
  let caller: IssuedKey;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
    admin = await given.tenant();
    caller = await given.apiKey(admin, { expiresInDays: 90 });
  });
  afterAll(() => app.close());

  const post = (operation: Creating, key: string, name: string) => create(app, caller, operation, key, name);
  const rows = () => app.get(DataSource).manager.count(IdempotencyKey);
  const sweep = () => app.get(Creations).sweep(app.clock.now());

  describe('of a request that failed is free again:', () => {
    it('a repeat succeeds once the reason is gone, and is remembered from then on', async () => {
      const [key, name] = [unique('key'), unique('thing')];
      const { body } = await create(app, admin, USERS, undefined, name).expect(201);
      for (let times = 0; times < 2; times++)
        expect((await post(USERS, key, name).expect(409)).body).toMatchObject({ code: 'DuplicateResource' });
      await as(app, admin)
        .delete(`/v1/users/${(body as { uid: string }).uid}`)
        .expect(204);
      const first = await post(USERS, key, name).expect(201);
      expect((await post(USERS, key, name).expect(201)).body).toEqual(first.body);
    });

    it('a corrected body may use it too, and nothing of the failure stays', async () => {
      const key = unique('key');
      const before = await rows();
      await as(app, caller)
        .post('/v1/apiKeys')
        .set('Idempotency-Key', key)
        .send({ metadata: { name: 'late' }, spec: { expiry: '2029-12-31T00:00:00.000Z' } })
        .expect(400);
      expect(await rows()).toBe(before);
      await post(API_KEYS, key, unique('thing')).expect(201);
      expect(await rows()).toBe(before + 1);
    });

    it('also when many fail at once: no one makes anything, and no one is told that it did', async () => {
      const [key, name] = [unique('key'), unique('thing')];
      await create(app, admin, USERS, undefined, name).expect(201);
      const answers = await Promise.all(Array.from({ length: 5 }, () => post(USERS, key, name)));
      expect(statusesOf(answers)).toEqual([409, 409, 409, 409, 409]);
      expect(answers.map(({ body }) => body as object)).toEqual(
        answers.map(() => expect.objectContaining({ code: 'DuplicateResource' }) as object),
      );
      expect(await USERS.count(app, caller, name)).toBe(1);
    });
  });

  describe('of a request that succeeded', () => {
    it('answers the same when the thing was changed or deleted meanwhile', async () => {
      for (const operation of [USERS, API_KEYS]) {
        const [key, name] = [unique('key'), unique('thing')];
        const { body } = await post(operation, key, name).expect(201);
        const { uid } = body as { uid: string };
        await as(app, admin).delete(`${operation.path}/${uid}`).expect(204);
        const repeat = await post(operation, key, name).expect(operation.repeated);
        expect(repeat.body).toEqual(operation.repeated === 201 ? { uid } : errorBody('AlreadyDone', { uid }));
        expect(await operation.count(app, admin, name)).toBe(0);
      }
    });

    it('answers the same when what the body asks for is no longer possible', async () => {
      const key = unique('key');
      const expiry = new Date(app.clock.now().getTime() + 1000).toISOString();
      const request = () =>
        as(app, caller)
          .post('/v1/apiKeys')
          .set('Idempotency-Key', key)
          .send({ metadata: { name: 'brief' }, spec: { expiry } });
      const { body } = await request().expect(201);
      app.clock.advance(2000);
      const repeat = await request().expect(409);
      expect(repeat.body).toEqual(errorBody('AlreadyDone', { uid: (body as { uid: string }).uid }));
    });

    it('knows the body whatever the order of its fields and its white space', async () => {
      const key = unique('key');
      const send = (text: string) =>
        as(app, caller)
          .post('/v1/apiKeys')
          .set('Idempotency-Key', key)
          .set('Content-Type', 'application/json')
          .send(text);
      await send('{"metadata":{"name":"x","labels":{"a":"1","b":"2"}},"spec":{"expiresInDays":7}}').expect(
        201,
      );
      const again =
        '{"spec": {"expiresInDays": 7},\n "metadata": {"labels": {"b":"2","a":"1"},"name":"x"}}\n';
      expect((await send(again).expect(409)).body).toMatchObject({ code: 'AlreadyDone' });
    });

    it('is kept for 24 hours, and means something new from that instant on', async () => {
      const [key, name] = [unique('key'), unique('thing')];
      const { body } = await post(API_KEYS, key, name).expect(201);
      app.clock.advance(DAY - 1);
      await post(API_KEYS, key, name).expect(409);
      app.clock.advance(1);
      const again = await Promise.all(Array.from({ length: 5 }, () => post(API_KEYS, key, name)));
      expect(statusesOf(again)).toEqual([201, 409, 409, 409, 409]);
      const fresh = again.find(({ status }) => status === 201)?.body as { uid: string };
      expect(fresh.uid).not.toBe((body as { uid: string }).uid);
      app.clock.advance(DAY - 1);
      expect((await post(API_KEYS, key, name).expect(409)).body).toEqual(
        errorBody('AlreadyDone', { uid: fresh.uid }),
      );
    });
  });

  describe('is swept', () => {
    it('by a job', () => {
      expect(app.get(SchedulerRegistry).doesExist('interval', 'sweep-idempotency-keys')).toBe(true);
    });

    it('after 24 hours and not before, however many there are', async () => {
      app.clock.advance(DAY);
      await sweep();
      expect(await rows()).toBe(0);
      await post(API_KEYS, unique('key'), unique('thing')).expect(201);
      const { manager } = app.get(DataSource);
      const [row] = await manager.find(IdempotencyKey);
      const copies = Array.from({ length: 2499 }, (_, at) => ({ ...row, digest: `${at}`.padStart(64, '0') }));
      for (let at = 0; at < copies.length; at += 500)
        await manager.insert(IdempotencyKey, copies.slice(at, at + 500));
      app.clock.advance(DAY - 1);
      await post(API_KEYS, unique('key'), unique('thing')).expect(201);
      expect([await sweep(), await rows()]).toEqual([0, 2501]);
      app.clock.advance(1);
      expect([await sweep(), await rows()]).toEqual([2500, 1]);
      expect(await app.countQueries(sweep)).toBe(1);
    });

    it('but not when it is used anew at this very moment', async () => {
      const [key, name] = [unique('key'), unique('thing')];
      await post(API_KEYS, key, name).expect(201);
      app.clock.advance(DAY);
      const { manager } = app.get(DataSource);
      const find = manager.find.bind(manager);
      vi.spyOn(manager, 'find').mockImplementationOnce(async (...query) => {
        const due = await find(...query);
        await post(API_KEYS, key, name).expect(201);
        return due;
      });
      await sweep();
      await post(API_KEYS, key, name).expect(409);
    });
  });

  it('is written nowhere: neither the key nor the body, nor the value that was answered', async () => {
    const [key, name] = ['canary-of-a-client-3141592653589793', unique('canary-name')];
    const { body } = await post(API_KEYS, key, name).expect(201);
    await post(API_KEYS, key, name).expect(409);
    await post(API_KEYS, key, unique('other')).expect(409);
    await post(API_KEYS, `${key} `, name);
    const dump = await databaseDump(app);
    expect(dump).toContain((body as { uid: string }).uid);
    for (const text of [dump, app.logs.join('')]) {
      expect(text).not.toContain(key);
      expect(text).not.toContain((body as { apiKey: string }).apiKey.slice(8, 20));
    }
    const kept = JSON.stringify(await app.get(DataSource).manager.find(IdempotencyKey));
    expect(kept).not.toContain(name);
  });
});
