import { errorBody } from '../support/answers.js';
import { as } from '../support/caller.js';
import { exchanged, exchangeOf } from '../support/exchanging.js';
import { Given, tokenOf } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { NO_LIMITS } from '../support/no-limits.js';
import { resetToken, setByLink } from '../support/password-links.js';
import { REFRESHES, whoIs } from '../support/refreshing.js';
import { TestApp } from '../support/test-app.js';
import { claimsOf, headerOf, signAs } from '../support/tokens.js';

const DAY_SECONDS = 86_400;
const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token';

/** Signed with the right key, and right but for what is named, at each door that takes tokens. */
describe('a token of another kind, or with a life that none of ours has', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;
  let key: IssuedKey;
  let exchangedToken: string;

  beforeAll(async () => {
    app = await TestApp.start({ env: NO_LIMITS });
    given = new Given(app);
    admin = await given.tenant();
    key = await given.apiKey(admin);
    exchangedToken = await exchanged(app, key.value);
  });
  afterAll(() => app.close());

  const activationToken = async () => {
    const { uid } = await given.pendingUser(admin);
    return tokenOf(await given.activationLink(admin, uid));
  };
  const tokenOfReset = async () => resetToken(app, admin, (await given.user(admin)).uid);
  const introspect = async (token: string): Promise<object> =>
    (await as(app, admin).post('/v1/oauth2/introspect').type('form').send({ token }).expect(200))
      .body as object;
  const verify = (token: string) => app.http.get('/v1/auth/verify').set('Authorization', token);

  async function expectNoCredential(token: string): Promise<void> {
    expect((await whoIs(app, token).expect(401)).body).toEqual(errorBody('NotAuthenticated'));
    await verify(token).expect(401);
    for (const [, refresh] of REFRESHES) await refresh(app, token).expect(401);
    for (const type of [undefined, { subject_token_type: ACCESS_TOKEN }])
      await app.http.post('/v1/oauth2/token').type('form').send(exchangeOf(token, type)).expect(400);
    await as(app, admin)
      .post('/v1/users/auth/tokens/revoke')
      .send({ tokens: [token] })
      .expect(204);
    await whoIs(app, admin.token).expect(200);
  }

  it('TK-04 says in its header which kind it is', () => {
    expect([headerOf(admin.token).typ, headerOf(exchangedToken).typ]).toEqual(['session+jwt', 'at+jwt']);
  });

  it.each(['at+jwt', 'JWT', 'jwt', 'application/session+jwt', 'session', '', undefined, null])(
    'TK-04 is no authorization token at any door: %j',
    async (typ) => {
      const token = signAs(app, claimsOf(admin.token), { typ });
      await expectNoCredential(token);
      expect(await introspect(token)).toEqual({ active: false });
    },
  );

  it.each(['session+jwt', 'JWT', 'application/at+jwt', '', undefined, null])(
    'TK-04 is no exchanged token for introspection: %j',
    async (typ) => {
      expect(await introspect(exchangedToken)).toMatchObject({ active: true });
      const token = signAs(app, claimsOf(exchangedToken), { typ });
      expect(await introspect(token)).toEqual({ active: false });
      await expectNoCredential(token);
    },
  );

  it.each(['activate', 'reset'] as const)(
    'TK-04 is no credential when it is the token of a link: %s',
    async (purpose) => {
      const token = await (purpose === 'activate' ? activationToken() : tokenOfReset());
      await expectNoCredential(token);
      await app.http.get('/v1/users/info').set('ApiKey', token).expect(401);
      expect(await introspect(token)).toEqual({ active: false });
      const { body } = await as(app, admin).post('/v1/apiKeys/verify').send({ key: token }).expect(200);
      expect(body).toMatchObject({ valid: false });
      // it is still good for what it is for
      await setByLink(app, purpose, token).expect(204);
    },
  );

  it('TK-04 is refused also when verification knows the same claims under their own type', async () => {
    await verify(admin.token).expect(200);
    await verify(signAs(app, claimsOf(admin.token), { typ: 'at+jwt' })).expect(401);
    await verify(admin.token).expect(200);
  });

  it('TK-04 is no authorization token when it is to live longer than can be set', async () => {
    const claims = claimsOf(admin.token);
    const living = (seconds: number) => signAs(app, { ...claims, exp: claims.iat + seconds });
    await whoIs(app, living(DAY_SECONDS)).expect(200);
    await verify(living(DAY_SECONDS)).expect(200);
    expect(await introspect(living(DAY_SECONDS))).toMatchObject({ active: true });
    for (const seconds of [DAY_SECONDS + 1, 10 * 365 * DAY_SECONDS]) {
      await expectNoCredential(living(seconds));
      expect(await introspect(living(seconds))).toEqual({ active: false });
    }
  });

  it('TK-04 is no exchanged token when it is to live longer than 15 minutes', async () => {
    const claims = claimsOf(exchangedToken);
    const living = (seconds: number) =>
      signAs(app, { ...claims, exp: claims.iat + seconds }, { typ: 'at+jwt' });
    expect(await introspect(living(900))).toMatchObject({ active: true });
    for (const seconds of [901, 10 * 365 * DAY_SECONDS])
      expect(await introspect(living(seconds))).toEqual({ active: false });
  });
});
