import { as } from '../support/caller.js';
import { Given, PASSWORD } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { BOOTSTRAP_ENV, ServiceProcess, until } from '../support/process.js';
import type { TestApp } from '../support/test-app.js';
import { createTestDatabase, isServer } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';

const TRIALS_EACH = 25;
/** What is promised. */
const WITHIN_MS = 1000;

/** Takes access away through one instance. @returns what gives it back, if anything does. */
type Taking = () => Promise<(() => Promise<unknown>) | undefined>;

/** The embedded database has one process: there the change and the question go to the same one. */
describe('what one process changes, another sees', () => {
  let database: TestDatabase;
  let here: ServiceProcess;
  let there: ServiceProcess;
  let given: Given;
  let root: Person;
  let admin: Person;
  let user: Person;
  let key: IssuedKey;
  let role: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    const env = { ...database.env, ...BOOTSTRAP_ENV, LATCHKEY_LOG_LEVEL: 'warn' };
    here = await ServiceProcess.start({ env });
    there = isServer ? await ServiceProcess.start({ env }) : here;
    given = new Given(here as unknown as TestApp);
    root = await given.platformAdmin();
    admin = await given.tenant();
    role = await given.role(admin, ['audit.list']);
    user = await given.user(admin, { roles: [role] });
    key = await given.apiKey(user);
  }, 60_000);
  afterAll(async () => {
    await ServiceProcess.killAll();
    await database.drop();
  });

  const on = (who: Person) => as(here as unknown as TestApp, who);
  const state = (who: Person, path: string, isActive: boolean) =>
    on(who).put(`${path}/state`).send({ isActive }).expect(204);
  const statusOn = async (instance: ServiceProcess, credential: Record<string, string>) =>
    (await instance.http.get('/v1/auth/verify?permission=audit.list').set(credential)).status;
  const withKey = () => ({ ApiKey: key.value });

  const switched = (who: () => Person, path: () => string): Taking => {
    return async () => {
      await state(who(), path(), false);
      return () => state(who(), path(), true);
    };
  };
  const roles = (uids: string[]) =>
    on(admin).put(`/v1/users/${user.uid}/roles`).send({ roles: uids }).expect(204);

  const takings: [string, Taking, () => Record<string, string>][] = [
    [
      'a key is revoked',
      switched(
        () => user,
        () => `/v1/apiKeys/${key.uid}`,
      ),
      withKey,
    ],
    [
      'its owner is disabled',
      switched(
        () => admin,
        () => `/v1/users/${user.uid}`,
      ),
      withKey,
    ],
    [
      'the organisation is suspended',
      switched(
        () => root,
        () => `/v1/tenants/${admin.tenantUid}`,
      ),
      withKey,
    ],
    [
      'a role is taken',
      async () => {
        await roles([]);
        return () => roles([role]);
      },
      withKey,
    ],
    [
      'a role is changed',
      async () => {
        const allow = (permissions: string[]) =>
          on(admin).put(`/v1/roles/${role}`).send({ spec: { permissions } }).expect(204);
        await allow(['user.get']);
        return () => allow(['audit.list']);
      },
      withKey,
    ],
    [
      'a key is deleted',
      async () => {
        await on(user).delete(`/v1/apiKeys/${key.uid}`).expect(204);
        return async () => {
          key = await given.apiKey(user);
        };
      },
      withKey,
    ],
    [
      'a session is ended',
      async () => {
        await on(user).post('/v1/auth/logout').expect(204);
        return undefined;
      },
      () => ({ Authorization: user.token }),
    ],
  ];

  it.each(takings)(
    'within a second, and the same one at once, when %s',
    async (what, take, credential) => {
      const delays: number[] = [];
      for (let trial = 0; trial < TRIALS_EACH; trial++) {
        user = await fresh(user);
        const shown = credential();
        await until(async () => (await statusOn(there, shown)) === 200, WITHIN_MS);
        expect(await statusOn(here, shown)).toBe(200);
        const undo = await take();
        const began = performance.now();
        expect(await statusOn(here, shown)).not.toBe(200);
        await until(async () => (await statusOn(there, shown)) !== 200, WITHIN_MS);
        delays.push(performance.now() - began);
        await undo?.();
      }
      report(what, delays);
      expect(Math.max(...delays)).toBeLessThan(WITHIN_MS);
    },
    120_000,
  );

  /** Somebody whose session was ended logs in again. */
  async function fresh(person: Person): Promise<Person> {
    const { status } = await here.http.get('/v1/users/info').set('Authorization', person.token);
    return status === 200
      ? person
      : { ...person, token: await given.token(person.emailId, PASSWORD, person.orgName) };
  }
});

/** Prints what was measured; the test itself only holds the promise. */
function report(what: string, delays: number[]): void {
  const sorted = delays.toSorted((a, b) => a - b);
  const at = (share: number) => (sorted[Math.ceil(sorted.length * share) - 1] ?? 0).toFixed(0);
  process.stdout.write(
    `${what}: seen after ${at(0.5)} ms (median), ${at(0.99)} ms (99 of 100), ${at(1)} ms at most\n`,
  );
}
