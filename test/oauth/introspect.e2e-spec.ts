import { as } from '../support/caller.js';
import { exchanged } from '../support/exchanging.js';
import { Given } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';
import { DAY, MINUTE } from '../support/test-clock.js';
import { claimsOf } from '../support/tokens.js';

const PATH = '/v1/oauth2/introspect';
const INACTIVE = '{"active":false}';

describe('POST /v1/oauth2/introspect', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;
  let user: Person;
  let key: IssuedKey;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
  });
  beforeEach(async () => {
    admin = await given.tenant();
    user = await given.user(admin, { roles: [await given.role(admin, ['user.list', 'audit.list'])] });
    key = await given.apiKey(user);
  });
  afterAll(() => app.close());

  const answer = async (token: string, caller = admin) =>
    as(app, caller).post(PATH).type('form').send({ token }).expect(200);
  const isActive = async (token: string) => ((await answer(token)).body as { active: boolean }).active;
  const seconds = () => app.clock.now().getTime() / 1000;

  describe('200, active', () => {
    const holder = () => ({
      active: true,
      scope: 'audit.list user.list',
      username: user.emailId,
      sub: user.uid,
      iss: 'http://127.0.0.1:3000',
      tid: admin.tenantUid,
      org: admin.orgName,
    });

    it('for an API key: whose it is, what it allows, until when; never the key', async () => {
      const { body, text, headers } = await answer(key.value);
      expect(body).toEqual({
        ...holder(),
        client_id: key.uid,
        token_type: 'ApiKey',
        exp: seconds() + (30 * DAY) / 1000,
      });
      expect(text).not.toContain(key.value);
      expect(headers['cache-control']).toBe('no-store');
    });

    it('for an authorization token: the same, with what it says itself', async () => {
      const { aud, iat, exp, jti } = claimsOf(user.token);
      expect((await answer(user.token)).body).toEqual({
        ...holder(),
        token_type: 'Bearer',
        aud,
        iat,
        exp,
        jti,
      });
    });

    it('for a token that was exchanged: what it was narrowed to, and the key that it is of', async () => {
      const token = await exchanged(app, key.value, { scope: 'user.list' });
      const { aud, iat, exp, jti } = claimsOf(token);
      expect((await answer(token)).body).toEqual({
        ...holder(),
        scope: 'user.list',
        client_id: key.uid,
        token_type: 'Bearer',
        aud,
        iat,
        exp,
        jti,
      });
    });

    it('with an empty scope for somebody without roles', async () => {
      const plain = await given.user(admin);
      expect((await answer(plain.token)).body).toMatchObject({ active: true, scope: '' });
    });

    it.each(['access_token', 'refresh_token', 'nonsense'])('whatever the hint says: %s', async (hint) => {
      for (const token of [key.value, user.token])
        expect(
          (await as(app, admin).post(PATH).type('form').send({ token, token_type_hint: hint }).expect(200))
            .body,
        ).toMatchObject({ active: true });
    });
  });

  describe('200, not active and nothing else (RFC 7662, 2.2; TK-14)', () => {
    it('for what is no credential', async () => {
      for (const token of [
        'lk_',
        'garbage',
        'a.b.c',
        ' ',
        'x'.repeat(4097),
        `${user.token}x`,
        `${key.value}x`,
      ])
        expect((await answer(token)).text).toBe(INACTIVE);
    });

    it('for whatever is another organisation’s, which counts there', async () => {
      const stranger = await given.tenant();
      for (const token of [key.value, user.token, await exchanged(app, key.value)]) {
        expect((await answer(token, stranger)).text).toBe(INACTIVE);
        expect(await isActive(token)).toBe(true);
      }
    });

    it('for a platform administrator too: other organisations’ credentials are none of theirs', async () => {
      expect((await answer(key.value, await given.platformAdmin())).text).toBe(INACTIVE);
    });

    it('once the key is revoked, and the key is active again when that is undone', async () => {
      const state = (on: boolean) =>
        as(app, user).patch(`/v1/apiKeys/${key.uid}`).send({ isActive: on }).expect(204);
      await state(false);
      expect((await answer(key.value)).text).toBe(INACTIVE);
      await state(true);
      expect(await isActive(key.value)).toBe(true);
    });

    it('from the instant at which it expires', async () => {
      const expiry = new Date(app.clock.now().getTime() + MINUTE).toISOString();
      const short = await given.apiKey(user, { expiresInDays: undefined, expiry });
      app.clock.advance(MINUTE - 1);
      expect(await isActive(short.value)).toBe(true);
      app.clock.advance(1);
      expect((await answer(short.value)).text).toBe(INACTIVE);
      app.clock.advance(14 * MINUTE - 1);
      expect(await isActive(user.token)).toBe(true);
      app.clock.advance(1);
      // the admin's own has expired with it
      const again = { ...admin, token: await given.token(admin.emailId, admin.password, admin.orgName) };
      expect((await answer(user.token, again)).text).toBe(INACTIVE);
    });

    it('for a token whose session was ended', async () => {
      expect(await isActive(user.token)).toBe(true);
      await as(app, user).post('/v1/auth/logout').expect(204);
      expect((await answer(user.token)).text).toBe(INACTIVE);
    });

    it('while its holder is disabled', async () => {
      await as(app, admin).put(`/v1/users/${user.uid}/state`).send({ isActive: false }).expect(204);
      for (const token of [key.value, user.token]) expect((await answer(token)).text).toBe(INACTIVE);
    });
  });
});
