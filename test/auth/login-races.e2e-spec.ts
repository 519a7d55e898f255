import { PasswordHasher } from '#secrets';
import { auditTrail } from '../support/audit-trail.js';
import { errorBody } from '../support/answers.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { Person } from '../support/given.js';
import { login, NEW_PASSWORD, resetToken, setByLink } from '../support/password-links.js';
import { TestApp } from '../support/test-app.js';

/** Checking a password takes long enough for something to happen meanwhile. */
describe('what happens while a password is being checked', () => {
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
  afterEach(() => vi.restoreAllMocks());
  afterAll(() => app.close());

  /** Lets `event` happen between the check of the next password and what follows from it. */
  function afterNextCheck(event: () => PromiseLike<unknown>): void {
    const hasher = app.get(PasswordHasher);
    const verify = hasher.verify.bind(hasher);
    vi.spyOn(hasher, 'verify').mockImplementationOnce(async (stored, password) => {
      const isRight = await verify(stored, password);
      await event();
      return isRight;
    });
  }
  /** The same for the hash of a new password. */
  function afterNextHash(event: () => PromiseLike<unknown>): void {
    const hasher = app.get(PasswordHasher);
    const hash = hasher.hash.bind(hasher);
    vi.spyOn(hasher, 'hash').mockImplementationOnce(async (password) => {
      const made = await hash(password);
      await event();
      return made;
    });
  }
  const disable = () =>
    as(app, admin).put(`/v1/users/${user.uid}/state`).send({ isActive: false }).expect(204);
  const events: [string, () => PromiseLike<unknown>][] = [
    ['is disabled', disable],
    ['is deleted', () => as(app, admin).delete(`/v1/users/${user.uid}`).expect(204)],
    [
      'gets another password',
      async () => setByLink(app, 'reset', await resetToken(app, admin, user.uid)).expect(204),
    ],
  ];

  it.each(events)(
    'a login of a user who %s is refused like a wrong password, and audited once',
    async (_what, event) => {
      afterNextCheck(event);
      const answer = await login(app, user, user.password);
      expect(answer.body).toEqual(errorBody('LoginFailed'));
      expect(answer.status).toBe(401);
      const entries = await auditTrail(app, admin, { resourceUid: user.uid });
      const refusals = entries.filter(({ spec }) => spec.actionMsg === 'session.refuseLogin');
      expect(refusals).toHaveLength(1);
    },
  );

  it.each(events)('a change of password of a user who %s is refused', async (_what, event) => {
    afterNextHash(event);
    const answer = await as(app, user)
      .patch(`/v1/users/${user.uid}/password/change`)
      .send({ currentPassword: user.password, newPassword: 'a wish that comes too late' })
      .expect(401);
    expect(answer.body).toEqual(errorBody('NotAuthenticated'));
    await login(app, user, 'a wish that comes too late').expect(401);
  });

  it.each([
    ...events,
    ['gets a newer link', () => resetToken(app, admin, user.uid)],
    [
      'gets another address',
      () =>
        as(app, admin)
          .put(`/v1/users/${user.uid}`)
          .send({ spec: { emailId: `moved-${user.uid}@tenant.example` } })
          .expect(204),
    ],
  ] as typeof events)('a reset link of a user who %s sets nothing', async (_what, event) => {
    const token = await resetToken(app, admin, user.uid);
    afterNextHash(event);
    const late = 'a wish that comes too late';
    const answer = await setByLink(app, 'reset', token, late).expect(400);
    expect(answer.body).toEqual(errorBody('InvalidLink'));
    await login(app, user, late).expect(401);
    await login(app, { ...user, emailId: `moved-${user.uid}@tenant.example` }, late).expect(401);
  });

  it('the first password too: a disabled user does not come back by an activation link', async () => {
    const { uid, emailId } = await given.pendingUser(admin);
    user = { ...user, uid, emailId };
    const link = await given.activationLink(admin, uid);
    afterNextHash(disable);
    await setByLink(app, 'activate', link.split('#token=')[1] ?? '').expect(400);
    await as(app, admin).put(`/v1/users/${uid}/state`).send({ isActive: true }).expect(204);
    await login(app, user, NEW_PASSWORD).expect(401);
  });
});
