import { setTimeout as pause } from 'node:timers/promises';
import { CredentialsRepository } from '../../src/auth/credentials.repository.js';
import { Given } from '../support/given.js';
import { refreshed, REFRESHES, whoIs } from '../support/refreshing.js';
import { TestApp } from '../support/test-app.js';
import { claimsOf } from '../support/tokens.js';

/** Longer than a few refreshes take: if they could overtake, they would have. */
const LONG_ENOUGH_MS = 300;

describe('two refreshes of one session at once (MI-04)', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start();
    await app.app.listen(0);
  });
  afterEach(() => vi.restoreAllMocks());
  afterAll(() => app.close());

  it.each(REFRESHES)(
    '%s: a slow one holds the others up, and does not move the session back behind them',
    async (_name, refresh) => {
      const { token } = await new Given(app).platformAdmin();
      const credentials = app.get(CredentialsRepository);
      const read = credentials.sessionByUid.bind(credentials);
      let overtaking: Promise<string> = Promise.resolve('');
      vi.spyOn(credentials, 'sessionByUid').mockImplementationOnce(async (uid, tx) => {
        const session = await read(uid, tx);
        // the session was read as it was before any refresh; now somebody else goes on twice
        overtaking = refreshed(app, token).then((next) => refreshed(app, next));
        await Promise.race([overtaking, pause(LONG_ENOUGH_MS)]);
        return session;
      });
      await refresh(app, token).expect(200);
      const newest = await overtaking;
      expect(claimsOf(newest).gen).toBe(2);
      await whoIs(app, newest).expect(200);
      expect(claimsOf(await refreshed(app, newest)).gen).toBe(3);
    },
  );
});
