import { HasherBusyError, PasswordHasher } from '#secrets';
import { errorBody, visible } from '../support/answers.js';
import { auditTrail } from '../support/audit-trail.js';
import { as } from '../support/caller.js';
import { Given, PASSWORD, unique } from '../support/given.js';
import type { Person } from '../support/given.js';
import { lockOut, WRONG } from '../support/lockouts.js';
import { login, NEW_PASSWORD, resetToken, setByLink } from '../support/password-links.js';
import { TestApp } from '../support/test-app.js';
import { MINUTE } from '../support/test-clock.js';

describe('an account after too many wrong passwords', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;
  let user: Person;

  beforeAll(async () => {
    app = await TestApp.start({ env: { LATCHKEY_ADDRESS_FAILURES: '1000000' } });
    given = new Given(app);
  });
  beforeEach(async () => {
    admin = await given.tenant(); // anew: the clock moves
    user = await given.user(admin);
  });
  afterEach(() => vi.restoreAllMocks());
  afterAll(() => app.close());

  const authenticate = (body: object) => app.http.post('/v1/auth/authenticate').send(body);
  const changeByEmail = (currentPassword: string) =>
    app.http.patch('/v1/users/password/change').send({
      emailId: user.emailId,
      org: user.orgName,
      currentPassword,
      newPassword: NEW_PASSWORD,
    });
  const changeOwn = (currentPassword: string, newPassword = NEW_PASSWORD) =>
    as(app, user).patch(`/v1/users/${user.uid}/password/change`).send({ currentPassword, newPassword });

  it('LG-04 is not looked at any more: the right one is answered like a wrong one, and no hash of it is compared', async () => {
    await lockOut(app, user);
    const hashing = vi.spyOn(app.get(PasswordHasher), 'verify');
    const right = await login(app, user, PASSWORD);
    expect(visible(right)).toEqual(
      visible(await authenticate({ emailId: unique('no@one.example'), password: 'x' })),
    );
    expect([right.status, right.body]).toEqual([401, errorBody('LoginFailed')]);
    expect(hashing.mock.calls.map(([stored]) => stored)).toEqual([null, null]);
  });

  it('LG-01 LG-03 costs one hash and the same queries as any other refusal', async () => {
    await lockOut(app, user);
    const work = async (body: object) => {
      const hashing = vi.spyOn(app.get(PasswordHasher), 'verify').mockClear();
      const queries = await app.countQueries(() => authenticate(body).expect(401));
      return { queries, hashes: hashing.mock.calls.length };
    };
    const locked = await work({ emailId: user.emailId, password: PASSWORD, org: user.orgName });
    expect(locked).toEqual(await work({ emailId: unique('no@one.example'), password: PASSWORD }));
    expect(locked.hashes).toBe(1);
  });

  it('LG-01 an address that nobody has is locked and audited with the same work', async () => {
    const nobody = { emailId: unique('no@one.example'), password: 'x' };
    const work = async (body: object) => {
      const queries = [];
      for (let times = 0; times < 7; times++)
        queries.push(await app.countQueries(() => authenticate(body).expect(401)));
      return queries;
    };
    const ofSomebody = await work({ emailId: user.emailId, password: WRONG });
    expect(ofSomebody).toEqual(await work(nobody));
    expect(ofSomebody[4]).toBeGreaterThan(ofSomebody[3] ?? 0); // the entry of the lock
  });

  it('LG-04 right passwords at once lock nobody out, however many', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => login(app, user, PASSWORD)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });

  it('LG-04 a right password forgets the wrong ones before it', async () => {
    for (let round = 0; round < 3; round++) {
      for (let times = 0; times < 4; times++) await login(app, user, WRONG).expect(401);
      await login(app, user, PASSWORD).expect(200);
    }
  });

  it('LG-04 a password that was not looked at, because too many others were, is no failure', async () => {
    for (let times = 0; times < 4; times++) await login(app, user, WRONG).expect(401);
    vi.spyOn(app.get(PasswordHasher), 'verify').mockRejectedValueOnce(new HasherBusyError('busy'));
    await login(app, user, PASSWORD).expect(503);
    await login(app, user, PASSWORD).expect(200);
  });

  describe.each<[string, (password: string) => PromiseLike<{ status: number }>, number]>([
    ['a login', (password) => login(app, user, password), 401],
    ['a change of password by address', (password) => changeByEmail(password), 401],
    ['a change of password by whoever is logged in', (password) => changeOwn(password), 400],
  ])('by %s', (_what, attempt, refusal) => {
    it('LG-05 is locked at every door, for the right password too', async () => {
      for (let times = 0; times < 5; times++) expect((await attempt(WRONG)).status).toBe(refusal);
      const statuses = [login(app, user, PASSWORD), changeByEmail(PASSWORD), changeOwn(PASSWORD)];
      expect((await Promise.all(statuses)).map(({ status }) => status)).toEqual([401, 401, 400]);
    });
  });

  it('LG-05 a new password that the rules refuse is no failure to know the current one', async () => {
    for (let times = 0; times < 6; times++) {
      await changeOwn(PASSWORD, 'short').expect(400);
      await app.http
        .patch('/v1/users/password/change')
        .send({ emailId: user.emailId, org: user.orgName, currentPassword: PASSWORD, newPassword: 'short' })
        .expect(400);
    }
    await login(app, user, PASSWORD).expect(200);
  });

  it('LG-05 lets nobody in by the link of a reset without a new password, and forgets the lock with one', async () => {
    await lockOut(app, user);
    const token = await resetToken(app, admin, user.uid);
    const { body } = await setByLink(app, 'reset', token, PASSWORD).expect(400);
    expect(body).toMatchObject({ code: 'InvalidInput' });
    await login(app, user, PASSWORD).expect(401);
    await setByLink(app, 'reset', token).expect(204);
    await login(app, user, NEW_PASSWORD).expect(200);
  });

  it('LG-06 is one account in every spelling, with the organisation and without', async () => {
    const { emailId, orgName: org } = user;
    const spellings = [
      { emailId, org },
      { emailId: emailId.toUpperCase(), org: org.toUpperCase() },
      { emailId: ` ${emailId} `, org: `${org} ` },
      { emailId: emailId.replace('e', 'ｅ'), org },
      { emailId },
    ];
    const hashing = vi.spyOn(app.get(PasswordHasher), 'verify');
    for (const spelling of spellings)
      for (let times = 0; times < 2; times++)
        await authenticate({ ...spelling, password: WRONG }).expect(401);
    expect(hashing.mock.calls.filter(([stored]) => stored !== null)).toHaveLength(5);
    for (const spelling of spellings) await authenticate({ ...spelling, password: PASSWORD }).expect(401);
  });

  it('AZ-15 the same address in another organisation is another account', async () => {
    const other = await given.tenant();
    const twin = await given.user(other, { emailId: user.emailId });
    await lockOut(app, user);
    await login(app, user, PASSWORD).expect(401);
    await login(app, twin, PASSWORD).expect(200);
    await lockOut(app, twin);
    app.clock.advance(MINUTE);
    await login(app, user, PASSWORD).expect(200);
    await login(app, twin, PASSWORD).expect(200);
  });

  it('LG-08 is locked for 1 minute, with each more failure for 2, 4, 8 and 15', async () => {
    await lockOut(app, user);
    for (const minutes of [1, 2, 4, 8, 15, 15]) {
      app.clock.advance(minutes * MINUTE - 1);
      await login(app, user, PASSWORD).expect(401);
      app.clock.advance(1);
      await login(app, user, WRONG).expect(401);
    }
    app.clock.advance(15 * MINUTE);
    await login(app, user, PASSWORD).expect(200);
  });

  it('LG-08 keys and live sessions go on', async () => {
    const key = await given.apiKey(user);
    await lockOut(app, user);
    for (const caller of [user, key]) await as(app, caller).get('/v1/users/info').expect(200);
    await app.http.post('/v1/auth/refresh').set('Authorization', user.token).expect(200);
  });

  it('AU-01 leaves an entry with who did it and until when, once for each lock', async () => {
    await lockOut(app, user);
    await login(app, user, WRONG).expect(401);
    const until = new Date(app.clock.now().getTime() + MINUTE).toISOString();
    const entries = await auditTrail(app, admin, { resourceUid: user.uid });
    expect(entries.filter(({ spec }) => spec.actionMsg === 'user.lock').map(({ spec }) => spec)).toEqual([
      expect.objectContaining({
        contentMsg: `Logging in was locked until ${until}: too many wrong passwords.`,
        actor: { actorType: 'user', user: { uid: user.uid, emailId: user.emailId }, ip: expect.any(String) },
        resource: { kind: 'user', uid: user.uid, name: user.emailId },
      }),
    ]);
  });
});
