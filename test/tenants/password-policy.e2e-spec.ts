import { errorBody, visible } from '../support/answers.js';
import { auditTrail } from '../support/audit-trail.js';
import { as } from '../support/caller.js';
import { Given, PASSWORD, tokenOf } from '../support/given.js';
import type { Person } from '../support/given.js';
import { resetToken, setByLink } from '../support/password-links.js';
import { TestApp } from '../support/test-app.js';
import { MINUTE } from '../support/test-clock.js';

const ABSENT = '01990f6e-7c2a-7b1e-9d53-0c1f2a3b4c5d';
const ZERO = '0001-01-01T00:00:00.000Z';
const DEFAULT = {
  minLength: 15,
  maxLength: 128,
  minNumOfBlockLetters: 0,
  minNumOfSmallLetters: 0,
  minNumOfDigits: 0,
  minNumOfSpecialCharacters: 0,
  isRegex: false,
  regex: '',
  expiryDurationInDays: 0,
  firstReminderInDays: 0,
};

describe('/v1/tenants/{tenantUid}/password/policy', () => {
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

  const path = (uid = admin.tenantUid) => `/v1/tenants/${uid}/password/policy`;
  const post = (caller: Person, body: object, uid?: string) => as(app, caller).post(path(uid)).send(body);
  const read = async () => (await as(app, admin).get(path()).expect(200)).body as object;

  it('GET 200 answers the default while nobody set anything', async () => {
    expect(await read()).toEqual(DEFAULT);
  });

  describe('POST 204', () => {
    it('sets what reading answers, with when it was set first and last', async () => {
      await post(admin, {
        minLength: 8,
        minNumOfDigits: 1,
        creationTimestamp: ZERO,
        updateTimestamp: ZERO,
      }).expect(204);
      const first = app.clock.now().toISOString();
      app.clock.advance(MINUTE);
      await post(admin, { minLength: 9, expiryDurationInDays: 90, firstReminderInDays: 7 }).expect(204);
      expect(await read()).toEqual({
        ...DEFAULT,
        minLength: 9,
        expiryDurationInDays: 90,
        firstReminderInDays: 7,
        creationTimestamp: first,
        updateTimestamp: app.clock.now().toISOString(),
      });
    });

    it('takes what the Terraform provider sends when it is destroyed', async () => {
      await post(admin, {
        creationTimestamp: ZERO,
        updateTimestamp: ZERO,
        expiryDurationInDays: 999,
        firstReminderInDays: 5,
        minLength: 6,
        minNumOfBlockLetters: 1,
        minNumOfDigits: 1,
        minNumOfSmallLetters: 1,
        minNumOfSpecialCharacters: 1,
      }).expect(204);
      expect(await read()).toMatchObject({ minLength: 6, maxLength: 128, isRegex: false, regex: '' });
    });

    it('takes a pattern alone: then it decides, above the floor of six characters', async () => {
      await post(admin, { isRegex: true, regex: '[a-z]{2,}-[0-9]{4,}' }).expect(204);
      expect(await read()).toMatchObject({ isRegex: true, regex: '[a-z]{2,}-[0-9]{4,}', minLength: 6 });
      const { uid } = await given.pendingUser(admin);
      const token = tokenOf(await given.activationLink(admin, uid));
      const refused = await setByLink(app, 'activate', token, 'zuxq_7193').expect(400);
      expect(refused.body).toEqual(errorBody('InvalidInput', { password: 'must match [a-z]{2,}-[0-9]{4,}' }));
      await setByLink(app, 'activate', token, 'zuxq-7193').expect(204);
    });

    it('is told in the audit trail', async () => {
      await post(admin, { minLength: 8 }).expect(204);
      const [entry] = await auditTrail(app, admin, { resourceUid: admin.tenantUid });
      expect(entry?.spec).toMatchObject({
        actionMsg: 'tenant.setPasswordPolicy',
        contentMsg: expect.stringContaining('minLength 15 -> 8') as string,
      });
    });
  });

  describe('holds', () => {
    const LONG = 'Zu7!Zu8?Qx9'; // fine by the policy below, too short by the default
    beforeEach(() => post(admin, { minLength: 8, minNumOfDigits: 2, minNumOfBlockLetters: 1 }).expect(204));

    it('for an activation', async () => {
      const { uid } = await given.pendingUser(admin);
      const token = tokenOf(await given.activationLink(admin, uid));
      const { body } = await setByLink(app, 'activate', token, 'short and plain').expect(400);
      expect(body).toEqual(
        errorBody('InvalidInput', {
          password: 'must have at least 1 upper-case letter; must have at least 2 digits',
        }),
      );
      await setByLink(app, 'activate', token, LONG).expect(204);
    });

    it('for a reset', async () => {
      const { uid } = await given.pendingUser(admin);
      const activation = tokenOf(await given.activationLink(admin, uid));
      await setByLink(app, 'activate', activation, LONG).expect(204);
      const token = await resetToken(app, admin, uid);
      await setByLink(app, 'reset', token, PASSWORD).expect(400);
      await setByLink(app, 'reset', token, `${LONG}again`).expect(204);
    });

    it('for a change', async () => {
      const change = (newPassword: string) =>
        as(app, admin)
          .patch(`/v1/users/${admin.uid}/password/change`)
          .send({ currentPassword: PASSWORD, newPassword });
      const { body } = await change('seven green lamps').expect(400);
      expect(body).toEqual(errorBody('InvalidInput', { newPassword: expect.any(String) }));
      await change(LONG).expect(204);
    });

    it('and common passwords stay refused, whatever it allows (LG-02)', async () => {
      await post(admin, { minLength: 6 }).expect(204);
      const { uid } = await given.pendingUser(admin);
      const token = tokenOf(await given.activationLink(admin, uid));
      for (const password of ['baseball', 'Trustno1', 'football99', '!!monkey12'])
        await setByLink(app, 'activate', token, password).expect(400);
      await setByLink(app, 'activate', token, 'zuxq81').expect(204);
    });

    it('for nobody in another organisation', async () => {
      const other = await given.tenant();
      const { uid } = await given.pendingUser(other);
      const token = tokenOf(await given.activationLink(other, uid));
      await setByLink(app, 'activate', token, LONG).expect(400);
      await setByLink(app, 'activate', token, PASSWORD).expect(204);
    });

    it('for no password that is there already', async () => {
      await given.token(admin.emailId, PASSWORD, admin.orgName);
    });
  });

  describe('POST 400', () => {
    it.each<[object, string]>([
      [{ minLength: 5 }, 'minLength'],
      [{ minLength: 129 }, 'minLength'],
      [{ minLength: '8' }, 'minLength'],
      [{ minLength: 20, maxLength: 19 }, 'maxLength'],
      [{ maxLength: 10 }, 'maxLength'],
      [{ maxLength: 20, minNumOfDigits: 11, minNumOfSmallLetters: 10 }, 'maxLength'],
      [{ minNumOfDigits: -1 }, 'minNumOfDigits'],
      [{ minNumOfBlockLetters: 1.5 }, 'minNumOfBlockLetters'],
      [{ isRegex: true }, 'regex'],
      [{ isRegex: true, regex: '(' }, 'regex'],
      [{ isRegex: true, regex: '^(?=.*[A-Z]).{8,}$' }, 'regex'],
      [{ isRegex: true, regex: 'a'.repeat(257) }, 'regex'],
      [{ isRegex: true, regex: '(a{1000}){1000}' }, 'regex'],
      [{ isRegex: true, regex: '(?:.?){999}' }, 'regex'],
      [{ regex: '(' }, 'regex'],
      [{ expiryDurationInDays: 3651 }, 'expiryDurationInDays'],
      [{ expiryDurationInDays: 5, firstReminderInDays: 6 }, 'firstReminderInDays'],
      [{ minimumLength: 8 }, 'minimumLength'],
    ])('for %j', async (body, field) => {
      const answer = await post(admin, body).expect(400);
      expect(answer.body).toEqual(errorBody('InvalidInput', { [field]: expect.any(String) }));
      expect(await read()).toEqual(DEFAULT);
    });
  });

  it('403 for a plain user', async () => {
    const user = await given.user(admin);
    await as(app, user).get(path()).expect(403);
    await post(user, { minLength: 6 }).expect(403);
  });

  it('404 for another organisation as for one that there is not (AZ-02)', async () => {
    const other = await given.tenant();
    for (const call of [
      (uid: string) => as(app, other).get(path(uid)),
      (uid: string) => post(other, { minLength: 6 }, uid),
    ])
      expect(visible(await call(admin.tenantUid).expect(404))).toEqual(visible(await call(ABSENT)));
    expect(await read()).toEqual(DEFAULT);
  });
});
