import { auditTrail } from '../support/audit-trail.js';
import { as } from '../support/caller.js';
import { Given, unique } from '../support/given.js';
import type { Person } from '../support/given.js';
import { mailing, MailServer, Refusal } from '../support/mail-server.js';
import { deliver, outbox } from '../support/outbox.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { TestApp } from '../support/test-app.js';
import { DAY, HOUR, MINUTE } from '../support/test-clock.js';

describe('a letter that the mail server refuses', () => {
  let server: MailServer;
  let proxy: TcpProxy;
  let app: TestApp;
  let given: Given;
  let admin: Person;

  beforeAll(async () => {
    server = await MailServer.start();
    proxy = await TcpProxy.before(server.url);
    app = await TestApp.start({ env: mailing(proxy.url) });
    given = new Given(app);
  });
  beforeEach(async () => {
    server.relent();
    proxy.restore();
    admin = await given.tenant(); // the clock moves on, and tokens end
    await deliver(app);
    expect(await outbox(app)).toEqual([]);
  });
  afterAll(async () => {
    await app.close();
    await proxy.close();
    await server.close();
  });

  const create = (emailId: string) => as(app, admin).post('/v1/users').send({ spec: { emailId } });
  const address = () => `${unique('user')}@acme.example`;
  const giveUps = async (reader: Person) =>
    (await auditTrail(app, reader, {})).filter(({ spec }) => spec.actionMsg === 'mail.giveUp');

  it.each([
    ['recipient', 450],
    ['letter', 451],
    ['letter', 421],
    ['sender', 550],
    ['recipient', 530],
    ['recipient', 503],
  ] as const)('for now (%s, %i) is tried again', async (step, code) => {
    server.before(step, () => {
      throw new Refusal(code, '4.2.1 not now');
    });
    const emailId = address();
    await create(emailId).expect(201);
    await deliver(app);
    expect(await outbox(app)).toMatchObject([{ recipient: emailId, attempts: 1 }]);
    server.relent();
    app.clock.advance(MINUTE);
    await deliver(app);
    expect(server.lettersTo(emailId)).toHaveLength(1);
    expect(await outbox(app)).toEqual([]);
    expect(await giveUps(admin)).toEqual([]);
  });

  it.each([
    ['recipient', 'RCPT TO 550 5.1.1'],
    ['letter', 'DATA 550 5.1.1'],
  ] as const)('for good (%s) is given up, and the organisation is told', async (step, reason) => {
    server.before(step, () => {
      throw new Refusal(550, '5.1.1 no such user');
    });
    const emailId = address();
    const { body } = await create(emailId).expect(201);
    await deliver(app);
    expect(await outbox(app)).toEqual([]);
    expect(await giveUps(admin)).toMatchObject([
      {
        spec: {
          actionType: 'action',
          contentMsg: `A letter (activation) to "${emailId}" was given up: the mail server refused it (${reason}).`,
          actor: { actorType: 'system' },
          resource: { kind: 'user', uid: (body as { uid: string }).uid, name: emailId },
        },
      },
    ]);
    server.relent();
    app.clock.advance(DAY);
    await deliver(app);
    expect(server.lettersTo(emailId)).toEqual([]);
  });

  it('does not hold up the others', async () => {
    const refused = address();
    server.before('recipient', (recipient) => {
      if (recipient === refused) throw new Refusal(550, '5.1.1 no such user');
    });
    const others = Array.from({ length: 12 }, address);
    proxy.cut();
    for (const emailId of [refused, ...others]) await create(emailId).expect(201);
    await deliver(app);
    app.clock.advance(HOUR);
    proxy.restore();
    await deliver(app);
    expect(await outbox(app)).toEqual([]);
    expect(others.map((emailId) => server.lettersTo(emailId).length)).toEqual(others.map(() => 1));
  });
});
