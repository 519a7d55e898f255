import { Transactions } from '#persistence';
import { MailQueue } from '../../src/mail/mail-queue.service.js';
import { auditTrail } from '../support/audit-trail.js';
import { as } from '../support/caller.js';
import { gate } from '../support/gate.js';
import { Given, unique } from '../support/given.js';
import type { Person } from '../support/given.js';
import { mailing, MailServer, Refusal } from '../support/mail-server.js';
import { deliver, outbox } from '../support/outbox.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { TestApp } from '../support/test-app.js';
import { DAY, HOUR, MINUTE, SECOND } from '../support/test-clock.js';

describe('a letter', () => {
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

  it('is on its way as soon as its change is committed, without a turn of the job', async () => {
    const emailId = address();
    await create(emailId).expect(201);
    await server.letterTo(emailId);
    await deliver(app);
    expect(server.lettersTo(emailId)).toHaveLength(1);
    expect(await outbox(app)).toEqual([]);
  });

  it('goes to an address with letters of any alphabet', async () => {
    const emailId = `użytkownik-${unique('user')}@acme.example`;
    await create(emailId).expect(201);
    expect((await server.letterTo(emailId)).text).toContain(emailId);
  });

  it('of a change that is undone is never sent', async () => {
    const emailId = address();
    const isQueued = app.get(Transactions).run(async (tx) => {
      await app.get(MailQueue).enqueue(tx, {
        kind: 'activation',
        tenantUid: admin.tenantUid,
        userUid: admin.uid,
        recipient: emailId,
      });
      throw new Error('undone');
    });
    await expect(isQueued).rejects.toThrow('undone');
    await create(admin.emailId).expect(409);
    const before = server.letters.length;
    await deliver(app);
    expect(server.letters).toHaveLength(before);
    expect(await outbox(app)).toEqual([]);
  });

  it('that cannot be sent delays no request, waits, and is sent when the server is back', async () => {
    proxy.cut();
    const emailId = address();
    await create(emailId).expect(201);
    await deliver(app);
    expect(await outbox(app)).toMatchObject([
      { recipient: emailId, attempts: 1, dueAt: new Date(app.clock.now().getTime() + MINUTE) },
    ]);
    proxy.restore();
    app.clock.advance(MINUTE - 1);
    await deliver(app);
    expect(server.lettersTo(emailId)).toEqual([]);
    app.clock.advance(1);
    await deliver(app);
    expect(server.lettersTo(emailId)).toHaveLength(1);
    expect(await outbox(app)).toEqual([]);
  });

  it('does not hold up the answer while its server says nothing, nor those that are queued meanwhile', async () => {
    const [met, speaking] = [gate(), gate()];
    server.before('greeting', () => {
      met.open();
      return speaking.opened;
    });
    const [first, second] = [address(), address()];
    await create(first).expect(201);
    await met.opened;
    await create(second).expect(201);
    expect(await outbox(app)).toHaveLength(2);
    speaking.open();
    await server.letterTo(first);
    await server.letterTo(second);
    await deliver(app);
    expect(await outbox(app)).toEqual([]);
  });

  it('waits when its server takes the connection and never speaks: nobody waits longer than ten seconds', async () => {
    server.before('greeting', () => new Promise(() => undefined));
    const emailId = address();
    const began = performance.now();
    await create(emailId).expect(201);
    expect(performance.now() - began).toBeLessThan(5 * SECOND);
    await deliver(app);
    expect(performance.now() - began).toBeLessThan(15 * SECOND);
    expect(await outbox(app)).toMatchObject([{ recipient: emailId, attempts: 1 }]);
    server.relent();
    app.clock.advance(MINUTE);
    await deliver(app);
    expect(server.lettersTo(emailId)).toHaveLength(1);
  });

  it('waits twice as long after each attempt, an hour at most', async () => {
    proxy.cut();
    const emailId = address();
    await create(emailId).expect(201);
    await deliver(app);
    const pauses: number[] = [];
    for (let attempt = 1; attempt <= 8; attempt++) {
      const [{ dueAt } = { dueAt: app.clock.now() }] = await outbox(app);
      pauses.push((dueAt.getTime() - app.clock.now().getTime()) / MINUTE);
      app.clock.set(dueAt);
      await deliver(app);
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
    expect(await outbox(app)).toMatchObject([{ attempts: 9 }]);
    proxy.restore();
    app.clock.advance(HOUR);
    await deliver(app);
    expect(server.lettersTo(emailId)).toHaveLength(1);
  });

  it('that nobody took for a week is given up, and not before', async () => {
    proxy.cut();
    const emailId = address();
    await create(emailId).expect(201);
    await deliver(app);
    app.clock.advance(7 * DAY - 1);
    await deliver(app);
    expect(await outbox(app)).toHaveLength(1);
    app.clock.advance(HOUR);
    await deliver(app);
    expect(await outbox(app)).toEqual([]);
    const platform = await given.platformAdmin();
    const entries = await auditTrail(app, platform, { tenantUid: admin.tenantUid });
    expect(entries.filter(({ spec }) => spec.actionMsg === 'mail.giveUp')).toMatchObject([
      {
        spec: {
          contentMsg: `A letter (activation) to "${emailId}" was given up: nobody took it for a week (ECONNRESET).`,
        },
      },
    ]);
  });

  it('has the same Message-ID at each attempt: a server whose answer was lost can tell', async () => {
    const ids: (string | undefined)[] = [];
    server.before('letter', (raw) => {
      ids.push(/^Message-ID: (.*)$/im.exec(raw)?.[1]);
      if (ids.length === 1) throw new Refusal(451, '4.3.0 not now');
    });
    await create(address()).expect(201);
    await deliver(app);
    app.clock.advance(MINUTE);
    await deliver(app);
    expect(ids).toEqual([ids[0], ids[0]]);
    expect(ids[0]).toMatch(/^<[0-9a-f-]{36}@keys\.example>\r?$/);
  });

  it('that nobody here can write waits for somebody who can', async () => {
    const recipient = address();
    await app
      .get(Transactions)
      .run((tx) =>
        app
          .get(MailQueue)
          .enqueue(tx, { kind: 'future' as 'activation', tenantUid: null, userUid: null, recipient }),
      );
    const emailId = address();
    await create(emailId).expect(201);
    await deliver(app);
    expect(server.lettersTo(emailId)).toHaveLength(1);
    expect(await outbox(app)).toMatchObject([{ recipient, attempts: 1 }]);
    app.clock.advance(7 * DAY);
    await deliver(app);
    expect(await outbox(app)).toEqual([]);
  });
});
