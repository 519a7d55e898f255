import { as } from '../support/caller.js';
import { Given, tokenOf, unique } from '../support/given.js';
import type { Person } from '../support/given.js';
import { linksIn } from '../support/letter.js';
import { mailing, MailServer } from '../support/mail-server.js';
import { deliver, outbox } from '../support/outbox.js';
import { login, NEW_PASSWORD, setByLink } from '../support/password-links.js';
import { gate } from '../support/gate.js';
import { TestApp } from '../support/test-app.js';
import { MINUTE } from '../support/test-clock.js';

describe('the letter with a reset link', () => {
  let server: MailServer;
  let app: TestApp;
  let given: Given;
  let admin: Person;

  beforeAll(async () => {
    server = await MailServer.start();
    app = await TestApp.start({ env: mailing(server.url) });
    given = new Given(app);
  });
  beforeEach(async () => {
    admin = await given.tenant(); // the clock moves on, and tokens end
  });
  afterAll(async () => {
    await app.close();
    await server.close();
  });

  const ask = (emailId: string) => app.http.post('/v1/auth/user/password/reset').send({ emailId });

  /** Reads letters to somebody until there is one about a reset. */
  async function resetLinkMailedTo(emailId: string): Promise<string> {
    for (;;) {
      const { subject, text, html } = await server.letterTo(emailId);
      if (!subject.startsWith('Set a new password')) continue;
      const [link = 'none', ...more] = linksIn(text);
      expect(more).toEqual([]);
      expect(linksIn(html)).toEqual([link, link]);
      expect(link).toMatch(/^https:\/\/keys\.example\/reset#token=[\w.-]+$/);
      return link;
    }
  }

  it.each<[string, (user: Person) => PromiseLike<unknown>]>([
    ['who asks for it', (user) => ask(` ${user.emailId.toUpperCase()} `).expect(204)],
    [
      'for whom the administrator starts it by uid',
      (user) => as(app, admin).patch(`/v1/users/${user.uid}/password/reset`).expect(204),
    ],
    [
      'for whom the administrator starts it by address',
      ({ emailId }) => as(app, admin).patch('/v1/users/password/reset').send({ emailId }).expect(204),
    ],
  ])('goes to somebody %s, and its link sets a new password', async (_, start) => {
    const user = await given.user(admin);
    await start(user);
    const link = await resetLinkMailedTo(user.emailId);
    await login(app, user, user.password).expect(200);
    await setByLink(app, 'reset', tokenOf(link)).expect(204);
    await login(app, user, user.password).expect(401);
    await login(app, user, NEW_PASSWORD).expect(200);
  });

  it('says what it is about, whatever host the request names (CF-08, LG-14)', async () => {
    const user = await given.user(admin);
    await ask(user.emailId)
      .set({ Host: 'evil.example', 'X-Forwarded-Host': 'evil.example', Forwarded: 'host=evil.example' })
      .expect(204);
    await resetLinkMailedTo(user.emailId);
    const letter = server.lettersTo(user.emailId).at(-1);
    expect(letter?.subject).toBe(`Set a new password for ${admin.orgName}`);
    expect(letter?.text).toContain(`${user.emailId} in the organisation "${admin.orgName}"`);
    expect(JSON.stringify(letter)).not.toContain('evil');
  });

  it('goes out for each organisation that has the address, with a link of its own', async () => {
    const other = await given.tenant();
    const user = await given.user(admin);
    const twin = await given.user(other, { emailId: user.emailId });
    await ask(user.emailId).expect(204);
    const links = [await resetLinkMailedTo(user.emailId), await resetLinkMailedTo(user.emailId)];
    expect(new Set(links).size).toBe(2);
    const subjects = server.lettersTo(user.emailId).map(({ subject }) => subject);
    for (const { orgName } of [user, twin]) expect(subjects).toContain(`Set a new password for ${orgName}`);
  });

  it('has a fresh hour however long it waited', async () => {
    const user = await given.user(admin);
    await deliver(app);
    server.before('sender', () => {
      throw new Error('not now');
    });
    await ask(user.emailId).expect(204);
    await deliver(app);
    app.clock.advance(61 * MINUTE);
    server.relent();
    await deliver(app);
    app.clock.advance(59 * MINUTE);
    await setByLink(app, 'reset', tokenOf(await resetLinkMailedTo(user.emailId))).expect(204);
  });

  describe('is not sent', () => {
    const addresses: Record<string, () => Promise<string>> = {
      'to an address that nobody has': async () => unique('nobody@nowhere.example'),
      'to what is no address at all': async () => 'a@b\\"<x>',
      'to a disabled user': async () => {
        const user = await given.user(admin);
        await as(app, admin).put(`/v1/users/${user.uid}/state`).send({ isActive: false }).expect(204);
        return user.emailId;
      },
      'into a suspended organisation': async () => {
        const platform = await given.platformAdmin();
        const path = `/v1/tenants/${admin.tenantUid}/state`;
        await as(app, platform).put(path).send({ isActive: false }).expect(204);
        return admin.emailId;
      },
    };

    it.each(Object.entries(addresses))('%s', async (_, arrange) => {
      const emailId = await arrange();
      await deliver(app);
      const before = server.letters.length;
      await ask(emailId).expect(204);
      await deliver(app);
      expect(server.letters.slice(before)).toEqual([]);
      expect(await outbox(app)).toEqual([]);
    });

    it('when the reset was done before it could be', async () => {
      const user = await given.user(admin);
      await deliver(app);
      server.before('sender', () => {
        throw new Error('not now');
      });
      await ask(user.emailId).expect(204);
      await deliver(app);
      const path = `/v1/users/${user.uid}/password/change`;
      const passwords = { currentPassword: user.password, newPassword: NEW_PASSWORD };
      await as(app, user).patch(path).send(passwords).expect(204);
      server.relent();
      app.clock.advance(2 * MINUTE);
      await deliver(app);
      expect(server.lettersTo(user.emailId).map(({ subject }) => subject)).not.toContain(
        `Set a new password for ${admin.orgName}`,
      );
      expect(await outbox(app)).toEqual([]);
    });
  });

  it('costs a request as many statements as the pretence for nobody (LG-14)', async () => {
    const user = await given.user(admin);
    const pending = await given.pendingUser(admin);
    await deliver(app);
    const [held, rest] = [gate(), gate()];
    server.before('sender', () => {
      held.open();
      return rest.opened;
    });
    await ask(user.emailId).expect(204);
    await held.opened; // from here on nothing else is read or written: the next batch waits for this letter
    const statementsFor = async (emailId: string) => {
      const counts = [];
      for (let time = 0; time < 2; time++)
        counts.push(await app.countQueries(() => ask(emailId).expect(204)));
      return counts;
    };
    const expected = await statementsFor(unique('nobody@nowhere.example'));
    expect(await statementsFor(user.emailId)).toEqual(expected);
    expect(await statementsFor(pending.emailId)).toEqual(expected);
    server.relent();
    rest.open();
  });
});
