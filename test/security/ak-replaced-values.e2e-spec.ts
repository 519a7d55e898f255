import { makeApiKey } from '#secrets';
import { LateKeyUses } from '../../src/auth/late-key-uses.service.js';
import { visible } from '../support/answers.js';
import { copiesOf } from '../support/api-key-rows.js';
import { auditTrail } from '../support/audit-trail.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { NO_LIMITS } from '../support/no-limits.js';
import { plansOn } from '../support/query-plan.js';
import { TestApp } from '../support/test-app.js';
import { MINUTE } from '../support/test-clock.js';

describe('values that a key had before', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;
  let key: IssuedKey;

  beforeAll(async () => {
    app = await TestApp.start({ env: NO_LIMITS });
    given = new Given(app);
  });
  beforeEach(async () => {
    admin = await given.tenant();
    key = await given.apiKey(admin);
  });
  afterAll(() => app.close());

  const rotate = async (gracePeriodMinutes: number) => {
    const { body } = await as(app, admin)
      .post(`/v1/apiKeys/${key.uid}/rotate`)
      .send({ gracePeriodMinutes })
      .expect(201);
    return (body as { apiKey: string }).apiKey;
  };
  /** Shows a value to back ends' door, the gateways' and the API itself. */
  const doors = async (value: string) => {
    await as(app, admin).post('/v1/apiKeys/verify').send({ key: value }).expect(200);
    await app.http.get('/v1/auth/verify').set('ApiKey', value);
    await app.http.get('/v1/users/info').set('ApiKey', value);
  };
  const trail = async (action: string) =>
    (await auditTrail(app, admin, { resourceUid: key.uid })).filter(({ spec }) => spec.actionMsg === action);

  describe('a value after its end', () => {
    const late = async () => {
      await app.get(LateKeyUses).written();
      return trail('apiKey.refuseReplaced');
    };

    it('AK-11 is answered as one that there never was', async () => {
      await rotate(0);
      const info = (value: string) => app.http.get('/v1/users/info').set('ApiKey', value);
      expect(visible(await info(key.value).expect(401))).toEqual(visible(await info(makeApiKey().value)));
    });

    it('AK-11 its first use is recorded, of many at once and at all doors one, and not before the end', async () => {
      await rotate(10);
      await doors(key.value);
      expect(await late()).toEqual([]);
      app.clock.advance(10 * MINUTE);
      await Promise.all(Array.from({ length: 10 }, () => doors(key.value)));
      const [entry, ...more] = await late();
      expect(more).toEqual([]);
      expect(entry?.spec.actor.actorType).toBe('system');
      expect(entry?.spec.contentMsg).toContain(`${key.value.slice(0, 7)}...${key.value.slice(-4)}`);
      expect(entry?.spec.contentMsg).not.toContain(key.value);
      await doors(key.value);
      expect(await late()).toHaveLength(1);
    });

    it('AK-11 costs no statement any more when it was recorded, from memory', async () => {
      await rotate(0);
      const use = () => app.http.get('/v1/auth/verify').set('ApiKey', key.value).expect(401);
      await use();
      await late();
      await use();
      expect(await app.countQueries(use)).toBe(0);
    });
  });

  it('AK-11 whichever value is shown costs one query, over unique keys, and none when it is known', async () => {
    const uids = await copiesOf(app, key.uid, 200);
    expect(uids).toHaveLength(200);
    const value = await rotate(10);
    for (const shownValue of [value, key.value]) {
      const use = () => app.http.get('/v1/auth/verify').set('ApiKey', shownValue).expect(200);
      const statements = await app.recordQueries(use);
      expect(statements).toHaveLength(1);
      expect(await app.countQueries(use)).toBe(0);
    }
    const other = makeApiKey().value;
    expect(
      await app.countQueries(() => app.http.get('/v1/auth/verify').set('ApiKey', other).expect(401)),
    ).toBe(1);
    const [plan] = await plansOn('api_keys', app, () =>
      app.http.get('/v1/users/info').set('ApiKey', value).expect(200),
    );
    expect(plan?.indices).toContain('ix_api_keys_digest');
    expect(plan?.isSorted).toBe(false);
  });
});
