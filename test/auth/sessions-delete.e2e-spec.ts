import { auditTrail } from '../support/audit-trail.js';
import { errorBody, visible } from '../support/answers.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { refreshed, whoIs } from '../support/refreshing.js';
import { TestApp } from '../support/test-app.js';
import { claimsOf } from '../support/tokens.js';

const NOBODY = '01990f6e-7c2a-7b1e-9d53-0c1f2a3b4c5d';

describe('DELETE /v1/auth/sessions/{uid}', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
    admin = await given.tenant();
  });
  afterAll(() => app.close());

  const end = (who: Person | IssuedKey, uid: string) => as(app, who).delete(`/v1/auth/sessions/${uid}`);
  const sessionOf = (token: string) => claimsOf(token).sid;

  describe('204', () => {
    it('ends one of my sessions with all its tokens, and no other', async () => {
      const user = await given.user(admin);
      const elsewhere = await given.token(user.emailId, user.password);
      const newer = await refreshed(app, elsewhere);
      const answer = await end(user, sessionOf(elsewhere)).expect(204);
      expect(answer.text).toBe('');
      for (const token of [elsewhere, newer]) await whoIs(app, token).expect(401);
      await app.http.post('/v1/auth/refresh').set('Authorization', newer).expect(401);
      await whoIs(app, user.token).expect(200);
    });

    it('ends the session that asks for it', async () => {
      const user = await given.user(admin);
      await end(user, sessionOf(user.token)).expect(204);
      await whoIs(app, user.token).expect(401);
    });

    it('lets an administrator end the session of a user of the organisation, audited once', async () => {
      const user = await given.user(admin);
      await end(admin, sessionOf(user.token)).expect(204);
      await end(admin, sessionOf(user.token)).expect(204);
      await whoIs(app, user.token).expect(401);
      const entries = await auditTrail(app, admin, { resourceUid: sessionOf(user.token) });
      expect(entries.map(({ spec }) => spec.actionMsg)).toEqual(['session.end', 'session.begin']);
      expect(entries[0]?.spec.actor.user).toEqual({ uid: admin.uid, emailId: admin.emailId });
    });

    it('lets an API key end a session of its owner', async () => {
      const user = await given.user(admin);
      await end(await given.apiKey(user), sessionOf(user.token)).expect(204);
      await whoIs(app, user.token).expect(401);
    });

    it('accepts a JSON content type without a body, as clients send it', async () => {
      const user = await given.user(admin);
      await end(user, sessionOf(user.token)).set('Content-Type', 'application/json').expect(204);
    });
  });

  it('401 without a credential', async () => {
    await app.http.delete(`/v1/auth/sessions/${sessionOf(admin.token)}`).expect(401);
    await whoIs(app, admin.token).expect(200);
  });

  describe('403', () => {
    it('for the session of a colleague or of the administrator, which goes on (AZ-03)', async () => {
      const user = await given.user(admin);
      const colleague = await given.user(admin);
      for (const { token } of [colleague, admin]) {
        const answer = await end(user, sessionOf(token)).expect(403);
        expect(answer.body).toEqual(errorBody('Forbidden'));
        await whoIs(app, token).expect(200);
      }
    });
  });

  describe('404', () => {
    it('for a session of another organisation, as for none: byte for byte, and it goes on (AZ-02)', async () => {
      const other = await given.tenant();
      const user = await given.user(admin);
      const platform = await given.platformAdmin();
      for (const caller of [admin, user, platform]) {
        const expected = await end(caller, NOBODY).expect(404);
        expect(expected.body).toEqual(errorBody('ResourceNotFound'));
        expect(visible(await end(caller, sessionOf(other.token)))).toEqual(visible(expected));
      }
      await whoIs(app, other.token).expect(200);
    });

    it.each(['x', '%00', "'%20OR%201=1", '01990F6E-7C2A-7B1E-9D53-0C1F2A3B4C5D'])(
      'for what cannot be a uid, without a query for it: %s',
      async (uid) => {
        const answer = await end(admin, uid).expect(404);
        expect(answer.body).toEqual(errorBody('ResourceNotFound'));
      },
    );
  });
});
