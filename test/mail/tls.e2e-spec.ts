import { Given, unique } from '../support/given.js';
import { as } from '../support/caller.js';
import { certificateFor } from '../support/certificates.js';
import { mailing, MailServer } from '../support/mail-server.js';
import { deliver, outbox } from '../support/outbox.js';
import { TestApp } from '../support/test-app.js';

/** What a letter needs before it leaves the machine; test/process/mail.e2e-spec.ts shows the other half: that it does leave. */
describe('a mail server that must be trusted', () => {
  let app: TestApp | undefined;
  let server: MailServer | undefined;

  afterEach(async () => {
    await app?.close();
    await server?.close();
  });

  /** Makes somebody whose letter does not arrive. @returns what the log says of it. */
  async function reasonNotSent(url: string): Promise<string | undefined> {
    app = await TestApp.start({ env: mailing(url) });
    const emailId = `${unique('user')}@acme.example`;
    await as(app, await new Given(app).platformAdmin())
      .post('/v1/users')
      .send({ spec: { emailId } })
      .expect(201);
    await deliver(app);
    expect(await outbox(app)).toMatchObject([{ recipient: emailId, attempts: 1 }]);
    expect(server?.letters).toEqual([]);
    expect(server?.senders).toEqual([]);
    return /"reason":"([^"]*)"/.exec(app.logs.join(''))?.[1];
  }

  it('gets nothing when it offers no STARTTLS and TLS is required', async () => {
    server = await MailServer.start();
    expect(await reasonNotSent(`${server.url}?requireTLS=true`)).toMatch(/^STARTTLS 50\d/);
  });

  it.each([
    ['STARTTLS', { secure: false }, '?requireTLS=true'],
    ['TLS from the first byte', { secure: true }, ''],
  ])('gets nothing by %s when nobody vouches for its certificate', async (_, options, more) => {
    server = await MailServer.start({ ...options, tls: (await certificateFor('127.0.0.1')).server });
    expect(await reasonNotSent(`${server.url}${more}`)).toMatch(
      /^(UNABLE_TO|SELF_SIGNED|DEPTH_ZERO)[A-Z_]+$/,
    );
  });

  it('gets letters as they are on this very machine, where nobody can listen', async () => {
    server = await MailServer.start({ tls: (await certificateFor('127.0.0.1')).server });
    app = await TestApp.start({ env: mailing(server.url) });
    const emailId = `${unique('user')}@acme.example`;
    await as(app, await new Given(app).platformAdmin())
      .post('/v1/users')
      .send({ spec: { emailId } })
      .expect(201);
    expect(await server.letterTo(emailId)).toMatchObject({ isEncrypted: false });
  });
});
