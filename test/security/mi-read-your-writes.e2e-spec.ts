import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { NO_LIMITS } from '../support/no-limits.js';
import { until } from '../support/process.js';
import { refreshed } from '../support/refreshing.js';
import { TestApp } from '../support/test-app.js';
import { createTestDatabase, isServer } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';

const MANY = 100;
/** What is promised for what is taken. */
const WITHIN_MS = 1000;

/** Two instances where the engine allows it, one otherwise. */
describe('what one instance has made, another one knows', () => {
  let database: TestDatabase;
  let here: TestApp;
  let there: TestApp;
  let admin: Person;

  beforeAll(async () => {
    database = await createTestDatabase();
    here = await TestApp.start({ database, env: NO_LIMITS });
    there = isServer ? await TestApp.start({ database, env: NO_LIMITS, clock: here.clock }) : here;
    admin = await new Given(here).tenant();
    await there.app.listen(0, '127.0.0.1');
  });
  afterAll(async () => {
    if (there !== here) await there.close();
    await here.close();
    await database.drop();
  });

  const DOORS = ['/v1/users/info', '/v1/auth/verify'];
  /** Each door has its turn at being the first. */
  const doorsOf = (round: number) => (round % 2 === 0 ? DOORS : DOORS.toReversed());
  const statusesOf = async (who: Person | IssuedKey, round: number) => {
    const statuses: number[] = [];
    for (const path of doorsOf(round)) statuses.push((await as(there, who).get(path)).status);
    return statuses;
  };
  const revoke = ({ uid }: IssuedKey) =>
    as(here, admin).put(`/v1/apiKeys/${uid}/state`).send({ isActive: false }).expect(204);
  const isRefused = async (key: IssuedKey, round: number) =>
    (await statusesOf(key, round)).every((status) => status === 401);

  it(`MI-05 a key is good in the very next request, ${MANY} times, and within a second no longer once it is revoked`, async () => {
    const given = new Given(here);
    for (let round = 0; round < MANY; round++) {
      const key = await given.apiKey(admin);
      expect(await statusesOf(key, round)).toEqual([200, 200]);
      await revoke(key);
      await until(() => isRefused(key, round), WITHIN_MS);
    }
  }, 60_000);

  it('MI-05 the value that a rotation gave is good in the very next request, on the instance that knew the one before', async () => {
    let key = await new Given(here).apiKey(admin);
    for (let round = 0; round < MANY / 4; round++) {
      expect(await statusesOf(key, round)).toEqual([200, 200]);
      const { body } = await as(here, admin).post(`/v1/apiKeys/${key.uid}/rotate`).send({}).expect(201);
      key = { uid: key.uid, value: (body as { apiKey: string }).apiKey };
    }
    expect(await statusesOf(key, 0)).toEqual([200, 200]);
  });

  it('MI-05 a token is good in the very next request after a login and after each refresh', async () => {
    let person = await new Given(here).user(admin);
    for (let round = 0; round < MANY / 4; round++) {
      expect(await statusesOf(person, round)).toEqual([200, 200]);
      person = { ...person, token: await refreshed(here, person.token) };
    }
  });
});
