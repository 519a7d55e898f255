import { as } from '../support/caller.js';
import { Given, tokenOf } from '../support/given.js';
import type { Person } from '../support/given.js';
import { linksIn } from '../support/letter.js';
import { mailing, MailServer } from '../support/mail-server.js';
import { deliver, outbox } from '../support/outbox.js';
import { NEW_PASSWORD, setByLink } from '../support/password-links.js';
import { TestApp } from '../support/test-app.js';

describe('the letter that a password was changed (LG-13)', () => {
  let server: MailServer;
  let app: TestApp;
  let given: Given;
  let admin: Person;
  let user: Person;

  beforeAll(async () => {
    server = await MailServer.start();
    app = await TestApp.start({ env: mailing(server.url) });
    given = new Given(app);
  });
  beforeEach(async () => {
    admin = await given.tenant();
    user = await given.user(admin);
  });
  afterAll(async () => {
    await app.close();
    await server.close();
  });

  const passwords = () => ({ currentPassword: user.password, newPassword: NEW_PASSWORD });
  const change = (body: object = passwords()) =>
    as(app, user).patch(`/v1/users/${user.uid}/password/change`).send(body);
  const changeByEmail = (body: object = passwords()) =>
    app.http.patch('/v1/users/password/change').send({ emailId: user.emailId, org: user.orgName, ...body });
  const changeByLink = async () => {
    await as(app, admin).patch(`/v1/users/${user.uid}/password/reset`).expect(204);
    const { body } = await as(app, admin).get(`/v1/users/${user.uid}`).expect(200);
    return setByLink(app, 'reset', tokenOf(body.status.passwordResetLink));
  };

  /** Letters of this kind to the user. */
  async function letters() {
    await deliver(app);
    const all = server.lettersTo(user.emailId);
    return all.filter(({ subject }) => subject === `Your password for ${admin.orgName} was changed`);
  }

  it.each<[string, () => PromiseLike<unknown>]>([
    ['by themself', () => change().expect(204)],
    ['without a session, as when it had expired', () => changeByEmail().expect(204)],
    ['by a reset link', async () => (await changeByLink()).status === 204],
  ])('goes to whose password it was, when it was changed %s', async (_, make) => {
    const at = app.clock.now().toISOString().slice(0, 16).replace('T', ' ');
    await make();
    const [letter, ...more] = await letters();
    expect(more).toEqual([]);
    expect(letter?.text).toContain(
      `The password of ${user.emailId} in the organisation "${admin.orgName}" at https://keys.example was changed at ${at} UTC.`,
    );
    // nothing in it may be of use to somebody else
    expect(new Set(linksIn(JSON.stringify(letter)))).toEqual(new Set(['https://keys.example']));
    expect(JSON.stringify(letter)).not.toContain(NEW_PASSWORD);
    expect(await outbox(app)).toEqual([]);
  });

  it.each<[string, () => PromiseLike<unknown>]>([
    ['for the first password, which an activation link sets', async () => undefined],
    ['when the current one was wrong', () => change({ ...passwords(), currentPassword: 'no' }).expect(400)],
    [
      'when the current one was wrong, without a session',
      () => changeByEmail({ ...passwords(), currentPassword: 'no' }).expect(401),
    ],
    ['when the new one is no good', () => change({ ...passwords(), newPassword: 'short' }).expect(400)],
  ])('is not sent %s', async (_, make) => {
    await make();
    expect(await letters()).toEqual([]);
  });

  it('is not sent to somebody who was disabled meanwhile', async () => {
    await deliver(app);
    server.before('sender', () => {
      throw new Error('not now');
    });
    await change().expect(204);
    await deliver(app);
    await as(app, admin).put(`/v1/users/${user.uid}/state`).send({ isActive: false }).expect(204);
    server.relent();
    app.clock.advance(120_000);
    expect(await letters()).toEqual([]);
    expect(await outbox(app)).toEqual([]);
  });
});
