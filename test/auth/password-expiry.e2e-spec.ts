import { DataSource } from 'typeorm';
import { errorBody } from '../support/answers.js';
import { auditTrail } from '../support/audit-trail.js';
import { as } from '../support/caller.js';
import { Given, PASSWORD } from '../support/given.js';
import type { Person } from '../support/given.js';
import { login, NEW_PASSWORD, resetToken, setByLink } from '../support/password-links.js';
import { TestApp } from '../support/test-app.js';
import { DAY, SECOND } from '../support/test-clock.js';

/** `expiryDurationInDays` of a tenant's password policy. */
describe('a password that expires', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;
  let user: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
  });
  beforeEach(async () => {
    admin = await given.tenant();
    user = await given.user(admin);
  });
  afterAll(() => app.close());

  const expireAfter = (days: number) =>
    as(app, admin)
      .post(`/v1/tenants/${admin.tenantUid}/password/policy`)
      .send({ expiryDurationInDays: days })
      .expect(204);

  it('lets its owner in until the instant, and tells whoever knows it from then on', async () => {
    await expireAfter(30);
    app.clock.advance(30 * DAY - SECOND);
    await login(app, user, PASSWORD).expect(200);
    app.clock.advance(SECOND);
    const { body } = await login(app, user, PASSWORD).expect(403);
    expect(body).toEqual(errorBody('PasswordExpired'));
  });

  it('tells nobody who does not know it', async () => {
    await expireAfter(1);
    app.clock.advance(2 * DAY);
    const wrong = await login(app, user, 'another eleven green lamps').expect(401);
    expect(wrong.body).toEqual(errorBody('LoginFailed'));
  });

  it('leaves a refused login in the audit trail, and no session', async () => {
    const auditor = await given.user(admin, { roles: ['Tenant Admin'] });
    await expireAfter(1);
    app.clock.advance(2 * DAY);
    await login(app, user, PASSWORD).expect(403);
    expect(await app.get(DataSource).getRepository('Session').countBy({ userUid: user.uid })).toBe(1); // from before
    await app.http
      .patch('/v1/users/password/change')
      .send({
        emailId: auditor.emailId,
        org: auditor.orgName,
        currentPassword: PASSWORD,
        newPassword: NEW_PASSWORD,
      })
      .expect(204);
    const token = await given.token(auditor.emailId, NEW_PASSWORD, auditor.orgName);
    const trail = await auditTrail(app, { ...auditor, token }, { resourceUid: user.uid });
    expect(trail[0]?.spec).toMatchObject({
      actionMsg: 'session.refuseLogin',
      contentMsg: 'A login was refused: the password has expired.',
    });
  });

  it('stops no key and no session that goes on', async () => {
    const key = await given.apiKey(user);
    await expireAfter(1);
    app.clock.advance(DAY - 60 * SECOND);
    const token = await given.token(user.emailId, PASSWORD, user.orgName);
    app.clock.advance(120 * SECOND);
    await login(app, user, PASSWORD).expect(403);
    await as(app, key).get('/v1/users/info').expect(200);
    await app.http.get('/v1/users/info').set('Authorization', token).expect(200);
    await app.http.post('/v1/auth/refresh').set('Authorization', token).expect(200);
  });

  it.each(['change', 'reset'])('is good again for as long after a %s', async (way) => {
    await expireAfter(10);
    app.clock.advance(10 * DAY - SECOND);
    const token = await resetToken(
      app,
      { ...admin, token: await given.token(admin.emailId, PASSWORD) },
      user.uid,
    );
    app.clock.advance(2 * SECOND);
    if (way === 'reset') await setByLink(app, 'reset', token, NEW_PASSWORD).expect(204);
    else
      await app.http
        .patch('/v1/users/password/change')
        .send({ emailId: user.emailId, currentPassword: PASSWORD, newPassword: NEW_PASSWORD })
        .expect(204);
    await login(app, user, NEW_PASSWORD).expect(200);
    app.clock.advance(10 * DAY - SECOND);
    await login(app, user, NEW_PASSWORD).expect(200);
    app.clock.advance(SECOND);
    await login(app, user, NEW_PASSWORD).expect(403);
  });

  it('never does where the policy says 0, or there is none', async () => {
    app.clock.advance(4000 * DAY);
    await login(app, user, PASSWORD).expect(200);
  });
});
