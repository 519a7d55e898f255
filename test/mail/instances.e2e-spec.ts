import { as } from '../support/caller.js';
import { gate } from '../support/gate.js';
import { Given, unique } from '../support/given.js';
import type { Person } from '../support/given.js';
import { mailing, MailServer } from '../support/mail-server.js';
import { deliver, outbox } from '../support/outbox.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { TestApp } from '../support/test-app.js';
import { HOUR, MINUTE, SECOND, TestClock } from '../support/test-clock.js';
import { createTestDatabase, isServer } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';

const LETTERS = 23;

describe('instances that mail', () => {
  let server: MailServer;
  let proxy: TcpProxy;
  let database: TestDatabase;
  const clock = new TestClock();
  const apps: TestApp[] = [];
  let admin: Person;

  const start = async (url = proxy.url) => {
    const app = await TestApp.start({ env: mailing(url), database, clock });
    apps.push(app);
    return app;
  };
  const create = async (app: TestApp) => {
    const emailId = `${unique('user')}@acme.example`;
    await as(app, admin).post('/v1/users').send({ spec: { emailId } }).expect(201);
    return emailId;
  };

  beforeEach(async () => {
    server = await MailServer.start();
    proxy = await TcpProxy.before(server.url);
    database = await createTestDatabase();
    const app = await start();
    admin = await new Given(app).tenant();
    await deliver(app);
  });
  afterEach(async () => {
    await Promise.all(apps.splice(0).map((app) => app.close()));
    await database.drop();
    await proxy.close();
    await server.close();
  });

  it('send what another left when it stopped', async () => {
    const [first] = apps as [TestApp];
    proxy.cut();
    const emailId = await create(first);
    await deliver(first);
    await first.close();
    apps.splice(0);
    proxy.restore();
    clock.advance(MINUTE);
    const second = await start();
    await deliver(second);
    expect(server.lettersTo(emailId)).toHaveLength(1);
    expect(await outbox(second)).toEqual([]);
  });

  it('let a letter that is being sent be sent before they stop, and begin no other', async () => {
    const [first] = apps as [TestApp];
    const [met, rest] = [gate(), gate()];
    server.before('letter', () => {
      met.open();
      return rest.opened;
    });
    const sent = await create(first);
    await met.opened;
    const left = await create(first);
    let hasStopped = false;
    const stopping = first.app.close().then(() => (hasStopped = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(hasStopped).toBe(false);
    rest.open();
    await stopping;
    apps.splice(0);
    expect(server.lettersTo(sent)).toHaveLength(1);
    expect(server.lettersTo(left)).toEqual([]);
    const second = await start();
    expect((await outbox(second)).map(({ recipient }) => recipient)).toEqual([left]);
    await deliver(second);
    expect(server.lettersTo(left)).toHaveLength(1);
  });

  it('do not wait long for a server that hangs; its letter is for the next start', async () => {
    const [first] = apps as [TestApp];
    const met = gate();
    server.before('letter', () => {
      met.open();
      return new Promise(() => undefined);
    });
    const emailId = await create(first);
    await met.opened;
    const began = performance.now();
    await first.close();
    apps.splice(0);
    expect(performance.now() - began).toBeLessThan(7 * SECOND);
    expect(await outbox(await start())).toMatchObject([{ recipient: emailId, attempts: 1 }]);
  });

  it('keep a letter from each other for five minutes while one of them sends it', async () => {
    const [first] = apps as [TestApp];
    const [met, rest] = [gate(), gate()];
    server.before('letter', () => {
      met.open();
      return rest.opened;
    });
    const emailId = await create(first);
    await met.opened;
    expect(await outbox(first)).toMatchObject([
      { recipient: emailId, attempts: 1, dueAt: new Date(clock.now().getTime() + 5 * MINUTE) },
    ]);
    rest.open();
    await deliver(first);
  });

  if (isServer) {
    it('send each of many letters once between them', async () => {
      const [first] = apps as [TestApp];
      const others = [await start(), await start()];
      proxy.cut();
      const addresses: string[] = [];
      for (let at = 0; at < LETTERS; at++) addresses.push(await create(first));
      await deliver(first);
      proxy.restore();
      clock.advance(HOUR);
      await Promise.all([first, ...others].map(deliver));
      expect(addresses.map((emailId) => server.lettersTo(emailId).length)).toEqual(addresses.map(() => 1));
      expect(await outbox(first)).toEqual([]);
    });

    it('do not take a letter that another is sending, and do once its lease is over', async () => {
      const [first] = apps as [TestApp];
      const second = await start();
      const [met, rest] = [gate(), gate()];
      server.before('letter', () => {
        met.open();
        return rest.opened;
      });
      const emailId = await create(first);
      await met.opened;
      server.relent();
      clock.advance(5 * MINUTE - 1);
      await deliver(second);
      expect(server.lettersTo(emailId)).toEqual([]);
      clock.advance(1);
      await deliver(second); // at least once: nobody can know what became of the first
      expect(server.lettersTo(emailId)).toHaveLength(1);
      rest.open();
      await deliver(first);
      expect(await outbox(second)).toEqual([]);
    });

    it('put nothing back that another took over meanwhile', async () => {
      const [first] = apps as [TestApp];
      const second = await start();
      const [met, rest] = [gate(), gate()];
      server.before('letter', async () => {
        met.open();
        await rest.opened;
        throw new Error('refused in the end');
      });
      const emailId = await create(first);
      await met.opened;
      clock.advance(5 * MINUTE);
      const [met2, rest2] = [gate(), gate()];
      server.before('letter', () => {
        met2.open();
        return rest2.opened;
      });
      const sending = deliver(second);
      await met2.opened;
      rest.open();
      await deliver(first);
      expect(await outbox(first)).toMatchObject([{ recipient: emailId, attempts: 2 }]);
      rest2.open();
      await sending;
      expect(server.lettersTo(emailId)).toHaveLength(1);
      expect(await outbox(first)).toEqual([]);
    });
  }
});
