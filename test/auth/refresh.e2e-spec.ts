import { auditTrail } from '../support/audit-trail.js';
import { Given } from '../support/given.js';
import type { Person } from '../support/given.js';
import { refreshed, REFRESHES, whoIs } from '../support/refreshing.js';
import { TestApp } from '../support/test-app.js';
import { HOUR, MINUTE, SECOND } from '../support/test-clock.js';
import { claimsOf } from '../support/tokens.js';

describe.each(REFRESHES)('%s', (_name, refresh) => {
  let app: TestApp;
  let given: Given;
  let admin: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    await app.app.listen(0);
    given = new Given(app);
    admin = await given.tenant();
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    admin = { ...admin, token: await given.token(admin.emailId, admin.password) };
  });

  const tokenIn = (answer: { body: unknown }) => (answer.body as { Authorization: string }).Authorization;
  const next = async (token: string) => tokenIn(await refresh(app, token).expect(200));

  describe('200', () => {
    it('answers a new token of the same session, with a full life of its own (TK-08)', async () => {
      const user = await given.user(admin);
      app.clock.advance(10 * MINUTE);
      const answer = await refresh(app, user.token).expect(200);
      expect(answer.body).toEqual({ Authorization: expect.any(String), isMfa: false });
      const now = app.clock.now().getTime() / 1000;
      const old = claimsOf(user.token);
      const fresh = claimsOf(tokenIn(answer));
      expect(fresh).toEqual({ ...old, gen: 1, iat: now, exp: now + 900, jti: expect.any(String) });
      expect(fresh.jti).not.toBe(old.jti);
      await whoIs(app, tokenIn(answer)).expect(200);
    });

    it('is not to be kept by anybody on the way', async () => {
      const { headers } = await refresh(app, (await given.user(admin)).token).expect(200);
      expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    });

    it('repeats for the token just replaced, as often as it is asked: an answer may get lost', async () => {
      const { token } = await given.user(admin);
      const first = await next(token);
      const repeated = [await next(token), await next(token)];
      expect(repeated.map((each) => claimsOf(each).gen)).toEqual([1, 1]);
      for (const each of [first, ...repeated]) await whoIs(app, each).expect(200);
      for (const each of [...repeated, first]) expect(claimsOf(await next(each)).gen).toBe(2);
    });

    it('serves 50 workers that refresh one token at the same time (TK-12, MI-04)', async () => {
      const { token } = await given.user(admin);
      const answers = await Promise.all(Array.from({ length: 50 }, () => refresh(app, token)));
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
      const fresh = answers.map(tokenIn);
      expect(new Set(fresh.map((each) => claimsOf(each).jti)).size).toBe(50);
      // one lineage: all of the same session and the same generation
      expect(new Set(fresh.map((each) => claimsOf(each).sid))).toEqual(new Set([claimsOf(token).sid]));
      expect(new Set(fresh.map((each) => claimsOf(each).gen))).toEqual(new Set([1]));
      for (const each of fresh) await whoIs(app, each).expect(200);
      await next(fresh[49] ?? '');
    });

    it('never goes past the end of the session, counted from the login (TK-08)', async () => {
      let { token } = await given.user(admin);
      const end = claimsOf(token).iat + 12 * 3600;
      for (let hour = 0; hour < 12; hour++) {
        for (let turn = 0; turn < 5; turn++) {
          app.clock.advance(12 * MINUTE - SECOND);
          token = await next(token);
          expect(claimsOf(token).exp).toBeLessThanOrEqual(end);
        }
      }
      expect(claimsOf(token).exp).toBe(end);
      app.clock.set(new Date(end * 1000 - 1));
      await whoIs(app, token).expect(200);
      token = await next(token);
      expect(claimsOf(token).exp).toBe(end);
      app.clock.advance(1);
      await whoIs(app, token).expect(401);
      await refresh(app, token).expect(401);
    });

    it('shows the session as refreshed', async () => {
      const { token } = await given.user(admin);
      app.clock.advance(MINUTE);
      const fresh = await next(token);
      const { body } = await app.http.get('/v1/auth/sessions').set('Authorization', fresh).expect(200);
      expect((body as { items: object[] }).items).toEqual([
        expect.objectContaining({ uid: claimsOf(token).sid, refreshedAt: app.clock.now().toISOString() }),
      ]);
    });
  });

  describe('401 for a token that was replaced twice', () => {
    it('refuses, writes an audit entry, and leaves the session and its newer tokens alone', async () => {
      const user = await given.user(admin);
      const second = await next(user.token);
      const third = await next(second);
      await refresh(app, user.token).expect(401);
      const { sid } = claimsOf(user.token);
      const entries = await auditTrail(app, admin, { resourceUid: sid });
      expect(entries.map(({ spec }) => spec.actionMsg)).toEqual(['session.refuseRefresh', 'session.begin']);
      expect(entries[0]?.spec).toMatchObject({
        contentMsg: 'A token that had been replaced was used for a refresh, and was refused.',
        actor: { actorType: 'user', user: { uid: user.uid, emailId: user.emailId } },
        resource: { kind: 'session', uid: sid, name: user.emailId },
      });
      expect(claimsOf(await next(second)).gen).toBe(2);
      expect(claimsOf(await next(third)).gen).toBe(3);
    });

    it('does not write an entry for a good refresh', async () => {
      const { token } = await given.user(admin);
      await next(await next(token));
      const entries = await auditTrail(app, admin, { resourceUid: claimsOf(token).sid });
      expect(entries.map(({ spec }) => spec.actionMsg)).toEqual(['session.begin']);
    });
  });

  it('lets a token go on until it expires after it was replaced', async () => {
    const { token } = await given.user(admin);
    app.clock.advance(MINUTE);
    await refreshed(app, token);
    await whoIs(app, token).expect(200);
    app.clock.advance(14 * MINUTE);
    await whoIs(app, token).expect(401);
    app.clock.advance(HOUR);
  });
});
