import { as } from '../support/caller.js';
import { Given, PASSWORD, unique } from '../support/given.js';
import type { Person } from '../support/given.js';
import { lockOut, WRONG } from '../support/lockouts.js';
import { login } from '../support/password-links.js';
import { refreshed } from '../support/refreshing.js';
import { cookieOf, resume } from '../support/session-cookie.js';
import { TestApp } from '../support/test-app.js';
import { HOUR, MINUTE } from '../support/test-clock.js';
import { claimsOf } from '../support/tokens.js';
import { byToken, byVisitor, BY_NOBODY, entriesOf, NEW_UID, on, once } from '../support/told-once.js';
import type { Told } from '../support/told-once.js';

describe('what the audit trail tells of who comes in', () => {
  let app: TestApp;
  let given: Given;
  let platform: Person;
  let admin: Person;
  let user: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
    app.clock.advance(123); // times are told with their milliseconds
  });
  beforeEach(async () => {
    app.clock.advance(HOUR); // whatever was counted of one address is forgotten
    platform = await given.platformAdmin();
    admin = await given.tenant();
    user = await given.user(admin);
  });
  afterAll(() => app.close());

  describe('of logins', () => {
    const LOGIN = 'POST /v1/auth/authenticate';
    const refused = { action: 'session.refuseLogin', actionType: 'action' } as const;

    it('AU-01 a good one', () =>
      once(app, LOGIN, () => login(app, user, PASSWORD).expect(200), {
        ...byVisitor(user),
        action: 'session.begin',
        actionType: 'action',
        ...on('session', NEW_UID, user.emailId),
      }));

    it('AU-01 a bad one', () =>
      once(app, LOGIN, () => login(app, user, WRONG).expect(401), {
        ...byVisitor(user),
        ...refused,
        message: 'A login was refused.',
        ...on('user', user.uid, user.emailId),
      }));

    it('AU-01 one with an address that nobody has', () => {
      const emailId = `${unique('nobody')}@nowhere.example`;
      return once(app, LOGIN, () => login(app, { emailId, orgName: admin.orgName }, WRONG).expect(401), {
        ...BY_NOBODY,
        ...refused,
        actorEmailId: emailId,
        ...on('user', null, emailId),
      });
    });

    it('AU-01 a locked one, and the lock', async () => {
      const entries = await entriesOf(app, () => lockOut(app, user));
      expect(entries.map(({ action }) => action).toSorted()).toEqual([
        ...Array<string>(5).fill('session.refuseLogin'),
        'user.lock',
      ]);
      const lock = entries.filter(({ action }) => action === 'user.lock');
      expect(lock).toEqual([
        expect.objectContaining({ ...byVisitor(user), ...on('user', user.uid, user.emailId) }),
      ]);
      await once(app, LOGIN, () => login(app, user, PASSWORD).expect(401), {
        ...byVisitor(user),
        ...refused,
        message: 'A login was refused: the account is locked.',
        ...on('user', user.uid, user.emailId),
      });
      await once(
        app,
        'PUT /v1/users/:uid/unlock',
        () => as(app, admin).put(`/v1/users/${user.uid}/unlock`).expect(204),
        { ...byToken(admin), action: 'user.unlock', ...on('user', user.uid, user.emailId) },
      );
    });
  });

  describe('of refreshes that are refused', () => {
    const POST = 'POST /v1/auth/refresh';
    const refresh = (token: string) => app.http.post('/v1/auth/refresh').set('Authorization', token);
    const refused = (message: string): Told => ({
      action: 'session.refuseRefresh',
      actionType: 'action' as const,
      message: expect.stringContaining(message) as string,
    });
    const ofUser = (message: string): Told => ({
      ...byVisitor(user),
      ...refused(message),
      ...on('session', claimsOf(user.token).sid, user.emailId),
    });

    it('AU-01 with a token that had been replaced', async () => {
      await refreshed(app, await refreshed(app, user.token));
      await once(app, POST, () => refresh(user.token).expect(401), ofUser('had been replaced'));
    });

    it('AU-01 with one that has expired, by its address too', async () => {
      app.clock.advance(15 * MINUTE);
      await once(app, POST, () => refresh(user.token).expect(401), ofUser('the token has expired'));
      const byGet = () => app.http.get(`/v1/auth/refresh/${user.token}`).expect(401);
      await once(app, 'GET /v1/auth/refresh/:token', byGet, ofUser('the token has expired'));
    });

    it('AU-01 with one of a session that was ended, and the end', async () => {
      await once(app, 'POST /v1/auth/logout', () => as(app, user).post('/v1/auth/logout').expect(204), {
        ...byToken(user),
        action: 'session.end',
        ...on('session', claimsOf(user.token).sid),
      });
      await once(app, POST, () => refresh(user.token).expect(401), ofUser('the session has ended'));
    });

    it('AU-01 with one of somebody who is disabled, or of an organisation that is suspended', async () => {
      await as(app, admin).put(`/v1/users/${user.uid}/state`).send({ isActive: false }).expect(204);
      await once(app, POST, () => refresh(user.token).expect(401), ofUser('the user is disabled'));
      await as(app, platform)
        .put(`/v1/tenants/${admin.tenantUid}/state`)
        .send({ isActive: false })
        .expect(204);
      await once(app, POST, () => refresh(user.token).expect(401), ofUser('the organisation is suspended'));
    });

    it('AU-01 with one of somebody who is not there any more', async () => {
      await as(app, admin).delete(`/v1/users/${user.uid}`).expect(204);
      await once(app, POST, () => refresh(user.token).expect(401), {
        ...byVisitor({ ...user, emailId: '' }),
        ...refused('no such session any more'),
        ...on('session', claimsOf(user.token).sid, ''),
      });
    });

    it('AU-01 with what is none of ours', () =>
      once(app, POST, () => refresh(`${user.token}x`).expect(401), {
        ...BY_NOBODY,
        ...refused('not of this service'),
        ...on('session', null, ''),
      }));

    it('AU-01 by a cookie', async () => {
      const { cookie, token } = await cookieOf(app, user);
      const { sid } = claimsOf(token);
      await as(app, user).delete(`/v1/auth/sessions/${sid}`).expect(204);
      await once(app, 'POST /v1/auth/session', () => resume(app, cookie).expect(401), {
        ...byVisitor(user),
        ...refused('the session has ended'),
        ...on('session', sid, user.emailId),
      });
    });

    it('AU-01 fifty from one address in a quarter of an hour: more are refused and not written', async () => {
      const storm = async () => {
        for (let times = 0; times < 60; times++) await refresh('x.y.z').expect(401);
      };
      expect(await entriesOf(app, storm)).toHaveLength(50);
      app.clock.advance(15 * MINUTE);
      expect(await entriesOf(app, () => refresh('x.y.z').expect(401))).toHaveLength(1);
    });
  });
});
