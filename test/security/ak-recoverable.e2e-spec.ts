import { DataSource } from 'typeorm';
import { ExpiryJob } from '../../src/api-keys/expiry.job.js';
import { errorBody } from '../support/answers.js';
import { auditTrail } from '../support/audit-trail.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { NO_LIMITS } from '../support/no-limits.js';
import { TestApp } from '../support/test-app.js';
import { DAY } from '../support/test-clock.js';

const TABLE = 'recoverable_api_keys';

interface Row {
  key_uid: string;
  tenant_uid: string;
  sealed_value: string;
}

describe('values of keys that are kept', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;

  beforeAll(async () => {
    app = await TestApp.start({ env: NO_LIMITS });
    given = new Given(app);
  });
  beforeEach(async () => {
    admin = await given.tenant();
  });
  afterAll(() => app.close());

  const settings = () => `/v1/tenants/${admin.tenantUid}/apiKeySettings`;
  const set = (body: object) => as(app, admin).put(settings()).send(body);
  const reveal = (uid: string, who = admin) => as(app, who).post(`/v1/apiKeys/${uid}/reveal`);
  const rotate = async (uid: string) =>
    ((await as(app, admin).post(`/v1/apiKeys/${uid}/rotate`).send({}).expect(201)).body as { apiKey: string })
      .apiKey;
  const kept = async (tenantUid = admin.tenantUid) =>
    (await app.get(DataSource).query<Row[]>(`SELECT * FROM ${TABLE}`)).filter(
      (row) => row.tenant_uid === tenantUid,
    );
  const uidsKept = async () => (await kept()).map((row) => row.key_uid).toSorted();
  const write = (keyUid: string, sealed: string) =>
    app.get(DataSource).query(`UPDATE ${TABLE} SET sealed_value = '${sealed}' WHERE key_uid = '${keyUid}'`);
  /** @returns whether a key says of itself that it can be shown again, read alone and in the list. */
  const isRecoverable = async (uid: string) => {
    const { body } = await as(app, admin).get(`/v1/apiKeys/${uid}`).expect(200);
    const list = await as(app, admin).get('/v1/apiKeys').expect(200);
    const { items } = list.body as { items: { metadata: { uid: string }; status: object }[] };
    const { status } = body as { status: { isRecoverable?: boolean } };
    expect(items.find((item) => item.metadata.uid === uid)?.status).toEqual(status);
    return status.isRecoverable;
  };

  it('AK-02 are none at first: nothing is stored, and no key says that it can be shown', async () => {
    const { uid } = await given.apiKey(admin);
    await rotate(uid);
    expect(await kept()).toEqual([]);
    expect(await isRecoverable(uid)).toBeUndefined();
    expect((await reveal(uid).expect(409)).body).toEqual(errorBody('ApiKeyNotRecoverable'));
  });

  describe('once that is switched on', () => {
    let key: IssuedKey;

    beforeEach(async () => {
      await set({ recoverableKeys: true }).expect(204);
      key = await given.apiKey(admin);
    });

    it('AK-02 are those of keys that are made or rotated from then on, in that organisation', async () => {
      const other = await given.tenant();
      const theirs = await given.apiKey(other);
      await given.recoverableKeys(other);
      expect([await isRecoverable(key.uid), await kept(other.tenantUid)]).toEqual([true, []]);
      const { body } = await as(app, other).post(`/v1/apiKeys/${theirs.uid}/rotate`).send({}).expect(201);
      await reveal(theirs.uid, other).expect(200, { apiKey: (body as { apiKey: string }).apiKey });
    });

    it('AK-02 are named by nothing but the answer to reveal', async () => {
      for (const path of ['/v1/apiKeys', `/v1/apiKeys/${key.uid}`, '/v1/audits'])
        expect((await as(app, admin).get(path).expect(200)).text).not.toContain(key.value.slice(3, 15));
    });

    it('AK-02 are not said of a key that is revoked', async () => {
      const state = (isActive: boolean) =>
        as(app, admin).patch(`/v1/apiKeys/${key.uid}`).send({ isActive }).expect(204);
      await state(false);
      expect(await isRecoverable(key.uid)).toBeUndefined();
      await state(true);
      expect(await isRecoverable(key.uid)).toBe(true);
    });

    it('AK-02 are sealed, each differently, and open for no other key (CR-03)', async () => {
      const other = await given.apiKey(admin);
      const [one, two] = await kept();
      expect(one?.sealed_value).toMatch(/^[\w+/]{90,}=*$/);
      expect(one?.sealed_value).not.toBe(two?.sealed_value);
      await write(one?.key_uid ?? '', two?.sealed_value ?? '');
      await write(two?.key_uid ?? '', one?.sealed_value ?? '');
      for (const { uid } of [key, other]) {
        const { body } = await reveal(uid).expect(500);
        expect(body).toEqual(errorBody('InternalError'));
      }
      expect(await auditTrail(app, admin, { resourceUid: key.uid })).toHaveLength(1);
    });

    it('AK-02 open no more once they are replaced, also when somebody puts the row back', async () => {
      const [before] = await kept();
      const value = await rotate(key.uid);
      const [after] = await kept();
      await reveal(key.uid).expect(200, { apiKey: value });
      await write(key.uid, before?.sealed_value ?? '');
      await reveal(key.uid).expect(500);
      await write(key.uid, after?.sealed_value ?? '');
      await reveal(key.uid).expect(200, { apiKey: value });
    });

    it('AK-02 are not read by whoever judges a key', async () => {
      const statements = await app.recordQueries(async () => {
        await as(app, key).get('/v1/users/info').expect(200);
        await app.http.get('/v1/auth/verify').set('ApiKey', key.value).expect(200);
      });
      expect(statements.length).toBeGreaterThan(0);
      expect(statements.filter(({ sql }) => /recoverable|sealed/.test(sql))).toEqual([]);
    });

    it('AK-02 are not read by lists either', async () => {
      const statements = await app.recordQueries(() => as(app, admin).get('/v1/apiKeys').expect(200));
      expect(statements.filter(({ sql }) => sql.includes('sealed'))).toEqual([]);
    });

    describe('are erased', () => {
      const lives: [string, () => PromiseLike<unknown>][] = [
        ['when the key is deleted', () => as(app, admin).delete(`/v1/apiKeys/${key.uid}`).expect(204)],
        [
          'when somebody has found the key and reports it',
          () => app.http.post('/v1/apiKeys/leaked').send({ apiKey: key.value }).expect(204),
        ],
        [
          'when the key has expired and the job has run',
          () => {
            app.clock.advance(30 * DAY);
            return app.get(ExpiryJob).expire(app.clock.now());
          },
        ],
        [
          'when its organisation is deleted',
          async () =>
            as(app, await given.platformAdmin())
              .delete(`/v1/tenants/${admin.tenantUid}`)
              .expect(204),
        ],
      ];
      it.each(lives)('AK-02 %s', async (_, happens) => {
        expect(await uidsKept()).toEqual([key.uid]);
        await happens();
        expect(await kept()).toEqual([]);
      });

      it('AK-02 when its owner is deleted', async () => {
        const user = await given.user(admin);
        await given.apiKey(user);
        await as(app, admin).delete(`/v1/users/${user.uid}`).expect(204);
        expect(await uidsKept()).toEqual([key.uid]);
      });

      it('AK-02 all of the organisation, and of no other, when it is switched off; the entry says how many', async () => {
        const other = await given.tenant();
        await given.recoverableKeys(other);
        const theirs = await given.apiKey(other);
        await given.apiKey(await given.user(admin));
        expect(await kept()).toHaveLength(2);
        await set({ recoverableKeys: false }).expect(204);
        expect(await kept()).toEqual([]);
        expect(await isRecoverable(key.uid)).toBeUndefined();
        await reveal(key.uid).expect(409);
        await reveal(theirs.uid, other).expect(200, { apiKey: theirs.value });
        const [entry] = await auditTrail(app, admin, { resourceUid: admin.tenantUid });
        expect(entry?.spec.contentMsg).toMatch(/switched off: 2 kept values were erased\.$/);
        await as(app, key).get('/v1/users/info').expect(200);
      });

      it('AK-02 for good: switched on again, only what is made after that is kept', async () => {
        await set({ recoverableKeys: false }).expect(204);
        const between = await given.apiKey(admin);
        await set({ recoverableKeys: true }).expect(204);
        for (const { uid } of [key, between]) await reveal(uid).expect(409);
        const value = await rotate(key.uid);
        await reveal(key.uid).expect(200, { apiKey: value });
      });

      it('AK-02 also of keys that are made and rotated at the same moment', async () => {
        const some = (work: () => Promise<unknown>) => Array.from({ length: 4 }, work);
        await Promise.all([
          ...some(() => given.apiKey(admin)),
          ...some(() => rotate(key.uid)),
          set({ recoverableKeys: false }).expect(204),
          ...some(() => given.apiKey(admin)),
        ]);
        expect(await kept()).toEqual([]);
      });
    });
  });

  describe('the switch', () => {
    it('AK-02 stays as it is when a request does not name it, since false erases', async () => {
      await set({ recoverableKeys: true }).expect(204);
      const { uid, value } = await given.apiKey(admin);
      for (const body of [{ maxLifetimeInDays: 90 }, { recoverableKeys: null }, {}])
        await set(body).expect(204);
      expect((await as(app, admin).get(settings()).expect(200)).body).toEqual({
        maxLifetimeInDays: 0,
        defaultLifetimeInDays: 0,
        recoverableKeys: true,
        userKeysMakeKeys: false,
      });
      await reveal(uid).expect(200, { apiKey: value });
    });

    it('AK-02 is told by the audit trail when it is moved, and only then', async () => {
      await set({ recoverableKeys: true }).expect(204);
      await set({ recoverableKeys: true, maxLifetimeInDays: 90 }).expect(204);
      const [again, first] = await auditTrail(app, admin, { resourceUid: admin.tenantUid });
      expect(first?.spec.contentMsg).toMatch(/Recoverable keys were switched on/);
      expect(again?.spec.contentMsg).not.toContain('switched');
    });

    it.each(['true', 1, [], {}])('AK-02 is not moved by %j (IN-04)', async (recoverableKeys) => {
      const { body } = await set({ recoverableKeys }).expect(400);
      expect(body).toEqual(errorBody('InvalidInput', { recoverableKeys: 'must be true or false' }));
    });
  });
});
