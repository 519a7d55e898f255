import { errorBody, visible } from '../support/answers.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { refreshed } from '../support/refreshing.js';
import { TestApp } from '../support/test-app.js';
import { HOUR, MINUTE } from '../support/test-clock.js';
import { claimsOf } from '../support/tokens.js';

const NOBODY = '01990f6e-7c2a-7b1e-9d53-0c1f2a3b4c5d';

describe('GET /v1/auth/sessions', () => {
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

  const list = (who: Person | IssuedKey, userUid?: string) =>
    as(app, who).get(`/v1/auth/sessions${userUid === undefined ? '' : `?userUid=${userUid}`}`);
  const uidsIn = (answer: { body: unknown }) =>
    (answer.body as { items: { uid: string }[] }).items.map(({ uid }) => uid);

  describe('200', () => {
    it('shows my own sessions, newest first, and which one this is', async () => {
      const user = await given.user(admin);
      const startedAt = app.clock.now();
      app.clock.advance(MINUTE);
      const { body: login } = await app.http
        .post('/v1/auth/authenticate')
        .set('User-Agent', 'a browser')
        .send({ emailId: user.emailId, password: user.password })
        .expect(200);
      const second = (login as { Authorization: string }).Authorization;
      app.clock.advance(MINUTE);
      await refreshed(app, second);
      const { body } = await list(user).expect(200);
      const at = (milliseconds: number) => new Date(startedAt.getTime() + milliseconds).toISOString();
      expect(body).toEqual({
        items: [
          {
            uid: claimsOf(second).sid,
            isCurrent: false,
            startedAt: at(MINUTE),
            refreshedAt: at(2 * MINUTE),
            endsAt: at(12 * HOUR + MINUTE),
            ip: expect.stringMatching(/127\.0\.0\.1$/),
            userAgent: 'a browser',
          },
          {
            uid: claimsOf(user.token).sid,
            isCurrent: true,
            startedAt: at(0),
            refreshedAt: at(0),
            endsAt: at(12 * HOUR),
            ip: expect.stringMatching(/127\.0\.0\.1$/),
            userAgent: '',
          },
        ],
        listmeta: { continue: '', count: 2, limit: 2, offset: 0 },
      });
    });

    it('holds no part of any token (TK-15)', async () => {
      const user = await given.user(admin);
      const { text } = await list(user).expect(200);
      for (const part of user.token.split('.')) expect(text).not.toContain(part);
      expect(text).not.toContain(claimsOf(user.token).jti);
    });

    it('shows an API key the sessions of its owner, none of them its own', async () => {
      const user = await given.user(admin);
      const { body } = await list(await given.apiKey(user)).expect(200);
      expect((body as { items: object[] }).items).toEqual([
        expect.objectContaining({ uid: claimsOf(user.token).sid, isCurrent: false }),
      ]);
    });

    it('shows an administrator those of any user of the organisation', async () => {
      const user = await given.user(admin);
      expect(uidsIn(await list(admin, user.uid).expect(200))).toEqual([claimsOf(user.token).sid]);
    });

    it('shows a user their own by their uid', async () => {
      const user = await given.user(admin);
      expect(uidsIn(await list(user, user.uid).expect(200))).toEqual([claimsOf(user.token).sid]);
    });

    it('leaves out what has ended: by logout, by time, by disabling', async () => {
      const user = await given.user(admin);
      const loggedOut = await given.token(user.emailId, user.password);
      await app.http.post('/v1/auth/logout').set('Authorization', loggedOut).expect(204);
      expect(uidsIn(await list(user).expect(200))).toEqual([claimsOf(user.token).sid]);
      for (const isActive of [false, true])
        await as(app, admin).put(`/v1/users/${user.uid}/state`).send({ isActive }).expect(204);
      expect(uidsIn(await list(admin, user.uid).expect(200))).toEqual([]);
      const last = await given.token(user.emailId, user.password);
      expect(uidsIn(await list(admin, user.uid).expect(200))).toEqual([claimsOf(last).sid]);
      app.clock.advance(12 * HOUR);
      const later = { ...admin, token: await given.token(admin.emailId, admin.password) };
      expect(uidsIn(await list(later, user.uid).expect(200))).toEqual([]);
    });
  });

  it('401 without a credential', async () => {
    await app.http.get('/v1/auth/sessions').expect(401);
  });

  describe('403', () => {
    it('for the sessions of anybody else, there or not, in whatever organisation: all alike', async () => {
      const user = await given.user(admin);
      const expected = await list(user, NOBODY).expect(403);
      expect(expected.body).toEqual(errorBody('Forbidden'));
      const others = [admin, await given.user(admin), await given.tenant()];
      for (const { uid } of others) expect(visible(await list(user, uid))).toEqual(visible(expected));
    });
  });

  describe('404', () => {
    it('for an administrator who asks for a user of another organisation, as for nobody (AZ-02)', async () => {
      const other = await given.tenant();
      const expected = await list(admin, NOBODY).expect(404);
      expect(expected.body).toEqual(errorBody('ResourceNotFound'));
      expect(visible(await list(admin, other.uid))).toEqual(visible(expected));
      expect(visible(await list(await given.platformAdmin(), other.uid))).toEqual(visible(expected));
    });
  });

  it('400 for a parameter that is not there, and for one given twice', async () => {
    const unknown = await as(app, admin).get('/v1/auth/sessions?tenantUid=x').expect(400);
    expect(unknown.body).toEqual(errorBody('InvalidInput', { tenantUid: 'is not a known field' }));
    await as(app, admin).get('/v1/auth/sessions?userUid=x&userUid=y').expect(400);
  });

  it.each(['é', '用户', 'x y'])('400 for a user uid that no uid can be: %j', async (userUid) => {
    const { body } = await list(admin, encodeURIComponent(userUid)).expect(400);
    expect(body).toEqual(errorBody('InvalidInput', { userUid: 'must be ASCII without white space' }));
  });
});
