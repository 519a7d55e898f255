import { randomBytes } from 'node:crypto';
import { newUid } from '#persistence';
import { MasterKey } from '#secrets';
import { errorBody, visible } from '../support/answers.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { Person } from '../support/given.js';
import { NEW_PASSWORD, resetToken, setByLink } from '../support/password-links.js';
import { refreshed, whoIs } from '../support/refreshing.js';
import { COOKIE_NAME, cookieOf, FROM_OUR_PAGE, resume } from '../support/session-cookie.js';
import type { BrowserSession } from '../support/session-cookie.js';
import { TestApp } from '../support/test-app.js';
import { HOUR, MINUTE } from '../support/test-clock.js';
import { claimsOf } from '../support/tokens.js';

const ORIGIN = 'https://login.acme.example:8443';

describe('POST /v1/auth/session', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;
  let user: Person;
  let own: BrowserSession;

  beforeAll(async () => {
    app = await TestApp.start({ env: { LATCHKEY_PUBLIC_URL: ORIGIN } });
    given = new Given(app);
  });
  beforeEach(async () => {
    admin = await given.tenant();
    user = await given.user(admin);
    own = await cookieOf(app, user);
  });
  afterAll(() => app.close());

  const resumed = async (cookie: string) => {
    const { body } = await resume(app, cookie).expect(200);
    return (body as { Authorization: string }).Authorization;
  };

  describe('200', () => {
    it.each([
      [{ 'Sec-Fetch-Site': 'same-origin' }],
      [{ 'Sec-Fetch-Site': 'same-origin', Origin: ORIGIN }],
      [{ Origin: ORIGIN }],
    ])('answers a page of the service, as a browser says so: %j', async (headers) => {
      const { body } = await resume(app, own.cookie, headers).expect(200);
      expect(body).toEqual({ Authorization: expect.any(String), isMfa: false });
      const { body: who } = await whoIs(app, (body as { Authorization: string }).Authorization).expect(200);
      expect(who).toMatchObject({ userUid: user.uid, tenantUid: user.tenantUid });
    });

    it('is a token of the session at its present generation, and does not move it on', async () => {
      const newest = await refreshed(app, await refreshed(app, own.token));
      const tokens = [await resumed(own.cookie), await resumed(own.cookie)];
      const { sid } = claimsOf(own.token);
      expect(tokens.map(claimsOf)).toEqual(tokens.map(() => expect.objectContaining({ sid, gen: 2 })));
      expect(claimsOf(await refreshed(app, newest)).gen).toBe(3);
    });

    it('lives as long as any token, and no longer than the session', async () => {
      app.clock.advance(12 * HOUR - 5 * MINUTE);
      const { iat, exp } = claimsOf(await resumed(own.cookie));
      expect(exp - iat).toBe(300);
    });

    it('works when no token does any more: that is what it is for', async () => {
      app.clock.advance(HOUR);
      await whoIs(app, own.token).expect(401);
      await whoIs(app, await resumed(own.cookie)).expect(200);
    });

    it('finds the cookie among others, and needs no body and no credential', async () => {
      await resumed(`theme=dark; ${own.cookie}; ${COOKIE_NAME}-x=1; x${COOKIE_NAME}=2; broken`);
      await resume(app, own.cookie).set({ ApiKey: 'x', Authorization: 'y' }).expect(200);
    });

    it('goes on after the person changed their password in this very session', async () => {
      await as(app, { ...user, token: own.token })
        .patch(`/v1/users/${user.uid}/password/change`)
        .send({ currentPassword: user.password, newPassword: NEW_PASSWORD })
        .expect(204);
      await resumed(own.cookie);
    });
  });

  describe('401', () => {
    const refused = async (cookie: string) => {
      const answer = await resume(app, cookie).expect(401);
      expect(answer.body).toEqual(errorBody('NotAuthenticated'));
      const without = await app.http.post('/v1/auth/session').set(FROM_OUR_PAGE);
      expect(visible(answer)).toEqual(visible(without));
    };

    it.each<[string, () => Promise<unknown>]>([
      ['was logged out', () => app.http.post('/v1/auth/logout').set('Authorization', own.token).expect(204)],
      [
        'was ended by its token’s revocation',
        () =>
          as(app, user)
            .post('/v1/users/auth/tokens/revoke')
            .send({ tokens: [own.token] })
            .expect(204),
      ],
      [
        'is of somebody who was disabled',
        () => as(app, admin).put(`/v1/users/${user.uid}/state`).send({ isActive: false }).expect(204),
      ],
      ['is of somebody who was deleted', () => as(app, admin).delete(`/v1/users/${user.uid}`).expect(204)],
      [
        'was begun with another password',
        async () => setByLink(app, 'reset', await resetToken(app, admin, user.uid)).expect(204),
      ],
      ['is past its absolute end', async () => app.clock.advance(12 * HOUR)],
    ])('for a session that %s (TK-09)', async (_, end) => {
      await resumed(own.cookie);
      await end();
      await refused(own.cookie);
    });

    it('while the organisation is suspended, and not after', async () => {
      const platform = await given.platformAdmin();
      const other = await given.tenant();
      const { cookie } = await cookieOf(app, other);
      const setState = (isActive: boolean) =>
        as(app, platform).put(`/v1/tenants/${other.tenantUid}/state`).send({ isActive }).expect(204);
      await setState(false);
      await refused(cookie);
      await setState(true);
      await resumed(cookie);
    });

    it('for whatever the service did not write, without a look into the database (CR-07)', async () => {
      const { sid } = claimsOf(own.token);
      const value = own.cookie.slice(COOKIE_NAME.length + 1);
      const [, proof = ''] = value.split('.');
      const real = app.get(MasterKey);
      const other = await cookieOf(app, await given.user(admin));
      const forgeries = [
        '',
        sid,
        `${sid}.`,
        `.${proof}`,
        proof,
        `${sid}.${proof.slice(0, -1)}`,
        `${sid}.${proof}A`,
        `${sid}.${proof}.`,
        `"${value}"`,
        `${value.slice(0, 36)}%2e${proof}`,
        `${sid.toUpperCase()}.${proof}`,
        `${newUid()}.${proof}`,
        `${claimsOf(other.token).sid}.${proof}`,
        `${sid}.${new MasterKey(randomBytes(32)).mac('session-cookie', sid)}`,
        `${sid}.${real.mac('password-links', sid)}`,
        `${sid}.${real.mac('cursors', sid)}`,
        own.token,
      ];
      for (const forgery of forgeries) {
        const cookie = `${COOKIE_NAME}=${forgery}`;
        await refused(cookie);
        expect(await app.countQueries(() => resume(app, cookie).expect(401))).toBe(0);
      }
    });

    it('for the right value under any other name', async () => {
      const value = own.cookie.slice(COOKIE_NAME.length + 1);
      for (const name of ['latchkey-session', '__Secure-latchkey-session', COOKIE_NAME.toLowerCase()])
        await refused(`${name}=${value}`);
    });

    it('for two of them, be they the same: somebody may have planted one', async () => {
      const other = await cookieOf(app, admin);
      await refused(`${own.cookie}; ${own.cookie}`);
      await refused(`${own.cookie}; ${other.cookie}`);
      await refused(`${own.cookie}; ${COOKIE_NAME}=`);
    });
  });

  describe('403', () => {
    it.each<[Record<string, string>]>([
      [{}],
      [{ 'Sec-Fetch-Site': 'cross-site' }],
      [{ 'Sec-Fetch-Site': 'same-site' }],
      [{ 'Sec-Fetch-Site': 'none' }],
      [{ 'Sec-Fetch-Site': '' }],
      [{ 'Sec-Fetch-Site': 'same-origin, same-origin' }],
      [{ 'Sec-Fetch-Site': 'cross-site', Origin: ORIGIN }],
      [{ Origin: 'null' }],
      [{ Origin: '' }],
      [{ Origin: 'https://login.acme.example' }],
      [{ Origin: 'http://login.acme.example:8443' }],
      [{ Origin: 'https://acme.example:8443' }],
      [{ Origin: `${ORIGIN}.evil.example` }],
      [{ Origin: `${ORIGIN}/` }],
      [{ Origin: `${ORIGIN}, ${ORIGIN}` }],
      [{ Origin: 'https://evil.example', Host: 'evil.example', 'X-Forwarded-Host': 'evil.example' }],
      [{ Referer: `${ORIGIN}/console`, 'X-Requested-With': 'XMLHttpRequest' }],
    ])(
      'without proof that a page of the service asked, with the cookie or not: %j (WB-06)',
      async (headers) => {
        const answer = await resume(app, own.cookie, headers).expect(403);
        expect(answer.body).toEqual(errorBody('Forbidden'));
        const without = await app.http.post('/v1/auth/session').set(headers);
        expect(visible(without)).toEqual(visible(answer));
      },
    );
  });

  it('405 and 415 for what a link or a form of another site could send', async () => {
    await app.http
      .get('/v1/auth/session')
      .set({ Cookie: own.cookie, ...FROM_OUR_PAGE })
      .expect(405);
    await resume(app, own.cookie).type('form').send({ a: 'b' }).expect(415);
  });
});
