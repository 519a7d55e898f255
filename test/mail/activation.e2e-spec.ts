import { as } from '../support/caller.js';
import { Given, tokenOf, unique } from '../support/given.js';
import type { Person } from '../support/given.js';
import { linksIn } from '../support/letter.js';
import { mailing, MailServer } from '../support/mail-server.js';
import { deliver, outbox } from '../support/outbox.js';
import { login, NEW_PASSWORD, setByLink } from '../support/password-links.js';
import { TestApp } from '../support/test-app.js';
import { MINUTE } from '../support/test-clock.js';

const FORGED = {
  Host: 'evil.example',
  'X-Forwarded-Host': 'evil.example',
  'X-Forwarded-Proto': 'http',
  Forwarded: 'host=evil.example',
};
const LINK = /^https:\/\/keys\.example\/activate#token=[\w.-]+$/;

describe('the activation letter', () => {
  let server: MailServer;
  let app: TestApp;
  let given: Given;
  let platform: Person;
  let admin: Person;

  beforeAll(async () => {
    server = await MailServer.start();
    app = await TestApp.start({ env: mailing(server.url) });
    given = new Given(app);
    platform = await given.platformAdmin();
    admin = await given.tenant(unique('Ac & "me"'));
  });
  afterAll(async () => {
    await app.close();
    await server.close();
  });

  /** The one link that a letter holds, in both of its forms. */
  async function linkMailedTo(emailId: string): Promise<string> {
    const { text, html } = await server.letterTo(emailId);
    const [link = 'none', ...more] = linksIn(text);
    expect(more).toEqual([]);
    expect(new Set(linksIn(html))).toEqual(new Set([link]));
    expect(link).toMatch(LINK);
    return link;
  }
  const create = (emailId: string) => as(app, admin).post('/v1/users').send({ spec: { emailId } });

  it('goes to a new user, in text and in HTML, says where from, and its link lets them in', async () => {
    const emailId = `${unique('grace')}@acme.example`;
    await create(emailId).expect(201);
    const letter = await server.letterTo(emailId);
    expect(letter).toMatchObject({
      from: 'no-reply@keys.example',
      subject: `Set your password for ${admin.orgName}`,
      headers: {
        from: 'Latchkey <no-reply@keys.example>',
        to: emailId,
        'auto-submitted': 'auto-generated',
        'message-id': expect.stringMatching(/^<[0-9a-f-]{36}@keys\.example>$/) as string,
        'content-type': expect.stringContaining('multipart/alternative') as string,
      },
    });
    expect(letter.text).toContain(`${emailId} in the organisation "${admin.orgName}"`);
    expect(letter.html).toContain(`&quot;Ac &amp; &quot;me&quot;`);
    expect(letter.html).not.toMatch(/<(img|script|link|style)|src=/);
    const [link = ''] = linksIn(letter.text);
    expect(linksIn(letter.html)).toEqual([link, link]);
    await setByLink(app, 'activate', tokenOf(link)).expect(204);
    await login(app, { emailId, orgName: admin.orgName }, NEW_PASSWORD).expect(200);
  });

  it('goes to the first administrator of a new organisation', async () => {
    const emailId = `${unique('hank')}@globex.example`;
    await as(app, platform)
      .post('/v1/tenants')
      .send({ spec: { orgName: unique('globex'), emailId } })
      .expect(201);
    await setByLink(app, 'activate', tokenOf(await linkMailedTo(emailId))).expect(204);
  });

  it('takes its link from the settings, whatever the request says (CF-08)', async () => {
    const emailId = `${unique('forged')}@acme.example`;
    await create(emailId).set(FORGED).expect(201);
    const letter = await server.letterTo(emailId);
    expect(JSON.stringify(letter)).not.toContain('evil');
    expect(linksIn(letter.text)).toEqual([expect.stringMatching(LINK)]);
  });

  it('goes to the new address of somebody who has no password yet; the link before is closed', async () => {
    const { uid, emailId } = await given.pendingUser(admin);
    const before = await linkMailedTo(emailId);
    const newEmailId = `${unique('moved')}@acme.example`;
    await as(app, admin)
      .put(`/v1/users/${uid}`)
      .send({ spec: { emailId: newEmailId } })
      .expect(204);
    const after = await linkMailedTo(newEmailId);
    await setByLink(app, 'activate', tokenOf(before)).expect(400);
    await setByLink(app, 'activate', tokenOf(after)).expect(204);
  });

  it('goes to somebody who is enabled again and has no password yet', async () => {
    const { uid, emailId } = await given.pendingUser(admin);
    await linkMailedTo(emailId);
    const state = (isActive: boolean) => as(app, admin).put(`/v1/users/${uid}/state`).send({ isActive });
    await state(false).expect(204);
    await state(true).expect(204);
    await setByLink(app, 'activate', tokenOf(await linkMailedTo(emailId))).expect(204);
  });

  it('goes once more to whoever asks for a reset before they have a password; both links are good for their hour', async () => {
    const { emailId } = await given.pendingUser(admin);
    const first = await linkMailedTo(emailId);
    app.clock.advance(59 * MINUTE);
    await app.http.post('/v1/auth/user/password/reset').send({ emailId }).expect(204);
    const second = await linkMailedTo(emailId);
    app.clock.advance(2 * MINUTE);
    await setByLink(app, 'activate', tokenOf(first)).expect(400);
    await setByLink(app, 'activate', tokenOf(second)).expect(204);
  });

  it('is not sent to somebody who got a password otherwise', async () => {
    admin = await given.tenant(); // of a token that still holds
    const user = await given.user(admin);
    await as(app, admin)
      .put(`/v1/users/${user.uid}`)
      .send({ spec: { emailId: `${unique('other')}@acme.example`, firstName: 'Uma' } })
      .expect(204);
    await as(app, admin).put(`/v1/users/${user.uid}/state`).send({ isActive: false }).expect(204);
    await as(app, admin).put(`/v1/users/${user.uid}/state`).send({ isActive: true }).expect(204);
    await deliver(app);
    expect(server.letters.filter(({ to }) => to.startsWith('other'))).toEqual([]);
    expect(await outbox(app)).toEqual([]);
  });

  describe('that waited is dropped without a word', () => {
    /** What happens to somebody while the mail server is away. */
    const meanwhile: Record<
      string,
      (user: { uid: string; emailId: string }, org: Person) => Promise<unknown>
    > = {
      'for somebody who has set their password': async ({ uid }, org) =>
        given.activate(await given.activationLink(org, uid), NEW_PASSWORD),
      'for a disabled user': async ({ uid }, org) =>
        as(app, org).put(`/v1/users/${uid}/state`).send({ isActive: false }).expect(204),
      'for a deleted user': async ({ uid }, org) => as(app, org).delete(`/v1/users/${uid}`).expect(204),
      'for an address that is not theirs any more': async ({ uid }, org) =>
        as(app, org)
          .put(`/v1/users/${uid}`)
          .send({ spec: { emailId: `${unique('moved')}@acme.example` } })
          .expect(204),
      'when their organisation is suspended': async (_, { tenantUid }) =>
        as(app, await given.platformAdmin())
          .put(`/v1/tenants/${tenantUid}/state`)
          .send({ isActive: false })
          .expect(204),
      'when their organisation is deleted': async (_, { tenantUid }) =>
        as(app, await given.platformAdmin())
          .delete(`/v1/tenants/${tenantUid}`)
          .expect(204),
    };

    it.each(Object.entries(meanwhile))('%s', async (_, happens) => {
      const org = await given.tenant();
      server.before('sender', () => {
        throw new Error('not now');
      });
      const user = await given.pendingUser(org);
      await deliver(app);
      expect((await outbox(app)).map(({ recipient }) => recipient)).toContain(user.emailId);
      await happens(user, org);
      await deliver(app);
      server.relent();
      app.clock.advance(2 * MINUTE);
      await deliver(app);
      expect(server.lettersTo(user.emailId)).toEqual([]);
      expect(await outbox(app)).toEqual([]);
    });
  });
});
