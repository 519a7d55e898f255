import { auditTrail } from '../support/audit-trail.js';
import { errorBody, visible } from '../support/answers.js';
import { as } from '../support/caller.js';
import { databaseDump } from '../support/database-dump.js';
import { Given, PASSWORD, tokenOf } from '../support/given.js';
import type { Person } from '../support/given.js';
import { login, NEW_PASSWORD, resetToken, setByLink, statusOf } from '../support/password-links.js';
import { TestApp } from '../support/test-app.js';
import { HOUR, MINUTE } from '../support/test-clock.js';

describe('PATCH /v1/auth/password/{passwordToken}/activate', () => {
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

  /** A new user and the token of their link. */
  async function pending() {
    const user = { ...(await given.pendingUser(admin)), orgName: admin.orgName };
    return { ...user, token: tokenOf(await given.activationLink(admin, user.uid)) };
  }

  describe('204', () => {
    it('sets the first password, and the account is active', async () => {
      const user = await pending();
      expect(await statusOf(app, admin, user.uid)).toMatchObject({ isActive: false, passwordResetLink: '' });
      const answer = await setByLink(app, 'activate', user.token).expect(204);
      expect(answer.text).toBe('');
      expect(answer.headers['set-cookie']).toBeUndefined();
      await login(app, user, NEW_PASSWORD).expect(200);
      expect(await statusOf(app, admin, user.uid)).toMatchObject({
        isActive: true,
        isPasswordResetting: false,
        activationLink: '',
        passwordResetLink: '',
      });
    });

    it('is audited once, in the name of the person', async () => {
      const user = await pending();
      await setByLink(app, 'activate', user.token).expect(204);
      const entries = await auditTrail(app, admin, { resourceUid: user.uid });
      expect(entries.map(({ spec }) => spec.actionMsg)).toEqual(['password.activate', 'user.create']);
      expect(entries[0]?.spec.actor.user).toEqual({ uid: user.uid, emailId: user.emailId });
    });

    it('needs no credential and ignores one', async () => {
      const user = await pending();
      await setByLink(app, 'activate', user.token).set({ ApiKey: 'x', Authorization: 'y' }).expect(204);
    });

    it('works until the hour is over, and a fresh reading gives a fresh hour (CR-06)', async () => {
      const user = await pending();
      app.clock.advance(HOUR);
      admin = { ...admin, token: await given.token(admin.emailId, admin.password) };
      const fresh = tokenOf(await given.activationLink(admin, user.uid));
      expect((await setByLink(app, 'activate', user.token)).status).toBe(400);
      app.clock.advance(HOUR - 1);
      await setByLink(app, 'activate', fresh).expect(204);
    });

    it('of two uses at once one wins (MI-04)', async () => {
      const user = await pending();
      const wishes = ['first wish of a password', 'other wish of a password'];
      const answers = await Promise.all(wishes.map((wish) => setByLink(app, 'activate', user.token, wish)));
      expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 400]);
      await login(app, user, wishes[answers.findIndex(({ status }) => status === 204)] ?? '').expect(200);
    });
  });

  describe('400 InvalidLink, all alike, and nothing is set', () => {
    /** Each makes a token that was good but for one thing. */
    const bad: Record<string, () => Promise<string>> = {
      garbage: async () => 'garbage',
      'nobody’s': async () => `01990f6e-7c2a-7b1e-9d53-0c1f2a3b4c5d.${Date.now().toString(36)}.AAAA`,
      used: async () => {
        const { token } = await pending();
        await setByLink(app, 'activate', token).expect(204);
        return token;
      },
      'an hour old': async () => {
        const { token } = await pending();
        app.clock.advance(HOUR);
        return token;
      },
      'given a longer life by hand': async () => {
        const [uid, , mac] = (await pending()).token.split('.');
        return `${uid}.${(app.clock.now().getTime() + 2 * HOUR).toString(36)}.${mac}`;
      },
      'another person’s': async () => {
        const [, expiry, mac] = (await pending()).token.split('.');
        return `${(await pending()).uid}.${expiry}.${mac}`;
      },
      'with a part more': async () => `${(await pending()).token}.x`,
      cut: async () => (await pending()).token.slice(0, -1),
      'of before the address was changed': async () => {
        const { uid, token } = await pending();
        await as(app, admin)
          .put(`/v1/users/${uid}`)
          .send({ spec: { emailId: `new-${uid}@tenant.example` } })
          .expect(204);
        return token;
      },
      'of a disabled user': async () => {
        const { uid, token } = await pending();
        await as(app, admin).put(`/v1/users/${uid}/state`).send({ isActive: false }).expect(204);
        return token;
      },
      'of before the user was disabled and enabled': async () => {
        const { uid, token } = await pending();
        for (const isActive of [false, true])
          await as(app, admin).put(`/v1/users/${uid}/state`).send({ isActive }).expect(204);
        return token;
      },
      'of a deleted user': async () => {
        const { uid, token } = await pending();
        await as(app, admin).delete(`/v1/users/${uid}`).expect(204);
        return token;
      },
      'of a suspended organisation': async () => {
        const { token } = await pending();
        await as(app, await given.platformAdmin())
          .put(`/v1/tenants/${admin.tenantUid}/state`)
          .send({ isActive: false })
          .expect(204);
        return token;
      },
      'a reset token': async () => resetToken(app, admin, (await given.user(admin)).uid),
      'an authorization token': async () => admin.token,
    };

    it.each(Object.entries(bad))('%s', async (_what, arrange) => {
      const expected = await setByLink(app, 'activate', 'x').expect(400);
      expect(expected.body).toEqual(errorBody('InvalidLink'));
      expect(visible(await setByLink(app, 'activate', await arrange()))).toEqual(visible(expected));
    });

    it('a used one does not set another password', async () => {
      const user = await pending();
      await setByLink(app, 'activate', user.token).expect(204);
      await setByLink(app, 'activate', user.token, PASSWORD).expect(400);
      await login(app, user, PASSWORD).expect(401);
      await login(app, user, NEW_PASSWORD).expect(200);
    });
  });

  describe('400 InvalidInput', () => {
    it('for a password that the rules refuse; the link stays good', async () => {
      const user = await pending();
      const answer = await setByLink(app, 'activate', user.token, 'too short').expect(400);
      expect(answer.body).toEqual(
        errorBody('InvalidInput', { password: 'must have at least 15 characters' }),
      );
      await login(app, user, 'too short').expect(401);
      await setByLink(app, 'activate', user.token).expect(204);
    });

    it('for a bad password with a bad link says nothing about the password', async () => {
      const answer = await setByLink(app, 'activate', 'garbage', 'too short').expect(400);
      expect(answer.body).toEqual(errorBody('InvalidLink'));
    });

    it('for 128 characters beyond the first plane it is a good password, 129 are too many', async () => {
      const text = ['😀', '🚀', '🌵', '🎈', '🐟'].join('').repeat(26);
      const user = await pending();
      const answer = await setByLink(app, 'activate', user.token, [...text].slice(0, 129).join('')).expect(
        400,
      );
      expect(answer.body).toEqual(
        errorBody('InvalidInput', { password: 'must have at most 128 characters' }),
      );
      const password = [...text].slice(0, 128).join('');
      await setByLink(app, 'activate', user.token, password).expect(204);
      await login(app, user, password).expect(200);
    });
  });

  it('no link or token is in the database or in the log (CR-06, CR-07)', async () => {
    const { token } = await pending();
    app.clock.advance(MINUTE);
    await setByLink(app, 'activate', `${token}x`).expect(400);
    const mac = token.split('.')[2] ?? '';
    expect(mac).toHaveLength(43);
    expect(await databaseDump(app)).not.toContain(mac);
    expect(app.logs.join('')).toContain('/v1/auth/password/:passwordToken/activate');
    expect(app.logs.join('')).not.toContain(mac);
  });
});
