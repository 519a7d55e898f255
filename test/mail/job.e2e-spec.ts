import { SchedulerRegistry } from '@nestjs/schedule';
import { as } from '../support/caller.js';
import { Given, unique } from '../support/given.js';
import { mailing, MailServer } from '../support/mail-server.js';
import { deliver } from '../support/outbox.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { TestApp } from '../support/test-app.js';
import { MINUTE } from '../support/test-clock.js';

describe('the job that sends mail', () => {
  it('finds what became due, every so many seconds, without anybody asking', async () => {
    const server = await MailServer.start();
    const proxy = await TcpProxy.before(server.url);
    const app = await TestApp.start({ env: { ...mailing(proxy.url), LATCHKEY_MAIL_JOB_SECONDS: '1' } });
    try {
      const emailId = `${unique('user')}@acme.example`;
      proxy.cut();
      await as(app, await new Given(app).platformAdmin())
        .post('/v1/users')
        .send({ spec: { emailId } })
        .expect(201);
      await deliver(app);
      proxy.restore();
      app.clock.advance(MINUTE);
      await server.letterTo(emailId);
      expect(server.lettersTo(emailId)).toHaveLength(1);
    } finally {
      await app.close();
      await proxy.close();
      await server.close();
    }
  });

  it('is not there without a mail server', async () => {
    const app = await TestApp.start();
    try {
      expect(app.get(SchedulerRegistry).getIntervals()).toContain('expire-api-keys');
      expect(app.get(SchedulerRegistry).getIntervals()).not.toContain('send-mails');
    } finally {
      await app.close();
    }
  });
});
