import { auditTrail } from '../support/audit-trail.js';
import { errorBody } from '../support/answers.js';
import { Given } from '../support/given.js';
import { refreshed, REFRESHES, whoIs } from '../support/refreshing.js';
import { TestApp } from '../support/test-app.js';
import { SECOND } from '../support/test-clock.js';
import { claimsOf } from '../support/tokens.js';

describe.each(REFRESHES)('%s with LATCHKEY_REFRESH_STRICT=true', (_name, refresh) => {
  let app: TestApp;
  let given: Given;

  beforeAll(async () => {
    app = await TestApp.start({ env: { LATCHKEY_REFRESH_STRICT: 'true' } });
    given = new Given(app);
  });
  afterAll(() => app.close());

  it('repeats for the token just replaced within ten seconds', async () => {
    const { token } = await given.platformAdmin();
    await refreshed(app, token);
    app.clock.advance(10 * SECOND);
    const { body } = await refresh(app, token).expect(200);
    await whoIs(app, (body as { Authorization: string }).Authorization).expect(200);
  });

  it.each([
    [
      'the token just replaced after ten seconds',
      async (token: string) => {
        const newest = await refreshed(app, token);
        app.clock.advance(10 * SECOND + 1);
        return newest;
      },
    ],
    ['a token replaced twice', async (token: string) => refreshed(app, await refreshed(app, token))],
  ])('401 for %s, and the session ends with all its tokens', async (_what, advance) => {
    const admin = await given.platformAdmin();
    const { token } = await given.platformAdmin();
    const newest = await advance(token);
    await whoIs(app, newest).expect(200);
    const answer = await refresh(app, token).expect(401);
    expect(answer.body).toEqual(errorBody('NotAuthenticated'));
    await whoIs(app, newest).expect(401);
    await refresh(app, newest).expect(401);
    const entries = await auditTrail(app, admin, { resourceUid: claimsOf(token).sid });
    expect(entries.map(({ spec }) => spec.contentMsg).slice(0, -1)).toEqual([
      'A refresh was refused: the session has ended.',
      'A token that had been replaced was used for a refresh, and was refused; the session was ended.',
    ]);
  });
});
