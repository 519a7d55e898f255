import { SchedulerRegistry } from '@nestjs/schedule';
import { DataSource } from 'typeorm';
import { ReminderJob } from '../../src/api-keys/reminder.job.js';
import { auditTrail } from '../support/audit-trail.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { linksIn } from '../support/letter.js';
import { mailing, MailServer } from '../support/mail-server.js';
import { deliver, outbox } from '../support/outbox.js';
import { plansOn } from '../support/query-plan.js';
import { TestApp } from '../support/test-app.js';
import { DAY, MINUTE, SECOND } from '../support/test-clock.js';

describe('keys that are about to expire', () => {
  let server: MailServer;
  let app: TestApp;
  let given: Given;
  let admin: Person;
  let user: Person;
  let key: IssuedKey;

  beforeAll(async () => {
    server = await MailServer.start();
    app = await TestApp.start({ env: mailing(server.url) });
    given = new Given(app);
  });
  beforeEach(async () => {
    server.relent();
    await app.get(DataSource).createQueryBuilder().delete().from('ApiKey').execute(); // those of the tests before
    await deliver(app);
    app.clock.advance(MINUTE);
    await deliver(app);
    admin = await given.tenant();
    user = await given.user(admin);
    key = await given.apiKey(user, { expiresInDays: 30 }, 'nightly <backup>');
    await deliver(app);
  });
  afterAll(async () => {
    await app.close();
    await server.close();
  });

  const remind = (on = app) => on.get(ReminderJob).remind(app.clock.now());
  /** Somebody as they are after a new login: days have passed. */
  const again = async (who: Person) => ({
    ...who,
    token: await given.token(who.emailId, who.password, who.orgName),
  });
  const letters = (who = user) =>
    server.lettersTo(who.emailId).filter(({ subject }) => subject.startsWith('Your API key'));
  const told = async () =>
    (await auditTrail(app, await again(admin), { resourceKind: 'apiKey', actionType: 'action' })).filter(
      ({ spec }) => spec.actionMsg === 'apiKey.remind',
    );
  const status = async (uid: string) => {
    const { body } = await as(app, await again(user))
      .get(`/v1/apiKeys/${uid}`)
      .expect(200);
    return (body as { status: { isExpiring: boolean } }).status;
  };

  it('AK-15 are flagged from seven days before until they expire, read alone and in lists', async () => {
    app.clock.advance(23 * DAY - 1);
    expect(await status(key.uid)).toMatchObject({ state: 'active', isExpiring: false });
    app.clock.advance(1);
    expect(await status(key.uid)).toMatchObject({ state: 'active', isExpiring: true });
    const other = await given.apiKey(await again(user), { expiresInDays: 30 });
    const expiresBefore = new Date(app.clock.now().getTime() + 7 * DAY + 1).toISOString();
    const { body } = await as(app, await again(user))
      .get('/v1/apiKeys')
      .query({ status: 'active', expiresBefore })
      .expect(200);
    expect(body.items).toMatchObject([{ metadata: { uid: key.uid }, status: { isExpiring: true } }]);
    expect(await status(other.uid)).toMatchObject({ isExpiring: false });
    app.clock.advance(7 * DAY);
    expect(await status(key.uid)).toMatchObject({ state: 'expired', isExpiring: false });
  });

  it('AK-15 are told of once, seven days before and not sooner, to their owner and in the audit trail', async () => {
    app.clock.advance(23 * DAY - SECOND);
    expect(await remind()).toBe(0);
    app.clock.advance(SECOND);
    expect(await remind()).toBe(1);
    app.clock.advance(DAY);
    expect(await remind()).toBe(0);
    await deliver(app);
    const [letter, ...more] = letters();
    expect(more).toEqual([]);
    expect(letter?.subject).toBe('Your API key "nightly <backup>" is about to expire');
    expect(letter?.html).toContain('nightly &lt;backup&gt;');
    const [entry, ...others] = await told();
    expect(others).toEqual([]);
    expect(entry?.spec.resource).toEqual({ kind: 'apiKey', uid: key.uid, name: 'nightly <backup>' });
    expect(entry?.spec.actor.actorType).toBe('system');
    for (const text of [letter?.text ?? '', letter?.html ?? '']) {
      expect(text).toMatch(/expires at 20\d\d-\d\d-\d\d \d\d:\d\d UTC/);
      expect(text).toContain(user.orgName);
      expect(text).not.toContain(key.value);
      expect(linksIn(text)).toEqual(['https://keys.example']);
    }
  });

  it('AK-15 are told of again after they were given another expiry', async () => {
    app.clock.advance(24 * DAY);
    expect(await remind()).toBe(1);
    await as(app, await again(user))
      .put(`/v1/apiKeys/${key.uid}`)
      .send({ spec: { expiresInDays: 30 } })
      .expect(204);
    expect(await remind()).toBe(0);
    app.clock.advance(23 * DAY);
    expect(await remind()).toBe(1);
    expect(await told()).toHaveLength(2);
  });

  it('AK-15 that live no longer than seven days at all are flagged, and nobody is told', async () => {
    const short = await given.apiKey(user, { expiresInDays: 7 });
    expect(await status(short.uid)).toMatchObject({ isExpiring: true });
    expect(await remind()).toBe(0);
    expect(await told()).toEqual([]);
  });

  it('AK-15 that are revoked are told of when they are re-activated, and expired ones never', async () => {
    const state = async (isActive: boolean) =>
      as(app, await again(user))
        .patch(`/v1/apiKeys/${key.uid}`)
        .send({ isActive })
        .expect(204);
    await state(false);
    app.clock.advance(24 * DAY);
    expect(await remind()).toBe(0);
    expect(await status(key.uid)).toMatchObject({ state: 'inactive', isExpiring: false });
    await state(true);
    expect(await remind()).toBe(1);
    const late = await given.apiKey(await again(user), { expiresInDays: 30 });
    app.clock.advance(30 * DAY);
    expect(await remind()).toBe(0);
    expect((await told()).map(({ spec }) => spec.resource.uid)).not.toContain(late.uid);
  });

  it.each<[string, () => Promise<unknown>]>([
    [
      'was given more time',
      async () =>
        as(app, await again(user))
          .put(`/v1/apiKeys/${key.uid}`)
          .send({ spec: { expiresInDays: 90 } })
          .expect(204),
    ],
    [
      'was revoked',
      async () =>
        as(app, await again(user))
          .patch(`/v1/apiKeys/${key.uid}`)
          .send({ isActive: false })
          .expect(204),
    ],
    [
      'was deleted',
      async () =>
        as(app, await again(user))
          .delete(`/v1/apiKeys/${key.uid}`)
          .expect(204),
    ],
    [
      'has lost its owner, who was disabled',
      async () =>
        as(app, await again(admin))
          .put(`/v1/users/${user.uid}/state`)
          .send({ isActive: false })
          .expect(204),
    ],
  ])('AK-15 no letter is sent any more of a key that %s', async (_, happens) => {
    app.clock.advance(24 * DAY);
    server.before('sender', () => {
      throw new Error('not now');
    });
    expect(await remind()).toBe(1);
    await deliver(app);
    expect((await outbox(app)).map(({ recipient }) => recipient)).toEqual([user.emailId]);
    await happens();
    server.relent();
    app.clock.advance(MINUTE);
    await deliver(app);
    expect(letters()).toEqual([]);
    expect(await outbox(app)).toEqual([]);
  });

  it('AK-15 cost one statement over an index while there is nothing to tell, and run by themselves', async () => {
    const plans = await plansOn('api_keys', app, () => remind());
    expect(plans).toMatchObject([{ indices: ['ix_api_keys_reminder'], isSorted: false }]);
    expect(app.get(SchedulerRegistry).doesExist('interval', 'remind-of-api-keys')).toBe(true);
  });
});
