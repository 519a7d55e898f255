import { auditTrail } from '../support/audit-trail.js';
import { errorBody, visible } from '../support/answers.js';
import { as } from '../support/caller.js';
import { gate } from '../support/gate.js';
import { Given, unique } from '../support/given.js';
import type { Person } from '../support/given.js';
import { linksIn } from '../support/letter.js';
import { mailing, MailServer } from '../support/mail-server.js';
import { deliver, outbox } from '../support/outbox.js';
import { TestApp } from '../support/test-app.js';

const SUBJECT = 'Your organisations';

describe('GET /v1/auth/user/org/forgot', () => {
  let server: MailServer;
  let app: TestApp;
  let given: Given;
  let platform: Person;

  beforeAll(async () => {
    server = await MailServer.start();
    app = await TestApp.start({ env: mailing(server.url) });
    given = new Given(app);
    platform = await given.platformAdmin();
  });
  afterEach(() => server.relent());
  afterAll(async () => {
    await app.close();
    await server.close();
  });

  const ask = (emailId: string) => app.http.get('/v1/auth/user/org/forgot').query({ emailId });
  const about = (emailId: string) => server.lettersTo(emailId).filter(({ subject }) => subject === SUBJECT);
  /** The organisations that a letter lists, in both of its forms. */
  const listed = ({ text, html }: { text: string; html: string }) => {
    const names = [...text.matchAll(/^- (.*)$/gm)].map(([, name]) => name);
    expect([...html.matchAll(/<li>(.*?)<\/li>/g)].map(([, name]) => name)).toEqual(names);
    return names;
  };

  describe('204', () => {
    it('mails the organisations that the address can log in to, and no link into one', async () => {
      const emailId = `${unique('ada')}@many.example`;
      const [one, two, pending, disabled, suspended] = [
        await given.tenant(unique('b-org')),
        await given.tenant(unique('a-org')),
        await given.tenant(),
        await given.tenant(),
        await given.tenant(),
      ];
      await given.user(one, { emailId });
      await given.user(two, { emailId });
      await given.pendingUser(pending, { emailId });
      const { uid } = await given.user(disabled, { emailId });
      await as(app, disabled).put(`/v1/users/${uid}/state`).send({ isActive: false }).expect(204);
      await given.user(suspended, { emailId });
      await as(app, platform)
        .put(`/v1/tenants/${suspended.tenantUid}/state`)
        .send({ isActive: false })
        .expect(204);

      const answer = await ask(emailId.toUpperCase()).expect(204);
      expect(answer.text).toBe('');
      await deliver(app);
      const [letter, ...more] = about(emailId);
      expect(more).toEqual([]);
      expect(letter && listed(letter)).toEqual([two.orgName, one.orgName]);
      expect(letter?.text).toContain(emailId);
      expect(linksIn(letter?.text ?? '')).toEqual(['https://keys.example']);
      expect(linksIn(letter?.html ?? '')).toEqual(['https://keys.example']);
    });

    it('goes to the address as its owner’s organisation has it, never as it was typed', async () => {
      const org = await given.tenant();
      const emailId = `${unique('Kelvin')}@x.example`;
      await given.user(org, { emailId });
      await ask(emailId.replace('K', '\u212a')).expect(204); // the sign for kelvin, which NFKC makes a letter
      await deliver(app);
      expect(about(emailId).map(listed)).toEqual([[org.orgName]]);
      expect(server.letters.filter(({ to }) => to.includes('\u212a'))).toEqual([]);
    });

    it('tells each spelling of an address only where it is spelt so', async () => {
      const [one, two] = [await given.tenant(), await given.tenant()];
      const emailId = `${unique('spelt')}@x.example`;
      const capital = emailId.replace('spelt', 'SPELT');
      await given.user(one, { emailId });
      await given.user(two, { emailId: capital });
      await ask(emailId).expect(204);
      await deliver(app);
      expect(about(emailId).map(listed)).toEqual([[one.orgName]]);
      expect(about(capital).map(listed)).toEqual([[two.orgName]]);
    });

    it('shows what somebody named their organisation as text, on one line', async () => {
      const org = await given.tenant(`<b>${unique('bold')}</b>`);
      await ask(org.emailId).expect(204);
      await deliver(app);
      const [letter] = about(org.emailId);
      expect(letter?.text).toContain(`- ${org.orgName}`);
      expect(letter?.html).toContain(
        `<li>${org.orgName.replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</li>`,
      );
    });

    it.each<[string, () => Promise<string>]>([
      ['nobody has', async () => unique('nobody@nowhere.example')],
      ['is none', async () => 'x'],
      ['somebody has who never logged in', async () => (await given.pendingUser(platform)).emailId],
    ])(
      'answers an address that %s as a known one, mails nothing, and leaves an entry (LG-14)',
      async (_, of) => {
        const emailId = await of();
        const known = await given.tenant();
        const expected = await ask(known.emailId).expect(204);
        const answer = await ask(emailId).expect(204);
        const withoutUid = ({ headers, ...rest }: typeof answer) => {
          const { audituid: _uid, ...others } = headers as Record<string, string>;
          return visible({
            ...rest,
            headers: others,
            text: answer.text,
            status: answer.status,
          } as typeof answer);
        };
        expect(withoutUid(answer)).toEqual(withoutUid(expected));
        await deliver(app);
        expect(about(emailId)).toEqual([]);
        expect(await outbox(app)).toEqual([]);
        const entries = await auditTrail(app, platform, { tenantUid: 'none' });
        for (const [{ headers }, name] of [[answer, emailId] as const, [expected, known.emailId] as const])
          expect(entries.find(({ metadata }) => metadata.uid === headers['audituid'])).toMatchObject({
            spec: { actionMsg: 'user.requestOrganisations', actionType: 'action', resource: { name } },
          });
      },
    );

    it('costs a request as many statements whether anybody has the address or not (LG-14)', async () => {
      const { emailId } = await given.user(await given.tenant());
      await deliver(app);
      const [held, rest] = [gate(), gate()];
      server.before('sender', () => {
        held.open();
        return rest.opened;
      });
      await ask(emailId).expect(204);
      await held.opened; // from here on nothing else is read or written: the next batch waits for this letter
      const forNobody = await app.countQueries(() => ask(unique('nobody@nowhere.example')).expect(204));
      expect(await app.countQueries(() => ask(emailId).expect(204))).toBe(forNobody);
      rest.open();
    });
  });

  describe('400', () => {
    it.each([
      [{}, { emailId: 'must be a text' }],
      [{ emailId: '' }, { emailId: 'must not be empty' }],
      [{ emailId: 'a'.repeat(255) }, { emailId: 'must have at most 254 characters' }],
      [{ emailId: 'a@b.example', org: 'acme' }, { org: 'is not a known field' }],
    ])('for %j', async (query, details) => {
      const { body } = await app.http.get('/v1/auth/user/org/forgot').query(query).expect(400);
      expect(body).toEqual(errorBody('InvalidInput', details));
    });
  });

  it.each([
    { 'Sec-Purpose': 'prefetch' },
    { Purpose: 'Prefetch' },
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
  ])(
    'WB-06 403 and no letter because a browser guessed ahead or another site pointed to it: %j',
    async (headers) => {
      const { emailId } = await given.tenant();
      await deliver(app);
      const { body } = await ask(emailId).set(headers).expect(403);
      expect(body).toEqual(errorBody('Forbidden'));
      expect(await outbox(app)).toEqual([]);
      await ask(emailId).set({ 'Sec-Fetch-Site': 'none' }).expect(204);
      expect(await outbox(app)).toHaveLength(1);
      await deliver(app);
    },
  );
});
