import { auditTrail } from '../support/audit-trail.js';
import { as } from '../support/caller.js';
import { databaseDump } from '../support/database-dump.js';
import { Given, tokenOf, unique } from '../support/given.js';
import type { Person } from '../support/given.js';
import { linksIn } from '../support/letter.js';
import { mailing, MailServer, Refusal } from '../support/mail-server.js';
import { deliver, outbox } from '../support/outbox.js';
import { TestApp } from '../support/test-app.js';
import { MINUTE } from '../support/test-clock.js';

/** What opens an account is in a letter and nowhere else. */
describe('the link in a letter', () => {
  let server: MailServer;
  let app: TestApp;
  let given: Given;
  let admin: Person;

  beforeAll(async () => {
    server = await MailServer.start();
    app = await TestApp.start({ env: { ...mailing(server.url), LATCHKEY_LOG_LEVEL: 'trace' } });
    given = new Given(app);
    admin = await given.tenant();
    await deliver(app);
  });
  afterAll(async () => {
    await app.close();
    await server.close();
  });

  const create = async () => {
    const emailId = `${unique('user')}@acme.example`;
    await as(app, admin).post('/v1/users').send({ spec: { emailId } }).expect(201);
    return emailId;
  };

  it('is not in the database, neither before it is sent nor after, and not in the log', async () => {
    const dumps: string[] = [];
    server.before('letter', async () => void dumps.push(await databaseDump(app)));
    const emailId = await create();
    const [link = 'none'] = linksIn((await server.letterTo(emailId)).text);
    await deliver(app);
    dumps.push(await databaseDump(app));
    const token = tokenOf(link);
    const [, , mac = 'none'] = token.split('.');
    expect(mac.length).toBeGreaterThan(40);
    expect(dumps[0]).toContain(emailId); // the letter was there when this was looked at
    expect(dumps[0]).toContain('activation');
    for (const text of [...dumps, app.logs.join('')])
      for (const secret of [link, token, mac, '#token=']) expect(text).not.toContain(secret);
  });

  it.each([
    [451, 'tried again', 1],
    [550, 'given up', 0],
  ])('is not in the log or the audit trail when a server quotes it (%i, %s)', async (code, _, left) => {
    let quoted = 'none';
    server.before('letter', (raw) => {
      quoted = /#token=3?D?([\w.=\r\n-]+)/.exec(raw)?.[1]?.replace(/=\r\n/g, '') ?? 'none';
      throw new Refusal(code, `5.7.1 this letter links to https://keys.example/activate#token=${quoted}`);
    });
    await create();
    await deliver(app);
    expect(await outbox(app)).toHaveLength(left);
    expect(quoted.length).toBeGreaterThan(60);
    const entries = JSON.stringify(await auditTrail(app, admin, {}));
    for (const text of [entries, app.logs.join(''), await databaseDump(app)]) {
      expect(text).not.toContain(quoted.slice(0, 60));
      expect(text).not.toContain('#token=');
    }
    expect(app.logs.join('')).toContain(`DATA ${code} 5.7.1`);
    server.relent();
    app.clock.advance(MINUTE);
    await deliver(app);
  });
});

describe('the password of the mail server', () => {
  it('is not in the log, nor in what an audit entry says, when the server cannot be reached', async () => {
    const server = await MailServer.start();
    const url = server.url.replace('smtp://', 'smtp://canary-user:canary-password@');
    await server.close();
    const app = await TestApp.start({ env: { ...mailing(url), LATCHKEY_LOG_LEVEL: 'trace' } });
    try {
      await new Given(app).tenant();
      await deliver(app);
      expect(app.logs.join('')).toContain('"reason":"ECONNREFUSED"');
      expect(app.logs.join('')).not.toContain('canary');
      expect(await databaseDump(app)).not.toContain('canary');
    } finally {
      await app.close();
    }
  });
});
