import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorBody } from '../support/answers.js';
import { databaseDump } from '../support/database-dump.js';
import { Given } from '../support/given.js';
import { startFault } from '../support/start-fault.js';
import { BOOTSTRAP, TestApp } from '../support/test-app.js';
import { TestClock } from '../support/test-clock.js';
import { createTestDatabase } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';

const env = ({ orgName, emailId, password }: typeof BOOTSTRAP) => ({
  LATCHKEY_BOOTSTRAP_ORG: orgName,
  LATCHKEY_BOOTSTRAP_EMAIL: emailId,
  LATCHKEY_BOOTSTRAP_PASSWORD: password,
});

describe('the first administrator from the environment', () => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => database.drop());

  const tokenFile = () => join(database.directory, 'setup-token');

  /** Runs the service for as long as `work` takes. */
  async function during<T>(change: object, work: (app: TestApp) => PromiseLike<T>): Promise<T> {
    const app = await TestApp.start({ database, ...change });
    try {
      return await work(app);
    } finally {
      await app.close();
    }
  }

  it('is made at the first start, may run the platform, and setup is closed', async () => {
    await during({}, async (app) => {
      const { token } = await new Given(app).platformAdmin();
      await app.http.get('/v1/tenants').set('Authorization', token).expect(200);
      expect(existsSync(tokenFile())).toBe(false);
      const answer = await app.http
        .post('/v1/setup')
        .send({ ...BOOTSTRAP, token: 'x' })
        .expect(409);
      expect(answer.body).toEqual(errorBody('SetupDone'));
    });
  });

  it('changes nothing on an installation that exists, whatever it says', async () => {
    const before = await during({}, (app) => databaseDump(app));
    const changed = {
      orgName: 'another',
      emailId: 'eve@another.example',
      password: 'nine wooden spoons in a drawer',
    };
    await during({ env: env({ ...BOOTSTRAP, password: changed.password }) }, async (app) => {
      expect(await databaseDump(app)).toBe(before);
    });
    await during({ env: env(changed) }, async (app) => {
      expect(await databaseDump(app)).toBe(before);
      await app.http
        .post('/v1/auth/authenticate')
        .send({ emailId: changed.emailId, password: changed.password })
        .expect(401);
      await new Given(app).platformAdmin();
    });
  });

  it('does not come back after it was set up by hand', async () => {
    const { orgName, emailId } = { orgName: 'acme', emailId: 'ada@acme.example' };
    await during({ bootstrap: false }, async (app) => {
      const token = readFileSync(tokenFile(), 'utf8').trim();
      await app.http
        .post('/v1/setup')
        .send({ token, orgName, emailId, password: BOOTSTRAP.password })
        .expect(201);
    });
    await during({}, async (app) => {
      await new Given(app).token(emailId, BOOTSTRAP.password, orgName);
      expect(await databaseDump(app)).not.toContain(BOOTSTRAP.emailId);
    });
  });

  it('removes a token file that an interrupted setup left behind', async () => {
    await during({}, async () => undefined);
    writeFileSync(tokenFile(), 'left behind');
    await during({ bootstrap: false }, async () => expect(existsSync(tokenFile())).toBe(false));
  });

  it('a weak password refuses the start, naming what must change, and leaves nothing behind', async () => {
    const bad = { ...database.env, ...env({ ...BOOTSTRAP, password: 'too short' }) };
    expect(await startFault(bad, new TestClock())).toMatchObject({
      code: 'InvalidInput',
      details: { password: 'must have at least 15 characters' },
    });
    await during({ bootstrap: false }, async (app) => {
      expect(await databaseDump(app)).not.toContain('platform.example');
      expect(existsSync(tokenFile())).toBe(true);
    });
  });

  it('keeps the address as everybody else’s is kept: normalised and trimmed (IN-06)', async () => {
    const emailId = ' root＠platform.example ';
    await during({ env: env({ ...BOOTSTRAP, emailId }) }, async (app) => {
      const token = await new Given(app).token(BOOTSTRAP.emailId, BOOTSTRAP.password);
      const { body } = await app.http.get('/v1/users').set('Authorization', token).expect(200);
      expect((body as { items: { spec: object }[] }).items[0]?.spec).toMatchObject({
        emailId: 'root@platform.example',
      });
    });
  });

  it('its password is not in the log', async () => {
    await during({}, async (app) => {
      await new Given(app).platformAdmin();
      expect(app.logs.join('')).toContain('set up');
      expect(app.logs.join('')).not.toContain(BOOTSTRAP.password);
    });
  });
});
