import { DataSource } from 'typeorm';
import { Transactions } from '#persistence';
import { MailQueue } from '../../src/mail/mail-queue.service.js';
import type { TenantSettings } from '../../src/tenants/tenant-settings.entity.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { Person } from '../support/given.js';
import { linksIn } from '../support/letter.js';
import { mailing, MailServer } from '../support/mail-server.js';
import { deliver, outbox } from '../support/outbox.js';
import { NEW_PASSWORD } from '../support/password-links.js';
import { TestApp } from '../support/test-app.js';
import { DAY } from '../support/test-clock.js';

const POLICY = {
  minLength: 15,
  maxLength: 128,
  minNumOfBlockLetters: 0,
  minNumOfSmallLetters: 0,
  minNumOfDigits: 0,
  minNumOfSpecialCharacters: 0,
  isRegex: false,
  regex: '',
  expiryDurationInDays: 90,
  firstReminderInDays: 10,
};

describe('the reminder that a password is about to expire', () => {
  let server: MailServer;
  let app: TestApp;
  let given: Given;
  let user: Person;
  let setAt: Date;

  beforeAll(async () => {
    server = await MailServer.start();
    app = await TestApp.start({ env: mailing(server.url) });
    given = new Given(app);
  });
  beforeEach(async () => {
    user = await given.user(await given.tenant());
    setAt = app.clock.now();
    await deliver(app);
  });
  afterAll(async () => {
    await app.close();
    await server.close();
  });

  const setPolicy = (policy: Partial<typeof POLICY> | null) =>
    app
      .get(DataSource)
      .getRepository<TenantSettings>('TenantSettings')
      .save({
        tenantUid: user.tenantUid,
        passwordPolicy: policy && { ...POLICY, ...policy },
      });
  const remind = async () => {
    await app.get(Transactions).run((tx) =>
      app.get(MailQueue).enqueue(tx, {
        kind: 'passwordReminder',
        tenantUid: user.tenantUid,
        userUid: user.uid,
        recipient: user.emailId,
      }),
    );
    await deliver(app);
    expect(await outbox(app)).toEqual([]);
    return server.lettersTo(user.emailId).find(({ subject }) => subject.startsWith('Your password'));
  };
  const inDays = (days: number) => app.clock.set(new Date(setAt.getTime() + days * DAY));
  const dateOf = (time: Date) => `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

  it('names the organisation and when, and has no way in', async () => {
    await setPolicy({});
    inDays(80);
    const letter = await remind();
    const expiry = dateOf(new Date(setAt.getTime() + 90 * DAY));
    expect(letter?.subject).toBe(`Your password for ${user.orgName} is about to expire`);
    for (const text of [letter?.text ?? '', letter?.html ?? '']) {
      expect(text).toContain(`expires at ${expiry}`);
      expect(text).toContain(user.orgName);
      expect(linksIn(text)).toEqual(['https://keys.example']);
    }
  });

  it('that was late says that it has expired', async () => {
    await setPolicy({});
    inDays(90);
    const letter = await remind();
    expect(letter?.subject).toBe(`Your password for ${user.orgName} has expired`);
    expect(letter?.text).toContain('expired at');
  });

  it.each<[string, () => Promise<unknown>]>([
    ['there are no rules', async () => inDays(80)],
    ['the rules were taken away', async () => [await setPolicy(null), inDays(80)]],
    [
      'passwords do not expire any more',
      async () => [await setPolicy({ expiryDurationInDays: 0 }), inDays(80)],
    ],
    [
      'nobody is to be reminded any more',
      async () => [await setPolicy({ firstReminderInDays: 0 }), inDays(89)],
    ],
    ['passwords last longer now', async () => [await setPolicy({ expiryDurationInDays: 365 }), inDays(80)]],
    [
      'it is not due yet',
      async () => [await setPolicy({}), app.clock.set(new Date(setAt.getTime() + 80 * DAY - 1))],
    ],
    [
      'the password was changed',
      async () => {
        await setPolicy({});
        inDays(80);
        const token = await given.token(user.emailId, user.password, user.orgName);
        await as(app, { ...user, token })
          .patch(`/v1/users/${user.uid}/password/change`)
          .send({ currentPassword: user.password, newPassword: NEW_PASSWORD })
          .expect(204);
      },
    ],
    [
      'the user was disabled',
      async () => {
        await setPolicy({});
        inDays(80);
        const users = app.get(DataSource).getRepository<{ uid: string; isActive: boolean }>('User');
        await users.update({ uid: user.uid }, { isActive: false });
      },
    ],
  ])('is dropped when %s', async (_, arrange) => {
    await arrange();
    expect(await remind()).toBeUndefined();
  });
});
