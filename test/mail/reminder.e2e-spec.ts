import { PasswordReminders } from '../../src/users/password-reminders.job.js';
import { as } from '../support/caller.js';
import { Given, PASSWORD } from '../support/given.js';
import type { Person } from '../support/given.js';
import { linksIn } from '../support/letter.js';
import { mailing, MailServer } from '../support/mail-server.js';
import { deliver, outbox } from '../support/outbox.js';
import { NEW_PASSWORD } from '../support/password-links.js';
import { TestApp } from '../support/test-app.js';
import { DAY, MINUTE } from '../support/test-clock.js';

describe('the letter that reminds of a password', () => {
  let server: MailServer;
  let app: TestApp;
  let given: Given;
  let admin: Person;
  let user: Person;
  let setAt: Date;

  beforeAll(async () => {
    server = await MailServer.start();
    app = await TestApp.start({ env: mailing(server.url) });
    given = new Given(app);
  });
  beforeEach(async () => {
    server.relent();
    await remind(); // whoever is due from the tests before
    await deliver(app);
    app.clock.advance(MINUTE);
    await deliver(app);
    admin = await given.tenant();
    user = await given.user(admin);
    setAt = app.clock.now();
    await deliver(app);
  });
  afterAll(async () => {
    await app.close();
    await server.close();
  });

  const setPolicy = async (expiryDurationInDays: number, firstReminderInDays: number) => {
    const token = await given.token(admin.emailId, PASSWORD, admin.orgName);
    await as(app, { ...admin, token })
      .post(`/v1/tenants/${admin.tenantUid}/password/policy`)
      .send({ expiryDurationInDays, firstReminderInDays })
      .expect(204);
  };
  const remind = () => app.get(PasswordReminders).remind(app.clock.now());
  const inDays = (days: number) => app.clock.set(new Date(setAt.getTime() + days * DAY));
  const reminders = () =>
    server.lettersTo(user.emailId).filter(({ subject }) => /^Your password for .* expire/.test(subject));

  it('comes once, names the organisation and when, and has no way in', async () => {
    await setPolicy(90, 10);
    inDays(80);
    await remind();
    await remind();
    await deliver(app);
    const [letter, ...more] = reminders();
    expect(more).toEqual([]);
    expect(letter?.subject).toBe(`Your password for ${user.orgName} is about to expire`);
    const expiry = new Date(setAt.getTime() + 90 * DAY).toISOString().slice(0, 16).replace('T', ' ');
    for (const text of [letter?.text ?? '', letter?.html ?? '']) {
      expect(text).toContain(`expires at ${expiry} UTC`);
      expect(text).toContain(user.orgName);
      expect(linksIn(text)).toEqual(['https://keys.example']);
    }
  });

  it('that comes late says that the password has expired', async () => {
    await setPolicy(90, 10);
    inDays(90);
    await remind();
    await deliver(app);
    expect(reminders()).toMatchObject([
      {
        subject: `Your password for ${user.orgName} has expired`,
        text: expect.stringContaining('expired at') as string,
      },
    ]);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['passwords do not expire any more', () => setPolicy(0, 0)],
    ['nobody is to be reminded any more', () => setPolicy(90, 0)],
    ['passwords last longer now', () => setPolicy(365, 10)],
    [
      'the password was changed',
      () =>
        app.http
          .patch('/v1/users/password/change')
          .send({ emailId: user.emailId, currentPassword: PASSWORD, newPassword: NEW_PASSWORD })
          .expect(204),
    ],
    [
      'the user was disabled',
      async () => {
        const token = await given.token(admin.emailId, PASSWORD, admin.orgName);
        const path = `/v1/users/${user.uid}/state`;
        await as(app, { ...admin, token })
          .put(path)
          .send({ isActive: false })
          .expect(204);
      },
    ],
  ])('is dropped when %s before it could be sent', async (_, happens) => {
    await setPolicy(90, 10);
    inDays(80);
    server.before('sender', () => {
      throw new Error('not now');
    });
    await remind();
    await deliver(app);
    expect((await outbox(app)).map(({ recipient }) => recipient)).toContain(user.emailId);
    await happens();
    server.relent();
    app.clock.advance(MINUTE);
    await deliver(app);
    expect(reminders()).toEqual([]);
    expect(await outbox(app)).toEqual([]);
  });
});
