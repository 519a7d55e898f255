import { as } from '../support/caller.js';
import { Given, tokenOf } from '../support/given.js';
import { deliver, outbox } from '../support/outbox.js';
import { setByLink, statusOf } from '../support/password-links.js';
import { TestApp } from '../support/test-app.js';

describe('without a mail server', () => {
  let app: TestApp;
  let given: Given;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
  });
  afterAll(() => app.close());

  const told = () => app.logs.filter((line) => line.includes('There is no SMTP_URL'));

  it('nothing is queued, links are shown to administrators, and the log says so once', async () => {
    expect(told()).toEqual([]);
    const admin = await given.tenant();
    const user = await given.user(admin);
    await app.http.post('/v1/auth/user/password/reset').send({ emailId: user.emailId }).expect(204);
    await app.http.get('/v1/auth/user/org/forgot').query({ emailId: user.emailId }).expect(204);
    await as(app, admin).patch('/v1/users/password/reset').send({ emailId: user.emailId }).expect(204);
    expect(await outbox(app)).toEqual([]);
    await deliver(app);
    const { passwordResetLink } = await statusOf(app, admin, user.uid);
    await setByLink(app, 'reset', tokenOf(passwordResetLink)).expect(204);
    expect(told().map((line) => JSON.parse(line) as object)).toMatchObject([
      {
        level: 'info',
        context: 'MailQueue',
        msg: 'There is no SMTP_URL: nothing is mailed, and links are shown to administrators instead.',
      },
    ]);
  });
});
