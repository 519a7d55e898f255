import { SigningKeysService } from '../../src/auth/signing-keys.service.js';
import { errorBody } from '../support/answers.js';
import { as } from '../support/caller.js';
import { exchanged, exchangeOf } from '../support/exchanging.js';
import { Given } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { REFRESHES, whoIs } from '../support/refreshing.js';
import { TestApp } from '../support/test-app.js';
import { everythingTold } from '../support/told.js';
import { DAY, MINUTE } from '../support/test-clock.js';
import { claimsOf, signAs } from '../support/tokens.js';

/** Without it a token is another kind of token. */
const AS_EXCHANGED = { typ: 'at+jwt' };

describe('a token that was exchanged for a key', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;
  let user: Person;
  let key: IssuedKey;
  let role: string;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
  });
  beforeEach(async () => {
    admin = await given.tenant();
    role = await given.role(admin, ['user.list', 'audit.list']);
    user = await given.user(admin, { roles: [role] });
    key = await given.apiKey(user);
  });
  afterAll(() => app.close());

  const introspect = async (token: string, caller = admin) =>
    (await as(app, caller).post('/v1/oauth2/introspect').type('form').send({ token }).expect(200))
      .body as Record<string, unknown>;
  const expectInactive = async (token: string) => expect(await introspect(token)).toEqual({ active: false });

  describe('is no credential here, whatever it is for', () => {
    const AUDIENCES = ['', 'https://orders.example', 'http://127.0.0.1:3000'];

    it('401 for every use, as a token, as a key and for a refresh', async () => {
      for (const audience of AUDIENCES) {
        const token = await exchanged(app, key.value, { audience });
        expect((await whoIs(app, token)).body).toEqual(errorBody('NotAuthenticated'));
        await whoIs(app, `Bearer ${token}`).expect(401);
        await app.http.get('/v1/users').set('Authorization', token).expect(401);
        await app.http.get('/v1/users').set('ApiKey', token).expect(401);
        await app.http.get(`/v1/users?ApiKey=${token}`).expect(401);
        await app.http.get('/v1/auth/verify').set('Authorization', `Bearer ${token}`).expect(401);
        for (const [, refresh] of REFRESHES) await refresh(app, token).expect(401);
      }
    });

    it('is not found when keys are verified, and revoking it passes it over', async () => {
      const token = await exchanged(app, key.value);
      const { body } = await as(app, admin).post('/v1/apiKeys/verify').send({ key: token }).expect(200);
      expect(body).toEqual({ valid: false, code: 'NOT_FOUND' });
      await as(app, user)
        .post('/v1/users/auth/tokens/revoke')
        .send({ tokens: [token] })
        .expect(204);
      await whoIs(app, user.token).expect(200);
    });

    it('is none either when it also names a session, or says that it is for this service', async () => {
      const claims = claimsOf(await exchanged(app, key.value));
      const { sid, gen } = claimsOf(user.token);
      for (const more of [{ sid, gen }, { aud: 'latchkey' }]) {
        for (const typ of ['at+jwt', 'session+jwt']) {
          await whoIs(app, signAs(app, { ...claims, ...more }, { typ })).expect(401);
          await expectInactive(signAs(app, { ...claims, ...more }, { typ }));
        }
      }
      expect(await introspect(signAs(app, claims, AS_EXCHANGED))).toMatchObject({ active: true });
    });
  });

  describe('is active for introspection while its key counts', () => {
    it('not while the key is revoked, and not once it is deleted', async () => {
      const token = await exchanged(app, key.value);
      const state = (isActive: boolean) =>
        as(app, admin).put(`/v1/apiKeys/${key.uid}/state`).send({ isActive }).expect(204);
      await state(false);
      await expectInactive(token);
      await state(true);
      expect(await introspect(token)).toMatchObject({ active: true, client_id: key.uid });
      await as(app, admin).delete(`/v1/apiKeys/${key.uid}`).expect(204);
      await expectInactive(token);
    });

    it('not while its owner is disabled', async () => {
      const token = await exchanged(app, key.value);
      await as(app, admin).put(`/v1/users/${user.uid}/state`).send({ isActive: false }).expect(204);
      await expectInactive(token);
      await as(app, admin).put(`/v1/users/${user.uid}/state`).send({ isActive: true }).expect(204);
      expect(await introspect(token)).toMatchObject({ active: true });
    });

    it('not from the second on in which it ends', async () => {
      const token = await exchanged(app, key.value);
      const caller = await given.apiKey(admin);
      const ask = async () =>
        (await as(app, caller).post('/v1/oauth2/introspect').type('form').send({ token }).expect(200))
          .body as { active: boolean };
      app.clock.advance(15 * MINUTE - 1);
      expect(await ask()).toMatchObject({ active: true });
      app.clock.advance(1);
      expect(await ask()).toEqual({ active: false });
    });

    it('with what it was narrowed to and the owner still has, and never more', async () => {
      const all = await exchanged(app, key.value);
      const one = await exchanged(app, key.value, { scope: 'audit.list' });
      const scopes = async () => [(await introspect(all))['scope'], (await introspect(one))['scope']];
      expect(await scopes()).toEqual(['audit.list user.list', 'audit.list']);
      const allow = (permissions: string[]) =>
        as(app, admin).put(`/v1/roles/${role}`).send({ spec: { permissions } }).expect(204);
      await allow(['user.list', 'role.list']);
      expect(await scopes()).toEqual(['user.list', '']);
      await allow(['user.list', 'audit.list', 'role.list']);
      expect(await scopes()).toEqual(['audit.list user.list', 'audit.list']);
    });

    it('asks one query for it when the caller is known, and none for what we did not sign', async () => {
      const token = await exchanged(app, key.value);
      const forged = `${token.slice(0, -4)}AAAA`;
      await everythingTold(app);
      await introspect(forged); // who asks is known from here on
      expect(await app.countQueries(() => introspect(forged))).toBe(0);
      expect(await app.countQueries(() => introspect(token))).toBe(1);
    });
  });

  it.each(['iss', 'sub', 'aud', 'tid', 'client_id', 'scope', 'jti', 'iat', 'exp'])(
    'is not active without %s, or with another kind of value',
    async (name) => {
      const claims = claimsOf(await exchanged(app, key.value));
      const { [name]: _left, ...others } = claims;
      await expectInactive(signAs(app, others, AS_EXCHANGED));
      for (const value of [null, true, {}, ['x']])
        await expectInactive(signAs(app, { ...claims, [name]: value }, AS_EXCHANGED));
    },
  );

  it('is not active when key, owner and organisation do not belong together', async () => {
    const claims = claimsOf(await exchanged(app, key.value));
    const other = await given.tenant();
    const theirs = await given.apiKey(other);
    for (const change of [
      { sub: admin.uid },
      { tid: other.tenantUid },
      { client_id: theirs.uid },
      { client_id: '01990f6e-7c2a-7b1e-9d53-0c1f2a3b4c5d' },
      { iss: 'http://elsewhere.example' },
    ]) {
      const token = signAs(app, { ...claims, ...change }, AS_EXCHANGED);
      await expectInactive(token);
      expect(await introspect(token, other)).toEqual({ active: false });
    }
  });

  it('is signed by the key whose time it is, and counts on after the handover', async () => {
    const lasting = await given.apiKey(user, { expiresInDays: 90 });
    const rotate = () => app.get(SigningKeysService).rotate(app.clock.now());
    app.clock.advance(89 * DAY);
    await rotate();
    app.clock.advance(DAY - 10 * MINUTE);
    const token = await exchanged(app, lasting.value);
    app.clock.advance(5 * MINUTE);
    await rotate();
    const again = { ...admin, token: await given.token(admin.emailId, admin.password, admin.orgName) };
    expect(await introspect(token, again)).toMatchObject({ active: true });
    const { body } = await app.http.post('/v1/oauth2/token').type('form').send(exchangeOf(lasting.value));
    expect(body).toMatchObject({ expires_in: 300 });
  });
});
