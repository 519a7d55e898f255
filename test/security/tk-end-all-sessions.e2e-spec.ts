import { errorBody, visible } from '../support/answers.js';
import { auditTrail } from '../support/audit-trail.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { REFRESHES, refreshed, whoIs } from '../support/refreshing.js';
import { cookieOf, resume } from '../support/session-cookie.js';
import { TestApp } from '../support/test-app.js';

const NOBODY = '01990f6e-7c2a-7b1e-9d53-0c1f2a3b4c5d';

describe('DELETE /v1/auth/sessions', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;
  let user: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
    admin = await given.tenant();
  });
  beforeEach(async () => {
    user = await given.user(admin);
  });
  afterAll(() => app.close());

  const endAll = (who: Person | IssuedKey, userUid?: string) =>
    as(app, who)
      .delete('/v1/auth/sessions')
      .query(userUid === undefined ? {} : { userUid });
  const logIn = ({ emailId, password }: Person) => given.token(emailId, password);
  const verify = (token: string) => app.http.get('/v1/auth/verify').set('Authorization', token);
  const entries = () => auditTrail(app, admin, { resourceUid: user.uid, actionType: 'action' });

  describe('204', () => {
    it('TK-10 ends every session of the caller at once, this one too, at every door that takes tokens', async () => {
      const { cookie, token } = await cookieOf(app, user);
      const older = await logIn(user);
      const tokens = [user.token, token, older, await refreshed(app, older)];
      for (const each of tokens) await verify(each).expect(200); // from now on a copy is kept
      expect((await endAll(user).expect(204)).text).toBe('');
      for (const each of tokens) {
        await verify(each).expect(401);
        await whoIs(app, each).expect(401);
        for (const [, refresh] of REFRESHES) await refresh(app, each).expect(401);
      }
      await resume(app, cookie).expect(401);
      const { body } = await as(app, admin).get(`/v1/auth/sessions?userUid=${user.uid}`).expect(200);
      expect(body).toMatchObject({ items: [] });
    });

    it('TK-10 ends nobody else’s, and no API key; who logs in again is in', async () => {
      const colleague = await given.user(admin);
      const key = await given.apiKey(user);
      await endAll(user).expect(204);
      await whoIs(app, colleague.token).expect(200);
      await as(app, key).get('/v1/users/info').expect(200);
      await whoIs(app, await logIn(user)).expect(200);
    });

    it('TK-10 lets an administrator end those of a user of the organisation', async () => {
      await endAll(admin, user.uid).expect(204);
      await whoIs(app, user.token).expect(401);
      await whoIs(app, admin.token).expect(200);
    });

    it('TK-10 lets an API key end those of its owner, who may be named', async () => {
      await endAll(await given.apiKey(user), user.uid).expect(204);
      await whoIs(app, user.token).expect(401);
    });

    it('TK-10 leaves one audit entry, and none when there is nothing to end', async () => {
      await logIn(user);
      const key = await given.apiKey(user);
      await endAll(admin, user.uid).expect(204);
      await endAll(admin, user.uid).expect(204);
      await endAll(key).expect(204);
      const [entry, ...others] = await entries();
      expect(others).toEqual([]);
      expect(entry?.spec).toMatchObject({
        actionMsg: 'session.endAll',
        actor: { user: { uid: admin.uid, emailId: admin.emailId } },
        resource: { kind: 'user', uid: user.uid, name: user.emailId },
      });
    });

    it('TK-10 leaves one entry also when many ask at once', async () => {
      const answers = await Promise.all(Array.from({ length: 5 }, () => endAll(admin, user.uid)));
      expect(answers.map(({ status }) => status)).toEqual([204, 204, 204, 204, 204]);
      expect(await entries()).toHaveLength(1);
    });
  });

  it('TK-10 401 without a credential, and nothing ends', async () => {
    await app.http.delete(`/v1/auth/sessions?userUid=${user.uid}`).expect(401);
    await whoIs(app, user.token).expect(200);
  });

  it('TK-10 403 for a colleague’s or an administrator’s, which go on', async () => {
    const colleague = await given.user(admin);
    for (const { uid, token } of [colleague, admin]) {
      expect((await endAll(user, uid).expect(403)).body).toEqual(errorBody('Forbidden'));
      await whoIs(app, token).expect(200);
    }
  });

  it('TK-10 AZ-02 404 for another organisation’s, as for nobody’s, byte for byte, and they go on', async () => {
    const other = await given.tenant();
    for (const caller of [admin, await given.platformAdmin()]) {
      const absent = await endAll(caller, NOBODY).expect(404);
      expect(absent.body).toEqual(errorBody('ResourceNotFound'));
      expect(visible(await endAll(caller, other.uid))).toEqual(visible(absent));
    }
    await whoIs(app, other.token).expect(200);
  });

  it('TK-10 400 for what names nobody, rather than ending the caller’s own', async () => {
    for (const query of ['userUid=', 'useruid=x', `userUid=${user.uid}&userUid=${admin.uid}`])
      expect((await as(app, user).delete(`/v1/auth/sessions?${query}`)).status).toBe(400);
    await whoIs(app, user.token).expect(200);
  });
});
