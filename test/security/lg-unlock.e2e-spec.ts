import { DataSource } from 'typeorm';
import { newUid } from '#persistence';
import { Lockouts } from '../../src/lockouts/lockouts.service.js';
import { errorBody } from '../support/answers.js';
import { auditTrail } from '../support/audit-trail.js';
import { as } from '../support/caller.js';
import { Given, PASSWORD, unique } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { lockOut, WRONG } from '../support/lockouts.js';
import { login, NEW_PASSWORD, resetToken, setByLink } from '../support/password-links.js';
import { TestApp } from '../support/test-app.js';
import { DAY, MINUTE } from '../support/test-clock.js';

describe('PUT /v1/users/{uid}/unlock', () => {
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
  afterAll(() => app.close());

  const unlock = (caller: Person | IssuedKey, uid = user.uid) =>
    as(app, caller).put(`/v1/users/${uid}/unlock`);
  const rows = () => app.get(DataSource).getRepository('LoginFailures');
  const lockShown = async () => {
    const { body } = await as(app, admin).get(`/v1/users/${user.uid}`).expect(200);
    const { isLocked, lockedUntil } = (body as { status: { isLocked: boolean; lockedUntil?: string } })
      .status;
    return { isLocked, lockedUntil };
  };
  const entries = async () =>
    (await auditTrail(app, admin, { resourceUid: user.uid })).filter(
      ({ spec }) => spec.actionMsg === 'user.unlock',
    );

  it('LG-08 lets a locked user log in again, by token and by key of an administrator; audited once', async () => {
    const key = await given.apiKey(admin);
    for (const caller of [admin, key]) {
      await lockOut(app, user);
      await login(app, user, PASSWORD).expect(401);
      await unlock(caller).expect(204, '');
      await unlock(caller).expect(204); // again changes nothing
      await lockOut(app, user, 4);
      await login(app, user, PASSWORD).expect(200);
    }
    expect((await entries()).map(({ spec }) => spec.contentMsg)).toEqual([
      `User "${user.emailId}" was unlocked.`,
      `User "${user.emailId}" was unlocked.`,
    ]);
  });

  it('LG-08 is shown in the user, in the list and in the summary, until it has ended', async () => {
    expect(await lockShown()).toEqual({ isLocked: false });
    await lockOut(app, user);
    const lockedUntil = new Date(app.clock.now().getTime() + MINUTE).toISOString();
    expect(await lockShown()).toEqual({ isLocked: true, lockedUntil });
    const lists = [
      await as(app, admin).get('/v1/users?limit=0').expect(200),
      await as(app, admin).post('/v1/users/summary?limit=0').send({}).expect(200),
    ];
    for (const { body } of lists) {
      const { items } = body as { items: { metadata: { uid: string }; status: object }[] };
      const locked = items.filter(({ status }) => 'lockedUntil' in status);
      expect(locked.map(({ metadata, status }) => ({ uid: metadata.uid, status }))).toEqual([
        { uid: user.uid, status: expect.objectContaining({ isLocked: true, lockedUntil }) },
      ]);
    }
    app.clock.advance(MINUTE);
    expect(await lockShown()).toEqual({ isLocked: false });
    expect(await entries()).toEqual([]);
  });

  it('LG-08 a hundred failures in a row need a new password: neither time nor an administrator undoes them', async () => {
    await lockOut(app, user, 1);
    await rows().update({ userUid: user.uid }, { inARow: 99 });
    await lockOut(app, user, 1);
    app.clock.advance(14 * MINUTE);
    await login(app, user, PASSWORD).expect(401);
    expect(await lockShown()).toEqual({ isLocked: true });
    const { body } = await unlock(admin).expect(409);
    expect(body).toEqual(errorBody('PasswordResetNeeded'));
    await setByLink(app, 'reset', await resetToken(app, admin, user.uid)).expect(204);
    expect(await lockShown()).toEqual({ isLocked: false });
    await login(app, { ...user }, NEW_PASSWORD).expect(200);
  });

  it('LG-08 an administrator who unlocks again and again gives nobody more than those hundred', async () => {
    for (let times = 0; times < 3; times++) {
      await lockOut(app, user);
      await unlock(admin).expect(204);
    }
    const [row] = await rows().findBy({ userUid: user.uid });
    expect(row).toMatchObject({ failures: 0, inARow: 15, lockedUntil: null });
  });

  it('is 403 for whoever may change only themself, and for an administrator of less', async () => {
    const other = await given.user(admin);
    await lockOut(app, user);
    const bodies = [await unlock(user).expect(403), await unlock(other).expect(403)];
    for (const { body } of bodies) expect(body).toEqual(errorBody('Forbidden'));
    await login(app, user, PASSWORD).expect(401);
  });

  it('is 404 for a user of another organisation and for nobody', async () => {
    const stranger = await given.tenant();
    await lockOut(app, user);
    for (const uid of [user.uid, newUid()]) {
      const { body } = await unlock(stranger, uid).expect(404);
      expect(body).toEqual(errorBody('ResourceNotFound'));
    }
    await login(app, user, PASSWORD).expect(401);
  });

  describe('what is kept of failures', () => {
    it('LG-04 is no address that somebody typed, and goes after a day when nobody has that address', async () => {
      const emailId = `${unique('typed-a-password')}@one.example`;
      await app.http.post('/v1/auth/authenticate').send({ emailId, password: WRONG }).expect(401);
      await lockOut(app, user, 1);
      expect(JSON.stringify(await rows().find())).not.toContain('typed-a-password');
      const sweep = () => app.get(Lockouts).sweep(app.clock.now());
      app.clock.advance(DAY - 1);
      await sweep();
      const before = (await rows().find()).filter(({ userUid }) => userUid === null);
      expect(before.length).toBeGreaterThan(0);
      app.clock.advance(1);
      await sweep();
      expect((await rows().find()).filter(({ userUid }) => userUid === null)).toEqual([]);
      expect(await rows().countBy({ userUid: user.uid })).toBe(1);
    });

    it('goes with its user', async () => {
      await lockOut(app, user, 1);
      await as(app, admin).delete(`/v1/users/${user.uid}`).expect(204);
      expect(await rows().countBy({ userUid: user.uid })).toBe(0);
    });
  });
});
