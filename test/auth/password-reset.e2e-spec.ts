import { auditTrail } from '../support/audit-trail.js';
import { errorBody, visible } from '../support/answers.js';
import { as } from '../support/caller.js';
import { Given, PASSWORD, tokenOf } from '../support/given.js';
import type { Person } from '../support/given.js';
import { login, NEW_PASSWORD, resetToken, setByLink, statusOf } from '../support/password-links.js';
import { whoIs } from '../support/refreshing.js';
import { TestApp } from '../support/test-app.js';
import { HOUR } from '../support/test-clock.js';

describe('PATCH /v1/auth/password/{passwordToken}/reset', () => {
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

  /** A user and the token of an open reset. */
  async function resetting(): Promise<Person & { reset: string }> {
    const user = await given.user(admin);
    return { ...user, reset: await resetToken(app, admin, user.uid) };
  }

  describe('204', () => {
    it('sets the new password in place of the old, and closes the link', async () => {
      const user = await resetting();
      expect((await setByLink(app, 'reset', user.reset).expect(204)).text).toBe('');
      await login(app, user, PASSWORD).expect(401);
      await login(app, user, NEW_PASSWORD).expect(200);
      expect(await statusOf(app, admin, user.uid)).toMatchObject({
        isActive: true,
        isPasswordResetting: false,
        passwordResetLink: '',
      });
    });

    it('ends all sessions of the user, and leaves the keys (TK-09)', async () => {
      const user = await resetting();
      const key = await given.apiKey(user);
      await setByLink(app, 'reset', user.reset).expect(204);
      await whoIs(app, user.token).expect(401);
      await app.http.post('/v1/auth/refresh').set('Authorization', user.token).expect(401);
      await as(app, key).get('/v1/users/info').expect(200);
    });

    it('keeps the old password working until then', async () => {
      const user = await resetting();
      await login(app, user, PASSWORD).expect(200);
      await setByLink(app, 'reset', user.reset).expect(204);
    });

    it('is audited once, in the name of the person', async () => {
      const user = await resetting();
      await setByLink(app, 'reset', user.reset).expect(204);
      await setByLink(app, 'reset', user.reset).expect(400);
      const entries = await auditTrail(app, admin, { resourceUid: user.uid });
      const names = entries.map(({ spec }) => spec.actionMsg).filter((name) => name.startsWith('password.'));
      expect(names).toEqual(['password.reset', 'password.requestReset', 'password.activate']);
      expect(entries[0]?.spec.actor.user).toEqual({ uid: user.uid, emailId: user.emailId });
    });

    it('each reading gives a link with a fresh hour; the older ones go on for theirs (CR-06)', async () => {
      const user = await resetting();
      app.clock.advance(HOUR - 1);
      const reader = { ...admin, token: await given.token(admin.emailId, admin.password) };
      const fresh = tokenOf((await statusOf(app, reader, user.uid)).passwordResetLink);
      await setByLink(app, 'reset', user.reset, 'too short').expect(400, /InvalidInput/);
      app.clock.advance(1);
      await setByLink(app, 'reset', user.reset).expect(400, /InvalidLink/);
      app.clock.advance(HOUR - 2);
      await setByLink(app, 'reset', fresh).expect(204);
    });

    it('of two uses at once one wins (MI-04)', async () => {
      const user = await resetting();
      const wishes = ['first wish of a password', 'other wish of a password'];
      const answers = await Promise.all(wishes.map((wish) => setByLink(app, 'reset', user.reset, wish)));
      expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 400]);
      await login(app, user, wishes[answers.findIndex(({ status }) => status === 204)] ?? '').expect(200);
    });
  });

  describe('400 InvalidLink, all alike, and the old password stays', () => {
    /** Each makes a token that was good but for one thing. */
    const bad: Record<string, () => Promise<Person & { reset: string }>> = {
      'an hour old': async () => {
        const user = await resetting();
        app.clock.advance(HOUR);
        return user;
      },
      'of before a newer request of the administrator': async () => {
        const user = await resetting();
        await resetToken(app, admin, user.uid);
        return user;
      },
      'of before a newer request of anybody': async () => {
        const user = await resetting();
        await app.http.post('/v1/auth/user/password/reset').send({ emailId: user.emailId }).expect(204);
        return user;
      },
      'of before the address was changed': async () => {
        const user = await resetting();
        const emailId = `new-${user.uid}@tenant.example`;
        await as(app, admin).put(`/v1/users/${user.uid}`).send({ spec: { emailId } }).expect(204);
        return { ...user, emailId };
      },
      'of before the user was disabled and enabled': async () => {
        const user = await resetting();
        for (const isActive of [false, true])
          await as(app, admin).put(`/v1/users/${user.uid}/state`).send({ isActive }).expect(204);
        return user;
      },
      'an activation token': async () => {
        const { uid, emailId } = await given.pendingUser(admin);
        const reset = tokenOf(await given.activationLink(admin, uid));
        return { ...(await given.user(admin)), uid, emailId, reset };
      },
      'another purpose by hand': async () => {
        const user = await resetting();
        return { ...user, reset: user.reset.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')) };
      },
    };

    it.each(Object.entries(bad))('%s', async (what, arrange) => {
      const user = await arrange();
      const expected = await setByLink(app, 'reset', 'x').expect(400);
      expect(expected.body).toEqual(errorBody('InvalidLink'));
      expect(visible(await setByLink(app, 'reset', user.reset))).toEqual(visible(expected));
      await login(app, user, NEW_PASSWORD).expect(401);
      if (what !== 'an activation token') await login(app, user, PASSWORD).expect(200);
    });

    it.each([
      ['of a disabled user', false],
      ['of a suspended organisation', true],
    ])('%s', async (_what, isTenant) => {
      const user = await resetting();
      const [caller, path] = isTenant
        ? [await given.platformAdmin(), `/v1/tenants/${admin.tenantUid}/state`]
        : [admin, `/v1/users/${user.uid}/state`];
      await as(app, caller).put(path).send({ isActive: false }).expect(204);
      await setByLink(app, 'reset', user.reset).expect(400, /InvalidLink/);
    });
  });

  it('400 InvalidInput for a password that the rules refuse; the link stays good', async () => {
    const user = await resetting();
    const answer = await setByLink(app, 'reset', user.reset, 'too short').expect(400);
    expect(answer.body).toEqual(errorBody('InvalidInput', { password: 'must have at least 15 characters' }));
    await whoIs(app, user.token).expect(200);
    await setByLink(app, 'reset', user.reset).expect(204);
  });

  it('400 InvalidInput for the password that they have: an expired one is not renewed so; the link stays good', async () => {
    const user = await resetting();
    const answer = await setByLink(app, 'reset', user.reset, PASSWORD).expect(400);
    expect(answer.body).toEqual(errorBody('InvalidInput', { password: 'must not be the current one' }));
    await whoIs(app, user.token).expect(200);
    await setByLink(app, 'reset', user.reset).expect(204);
  });
});
