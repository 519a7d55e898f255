import { auditTrail } from '../support/audit-trail.js';
import { errorBody } from '../support/answers.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { Person } from '../support/given.js';
import { refreshed, whoIs } from '../support/refreshing.js';
import { TestApp } from '../support/test-app.js';
import { claimsOf } from '../support/tokens.js';

describe('POST /v1/auth/logout', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
    admin = await given.tenant();
  });
  afterAll(() => app.close());

  it('204: ends the session of this token, older and newer tokens with it, and no other', async () => {
    const user = await given.user(admin);
    const elsewhere = await given.token(user.emailId, user.password);
    const newer = await refreshed(app, user.token);
    const answer = await as(app, user).post('/v1/auth/logout').expect(204);
    expect(answer.text).toBe('');
    for (const token of [user.token, newer]) await whoIs(app, token).expect(401);
    await app.http.post('/v1/auth/refresh').set('Authorization', newer).expect(401);
    await whoIs(app, elsewhere).expect(200);
    await given.token(user.emailId, user.password);
  });

  it('leaves the keys of the person alone', async () => {
    const user = await given.user(admin);
    const key = await given.apiKey(user);
    await as(app, user).post('/v1/auth/logout').expect(204);
    await as(app, key).get('/v1/users/info').expect(200);
  });

  it('is audited once, in the name of the person', async () => {
    const user = await given.user(admin);
    await as(app, user).post('/v1/auth/logout').expect(204);
    await as(app, user).post('/v1/auth/logout').expect(401);
    const entries = await auditTrail(app, admin, { resourceUid: claimsOf(user.token).sid });
    expect(entries.map(({ spec }) => spec.actionMsg)).toEqual(['session.end', 'session.begin']);
    expect(entries[0]?.spec.actor.user).toEqual({ uid: user.uid, emailId: user.emailId });
  });

  it('401 without a credential', async () => {
    const answer = await app.http.post('/v1/auth/logout').expect(401);
    expect(answer.body).toEqual(errorBody('NotAuthenticated'));
  });

  it('403 for an API key, which has no session', async () => {
    const answer = await as(app, await given.apiKey(admin))
      .post('/v1/auth/logout')
      .expect(403);
    expect(answer.body).toEqual(errorBody('TokenRequired'));
  });
});
