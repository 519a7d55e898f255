import { randomBytes } from 'node:crypto';
import { UnsealError } from '#secrets';
import { databaseDump } from '../support/database-dump.js';
import { Given } from '../support/given.js';
import { refreshed, whoIs } from '../support/refreshing.js';
import { startFault } from '../support/start-fault.js';
import { TestApp } from '../support/test-app.js';
import { DAY, MINUTE, TestClock } from '../support/test-clock.js';
import { createTestDatabase } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';
import { claimsOf } from '../support/tokens.js';

describe('signing keys over restarts', () => {
  let database: TestDatabase;
  let clock: TestClock;

  beforeEach(async () => {
    database = await createTestDatabase();
    clock = new TestClock();
  });
  afterEach(() => database.drop());

  /** Runs the service for as long as `work` takes. */
  async function during<T>(work: (app: TestApp) => PromiseLike<T>): Promise<T> {
    const app = await TestApp.start({ database, clock });
    try {
      return await work(app);
    } finally {
      await app.close();
    }
  }
  const login = (app: TestApp) => new Given(app).platformAdmin();
  const otherMasterKey = () => ({
    ...database.env,
    LATCHKEY_MASTER_KEY: randomBytes(32).toString('base64'),
  });

  it('tokens of before a restart are good after it, and are refreshed (TK-13)', async () => {
    const { token, uid } = await during(login);
    clock.advance(MINUTE);
    await during(async (app) => {
      const { body } = await whoIs(app, token).expect(200);
      expect(body).toMatchObject({ userUid: uid });
      expect(claimsOf(await refreshed(app, token)).sid).toBe(claimsOf(token).sid);
    });
  });

  it('what was revoked before a restart is dead after it (TK-11)', async () => {
    const { token, key } = await during(async (app) => {
      const given = new Given(app);
      const admin = await given.platformAdmin();
      const made = await given.apiKey(admin);
      await app.http
        .put(`/v1/apiKeys/${made.uid}/state`)
        .set('Authorization', admin.token)
        .send({ isActive: false })
        .expect(204);
      await app.http.post('/v1/auth/logout').set('Authorization', admin.token).expect(204);
      return { token: admin.token, key: made.value };
    });
    await during(async (app) => {
      await whoIs(app, token).expect(401);
      await app.http.get('/v1/users/info').set('ApiKey', key).expect(401);
    });
  });

  it('a start with another master key is refused, and the right one works afterwards', async () => {
    const { token } = await during(login);
    expect(await startFault(otherMasterKey(), clock)).toBeInstanceOf(UnsealError);
    await during((app) => whoIs(app, token).expect(200));
  });

  it('a start with another master key leaves nothing behind, also when the next key is due', async () => {
    await during(login);
    clock.advance(89 * DAY);
    expect(await startFault(otherMasterKey(), clock)).toBeInstanceOf(UnsealError);
    await during(async (app) => {
      expect((await app.http.get('/.well-known/jwks.json')).body).toMatchObject({ keys: [{}, {}] });
    });
  });

  it('the private half is not to be read in the database (CR-05)', async () => {
    await during(async (app) => {
      const dump = await databaseDump(app);
      expect(dump).toContain('sealed_private_jwk');
      expect(dump).not.toMatch(/"d\\?"/);
      expect(dump).not.toContain('P-256');
    });
  });
});
