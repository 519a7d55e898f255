import { errorBody } from '../support/answers.js';
import { as } from '../support/caller.js';
import { databaseDump } from '../support/database-dump.js';
import { Given } from '../support/given.js';
import type { Person } from '../support/given.js';
import { whoIs } from '../support/refreshing.js';
import { COOKIE_NAME, cookieOf, FROM_OUR_PAGE, resume, setCookies } from '../support/session-cookie.js';
import { TestApp } from '../support/test-app.js';
import { MINUTE } from '../support/test-clock.js';
import { claimsOf } from '../support/tokens.js';

const ATTRIBUTES = 'Path=/; HttpOnly; Secure; SameSite=Strict';
const SESSION_SECONDS = 12 * 3600;

describe('the session cookie', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
  });
  beforeEach(async () => {
    admin = await given.tenant();
  });
  afterAll(() => app.close());

  const logIn = ({ emailId, password }: Person, query = '') =>
    app.http.post(`/v1/auth/authenticate${query}`).send({ emailId, password });
  const refresh = (token: string, query = '') => app.http.get(`/v1/auth/refresh/${token}${query}`);
  const tokenIn = ({ body }: { body: unknown }) => (body as { Authorization: string }).Authorization;
  const sidIn = (answer: { body: unknown }) => claimsOf(tokenIn(answer)).sid;
  const cookie = (sid: string, seconds: number) =>
    expect.stringMatching(
      new RegExp(`^${COOKIE_NAME}=${sid}\\.[\\w-]{43}; Max-Age=${seconds}; ${ATTRIBUTES}$`),
    ) as string;

  describe('is set', () => {
    it.each(['', '?setCookie=true'])(
      'by POST /v1/auth/authenticate%s, until the session ends (WB-04)',
      async (query) => {
        const answer = await logIn(admin, query).expect(200);
        expect(setCookies(answer.headers)).toEqual([cookie(sidIn(answer), SESSION_SECONDS)]);
      },
    );

    it.each(['', '?setCookie=true'])(
      'by GET /v1/auth/refresh/{token}%s, for what is left of the session',
      async (query) => {
        const user = await given.user(admin);
        app.clock.advance(10 * MINUTE);
        const answer = await refresh(user.token, query).expect(200);
        expect(setCookies(answer.headers)).toEqual([cookie(claimsOf(user.token).sid, SESSION_SECONDS - 600)]);
      },
    );

    it('anew at each login, whatever cookie a browser had before (WB-05)', async () => {
      const planted = await cookieOf(app, await given.user(admin));
      const user = await given.user(admin);
      const answer = await logIn(user).set('Cookie', planted.cookie).expect(200);
      expect(sidIn(answer)).not.toBe(claimsOf(planted.token).sid);
      expect(setCookies(answer.headers)).toEqual([cookie(sidIn(answer), SESSION_SECONDS)]);
      await resume(app, planted.cookie).expect(200);
    });

    it('the same for the same session, so that nothing has to be kept of it', async () => {
      const { token, cookie: first } = await cookieOf(app, await given.user(admin));
      const { headers } = await refresh(token).expect(200);
      expect(setCookies(headers)[0]?.split(';')[0]).toBe(first);
      const [, proof = ''] = first.split('.');
      expect(proof).toHaveLength(43);
      const dump = await databaseDump(app);
      expect(dump).toContain(claimsOf(token).sid);
      expect(dump).not.toContain(proof);
      expect(app.logs.join('')).not.toContain(proof);
    });
  });

  describe('is not set', () => {
    it('with setCookie=false', async () => {
      const answer = await logIn(admin, '?setCookie=false').expect(200);
      expect(setCookies(answer.headers)).toEqual([]);
      expect(setCookies((await refresh(tokenIn(answer), '?setCookie=false').expect(200)).headers)).toEqual(
        [],
      );
    });

    it('by a login or a refresh that is refused', async () => {
      const wrong = await logIn({ ...admin, password: 'not the right password' }).expect(401);
      const garbage = await refresh('garbage').expect(401);
      for (const { headers } of [wrong, garbage]) expect(setCookies(headers)).toEqual([]);
    });

    it('by a GET that somebody typed, or followed from a letter: the token in it may be another’s (WB-05)', async () => {
      const typed = await refresh(admin.token).set('Sec-Fetch-Site', 'none').expect(200);
      expect(setCookies(typed.headers)).toEqual([]);
      const ours = await refresh(tokenIn(typed)).set('Sec-Fetch-Site', 'same-origin').expect(200);
      expect(setCookies(ours.headers)).toHaveLength(1);
    });

    it('by POST /v1/auth/refresh and POST /v1/auth/session', async () => {
      const { token, cookie: own } = await cookieOf(app, admin);
      const answers = [
        await app.http.post('/v1/auth/refresh').set('Authorization', token).expect(200),
        await resume(app, own).expect(200),
      ];
      for (const { headers } of answers) expect(setCookies(headers)).toEqual([]);
    });
  });

  describe('is no credential (WB-07)', () => {
    it.each([
      ['get', '/v1/users/info'],
      ['post', '/v1/auth/logout'],
      ['post', '/v1/auth/refresh'],
    ] as const)('401 from %s %s, also for a page of ours', async (method, path) => {
      const own = await cookieOf(app, admin);
      const answer = await app.http[method](path)
        .set({ Cookie: own.cookie, ...FROM_OUR_PAGE })
        .expect(401);
      expect(answer.body).toEqual(errorBody('NotAuthenticated'));
      await whoIs(app, own.token).expect(200);
    });

    it('its value is none in another place either', async () => {
      const value = (await cookieOf(app, admin)).cookie.slice(COOKIE_NAME.length + 1);
      await whoIs(app, value).expect(401);
      await app.http.get('/v1/users/info').set('ApiKey', value).expect(401);
      await refresh(value).expect(401);
    });

    it('beside a credential it changes nothing about who is calling', async () => {
      const other = await cookieOf(app, await given.user(admin));
      const { body } = await as(app, admin).get('/v1/users/info').set('Cookie', other.cookie).expect(200);
      expect(body).toMatchObject({ userUid: admin.uid });
    });
  });

  describe('at POST /v1/auth/logout', () => {
    it('is taken away, and the browser told to forget what it kept (WB-05)', async () => {
      const own = await cookieOf(app, await given.user(admin));
      const { headers } = await app.http
        .post('/v1/auth/logout')
        .set({ Authorization: own.token, Cookie: own.cookie })
        .expect(204);
      expect(setCookies(headers)).toEqual([`${COOKIE_NAME}=; Max-Age=0; ${ATTRIBUTES}`]);
      // "cookies" would log people out of every other service under the same domain
      expect(headers['clear-site-data']).toBe('"cache", "storage"');
      await resume(app, own.cookie).expect(401);
    });

    it('stays when nobody was logged out', async () => {
      const { headers } = await app.http.post('/v1/auth/logout').expect(401);
      expect(setCookies(headers)).toEqual([]);
      expect(headers).not.toHaveProperty('clear-site-data');
    });
  });
});
