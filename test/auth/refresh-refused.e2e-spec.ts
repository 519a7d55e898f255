import { errorBody, visible } from '../support/answers.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { Person } from '../support/given.js';
import { misdirected, refreshed, REFRESHES } from '../support/refreshing.js';
import { TestApp } from '../support/test-app.js';
import { MINUTE } from '../support/test-clock.js';
import { claimsOf, signAs } from '../support/tokens.js';

describe.each(REFRESHES)('%s, refused', (_name, refresh) => {
  let app: TestApp;
  let given: Given;
  let platform: Person;
  let admin: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
  });
  beforeEach(async () => {
    platform = await given.platformAdmin();
    admin = await given.tenant();
  });
  afterAll(() => app.close());

  /** Each makes a token that was good but for one thing. */
  const refusals: Record<string, () => Promise<string>> = {
    'not a token': async () => 'garbage',
    'an API key': async () => (await given.apiKey(admin)).value,
    'an expired token': async () => {
      const { token } = admin;
      app.clock.advance(15 * MINUTE);
      return token;
    },
    'a token cut by one character': async () => admin.token.slice(0, -1),
    'a token of a session that was logged out': async () => {
      await as(app, admin).post('/v1/auth/logout').expect(204);
      return admin.token;
    },
    'a revoked token': async () => {
      await as(app, admin)
        .post('/v1/users/auth/tokens/revoke')
        .send({ tokens: [admin.token] })
        .expect(204);
      return admin.token;
    },
    'a token of a disabled user': async () => {
      const user = await given.user(admin);
      await as(app, admin).put(`/v1/users/${user.uid}/state`).send({ isActive: false }).expect(204);
      return user.token;
    },
    'a token of before the user was disabled and enabled': async () => {
      const user = await given.user(admin);
      for (const isActive of [false, true])
        await as(app, admin).put(`/v1/users/${user.uid}/state`).send({ isActive }).expect(204);
      return user.token;
    },
    'a token of a deleted user': async () => {
      const user = await given.user(admin);
      await as(app, admin).delete(`/v1/users/${user.uid}`).expect(204);
      return user.token;
    },
    'a token of a suspended organisation': async () => {
      await as(app, platform)
        .put(`/v1/tenants/${admin.tenantUid}/state`)
        .send({ isActive: false })
        .expect(204);
      return admin.token;
    },
    'a token replaced twice': async () => {
      await refreshed(app, await refreshed(app, admin.token));
      return admin.token;
    },
    'a token of a generation to come': async () =>
      signAs(app, { ...claimsOf(admin.token), gen: claimsOf(admin.token).gen + 1 }),
  };

  it.each(Object.entries(refusals))('401, all alike: %s (TK-08)', async (_what, arrange) => {
    const baseline = await refresh(app, 'a.b.c').expect(401);
    expect(baseline.body).toEqual(errorBody('NotAuthenticated'));
    expect(visible(await refresh(app, await arrange()))).toEqual(visible(baseline));
  });

  it('401 for a well-signed token that names what does not belong together', async () => {
    const other = await given.tenant();
    const tokens = misdirected(app, claimsOf(admin.token), claimsOf(other.token));
    for (const token of Object.values(tokens)) await refresh(app, token).expect(401);
    for (const { token } of [admin, other]) await refresh(app, token).expect(200);
  });
});
