import { hash } from '@node-rs/argon2';
import { DataSource } from 'typeorm';
import { errorBody } from '../support/answers.js';
import { as } from '../support/caller.js';
import { Given, PASSWORD } from '../support/given.js';
import type { Person } from '../support/given.js';
import { WRONG } from '../support/lockouts.js';
import { login } from '../support/password-links.js';
import { TestApp } from '../support/test-app.js';

const PRESENT = '$argon2id$v=19$m=19456,t=2,p=1$';

describe('a stored password hash that was made elsewhere', () => {
  let app: TestApp;
  let user: Person;

  beforeAll(async () => {
    app = await TestApp.start();
  });
  beforeEach(async () => {
    user = await new Given(app).tenant();
  });
  afterAll(() => app.close());

  const users = () => app.get(DataSource).getRepository('User');
  const store = (passwordHash: string) => users().update({ uid: user.uid }, { passwordHash });
  const stored = async () => (await users().findOneByOrFail({ uid: user.uid })) as { passwordHash: string };
  const imported = () => hash(PASSWORD, { algorithm: 2, memoryCost: 12288, timeCost: 3, parallelism: 1 });

  it('CR-02 is rewritten with the present parameters at the next good login, and nothing else is', async () => {
    await store(await imported());
    const before = await stored();
    await login(app, user, WRONG).expect(401);
    expect(await stored()).toEqual(before);
    await login(app, user, PASSWORD).expect(200);
    const after = await stored();
    expect(after.passwordHash.startsWith(PRESENT)).toBe(true);
    expect(after).toEqual({ ...before, passwordHash: after.passwordHash });
    await as(app, user).get('/v1/users/info').expect(200); // sessions go on
    await login(app, user, PASSWORD).expect(200);
    expect(await stored()).toEqual(after);
  });

  it('CR-02 is nobody’s when it asks for absurdly much, and the process goes on', async () => {
    const [, salt, digest] = /\$([^$]+)\$([^$]+)$/.exec(await imported()) ?? [];
    for (const parameters of ['m=4194304,t=1,p=1', 'm=19456,t=4000000000,p=1', 'm=19456,t=2,p=200']) {
      await store(`$argon2id$v=19$${parameters}$${salt}$${digest}`);
      const answer = await login(app, user, PASSWORD);
      expect([answer.status, answer.body]).toEqual([401, errorBody('LoginFailed')]);
    }
    expect(app.logs.some((line) => line.includes('a stored password hash asks for too much'))).toBe(true);
    await app.http.get('/health/live').expect(200);
    await store(await imported());
    await login(app, user, PASSWORD).expect(200);
  });
});
