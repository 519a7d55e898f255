import { PasswordHasher } from '#secrets';
import { Given, PASSWORD } from '../support/given.js';
import type { Person } from '../support/given.js';
import { lockOut, WRONG } from '../support/lockouts.js';
import { login } from '../support/password-links.js';
import { TestApp } from '../support/test-app.js';
import { createTestDatabase, isServer } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';

const LIMIT = 10;
/** What one address may try must not be what stops it here. */
const ENV = {
  LATCHKEY_LOGIN_FAILURES: String(LIMIT),
  LATCHKEY_ADDRESS_FAILURES: '1000000',
  LATCHKEY_ORG_FAILURES: '1000000',
};

/** Two instances where the engine allows it, one otherwise. No Redis anywhere. */
describe('wrong passwords of one account at once', () => {
  let database: TestDatabase;
  let apps: TestApp[];
  let user: Person;
  let compared: string[];

  beforeAll(async () => {
    database = await createTestDatabase();
    const first = await TestApp.start({ database, env: ENV });
    apps = isServer ? [first, await TestApp.start({ database, env: ENV, clock: first.clock })] : [first];
    for (const app of apps) {
      const hasher = app.get(PasswordHasher);
      const verify = hasher.verify.bind(hasher);
      vi.spyOn(hasher, 'verify').mockImplementation((stored, password) => {
        if (stored !== null) compared.push(password);
        return verify(stored, password);
      });
    }
  });
  beforeEach(async () => {
    compared = [];
    const given = new Given(apps[0]);
    user = await given.user(await given.tenant());
    compared = [];
  });
  afterAll(async () => {
    for (const app of apps) await app.close();
    await database.drop();
  });

  it('LG-04 RD-02 of 200 over all instances no more are compared than there may be, and the right one at the end is refused', async () => {
    const passwords = Array.from({ length: 200 }, (_, at) => (at === 100 ? PASSWORD : `${WRONG} ${at}`));
    const answers = await Promise.all(
      passwords.map((password, at) => login(apps[at % apps.length], user, password)),
    );
    expect(answers.every(({ status }) => [401, 503].includes(status))).toBe(true);
    expect(compared).toHaveLength(LIMIT);
    expect(compared).not.toContain(PASSWORD);
    await login(apps[0], user, PASSWORD).expect(401);
  });

  it('LG-04 RD-02 a thousand, as fast as they are answered, are no more', async () => {
    const guesses = Array.from({ length: 1000 }, (_, at) => `${WRONG} ${at}`);
    const guessing = Array.from({ length: 8 }, async (_, at) => {
      for (let guess = guesses.pop(); guess !== undefined; guess = guesses.pop())
        await login(apps[at % apps.length], user, guess);
    });
    await Promise.all(guessing);
    expect(compared).toHaveLength(LIMIT);
  }, 300_000);

  it('LG-04 is known to an instance that starts later', async () => {
    await lockOut(apps[0], user, LIMIT);
    if (!isServer) await apps[0].close(); // there one process at a time has the data
    const restarted = await TestApp.start({ database, env: ENV, clock: apps[0].clock });
    try {
      await login(restarted, user, PASSWORD).expect(401);
    } finally {
      await restarted.close();
      if (!isServer) apps = [];
    }
  });
});
