import { makeApiKey } from '#secrets';
import { errorBody, visible } from '../support/answers.js';
import { auditTrail } from '../support/audit-trail.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { linksIn } from '../support/letter.js';
import { mailing, MailServer } from '../support/mail-server.js';
import { NO_LIMITS } from '../support/no-limits.js';
import { deliver, outbox } from '../support/outbox.js';
import { TestApp } from '../support/test-app.js';
import { DAY, MINUTE } from '../support/test-clock.js';

describe('POST /v1/apiKeys/leaked', () => {
  let server: MailServer;
  let app: TestApp;
  let given: Given;
  let admin: Person;
  let user: Person;
  let key: IssuedKey;

  beforeAll(async () => {
    server = await MailServer.start();
    app = await TestApp.start({ env: { ...NO_LIMITS, ...mailing(server.url) } });
    given = new Given(app);
  });
  beforeEach(async () => {
    admin = await given.tenant();
    user = await given.user(admin);
    key = await given.apiKey(user, {}, 'nightly <backup>');
    await deliver(app);
  });
  afterAll(async () => {
    await app.close();
    await server.close();
  });

  const report = (apiKey: unknown) => app.http.post('/v1/apiKeys/leaked').send({ apiKey });
  const use = (value: string) => app.http.get('/v1/users/info').set('ApiKey', value);
  const verify = (value: string) => app.http.get('/v1/auth/verify').set('ApiKey', value);
  const trail = async (uid = key.uid) =>
    (await auditTrail(app, admin, { resourceUid: uid })).filter(
      ({ spec }) => spec.actionMsg === 'apiKey.leak',
    );
  const state = async () => {
    const { body } = await as(app, user).get(`/v1/apiKeys/${key.uid}`).expect(200);
    return (body as { status: { state: string } }).status.state;
  };
  const letters = () =>
    server.lettersTo(user.emailId).filter(({ subject }) => subject.startsWith('Your API key'));

  it('AK-17 revokes the key from the next request on, at every door, and says so in the audit trail', async () => {
    await use(key.value).expect(200);
    await verify(key.value).expect(200);
    await report(key.value).expect(204);
    await use(key.value).expect(401);
    await verify(key.value).expect(401);
    expect(await state()).toBe('inactive');
    const [entry, ...more] = await trail();
    expect(more).toEqual([]);
    expect(entry?.spec).toMatchObject({
      actionType: 'update',
      resource: { kind: 'apiKey', uid: key.uid, name: 'nightly <backup>' },
    });
    expect(entry?.spec.actor.ip).not.toBe('');
    expect(JSON.stringify(entry)).not.toContain(key.value);
  });

  it('AK-17 tells the owner by a letter that has no key and no way in', async () => {
    await report(key.value).expect(204);
    await deliver(app);
    const [letter, ...more] = letters();
    expect(more).toEqual([]);
    expect(letter?.subject).toBe('Your API key "nightly <backup>" has leaked and was revoked');
    for (const text of [letter?.text ?? '', letter?.html ?? '']) {
      expect(text).not.toContain(key.value);
      expect(text).toContain(user.orgName);
      expect(linksIn(text)).toEqual(['https://keys.example']);
    }
  });

  it('AK-17 takes it with white space around, as it was found', async () => {
    await report(`\n  ${key.value}\t\n`).expect(204);
    expect(await state()).toBe('inactive');
  });

  it('AK-17 takes a value that the key had before while that counts, and no longer', async () => {
    const rotate = () =>
      as(app, user).post(`/v1/apiKeys/${key.uid}/rotate`).send({ gracePeriodMinutes: 10 }).expect(201);
    await rotate();
    await report(key.value).expect(204);
    expect(await state()).toBe('inactive');
    key = await given.apiKey(user);
    await rotate();
    app.clock.advance(10 * MINUTE);
    await report(key.value).expect(204);
    expect(await state()).toBe('active');
    expect(await trail()).toEqual([]);
  });

  it('AK-08 for good: nobody re-activates it, by any way, with more time or less', async () => {
    await report(key.value).expect(204);
    const path = `/v1/apiKeys/${key.uid}`;
    for (const who of [user, admin]) {
      await as(app, who)
        .put(path)
        .send({ spec: { expiresInDays: 90 } })
        .expect(204);
      for (const trying of [as(app, who).patch(path), as(app, who).put(`${path}/state`)]) {
        const { body } = await trying.send({ isActive: true }).expect(409);
        expect(body).toEqual(errorBody('ApiKeyLeaked'));
      }
    }
    await use(key.value).expect(401);
    const { body } = await as(app, user).get(path).expect(200);
    expect(body).toMatchObject({ status: { state: 'inactive', isLeaked: true } });
    await as(app, user).delete(path).expect(204);
  });

  it('AK-08 also when it was revoked before it was reported, which its owner is told', async () => {
    const path = `/v1/apiKeys/${key.uid}`;
    await as(app, user).patch(path).send({ isActive: false }).expect(204);
    await report(key.value).expect(204);
    await as(app, user).patch(path).send({ isActive: true }).expect(409);
    expect(await trail()).toHaveLength(1);
    await deliver(app);
    expect(letters()).toHaveLength(1);
  });

  it('AK-17 answers the same for keys that there are not, and for what is none, which costs no query', async () => {
    const known = visible(await report(key.value).expect(204));
    expect(visible(await report(makeApiKey().value))).toEqual(known);
    await deliver(app); // what is sent meanwhile is no part of it
    for (const garbage of ['', 'lk_', 'é🔑', user.token.slice(0, 1024), key.value.slice(0, -1)])
      expect(await app.countQueries(async () => expect(visible(await report(garbage))).toEqual(known))).toBe(
        0,
      );
  });

  it('AK-17 does nothing again, and nothing to a key that counts no longer', async () => {
    await report(key.value).expect(204);
    await report(key.value).expect(204);
    expect(await trail()).toHaveLength(1);
    await deliver(app);
    expect(letters()).toHaveLength(1);
    const expired = await given.apiKey(user, { expiresInDays: 7 });
    app.clock.advance(7 * DAY);
    await report(expired.value).expect(204);
    admin = { ...admin, token: await given.token(admin.emailId, admin.password, admin.orgName) };
    expect(await trail(expired.uid)).toEqual([]);
  });

  it('AK-17 revokes once when many report at once', async () => {
    await Promise.all(Array.from({ length: 10 }, () => report(key.value).expect(204)));
    expect(await trail()).toHaveLength(1);
  });

  it('AK-17 ignores a credential, and does nothing to it', async () => {
    await report(key.value)
      .set('ApiKey', (await given.apiKey(admin)).value)
      .expect(204);
    await as(app, admin).get('/v1/users/info').expect(200);
    expect(await state()).toBe('inactive');
  });

  it.each([undefined, null, 7, true, ['lk_'], { $ne: '' }, 'x'.repeat(1025)])(
    'AK-17 400 for %j',
    async (value) => {
      const { body } = await report(value).expect(400);
      expect(body).toEqual(errorBody('InvalidInput', { apiKey: expect.any(String) as string }));
      expect(await state()).toBe('active');
    },
  );
});

describe('POST /v1/apiKeys/leaked, within limits and without mail', () => {
  it('AK-17 one address is told to wait after so many, whether or not they are keys', async () => {
    const app = await TestApp.start({ env: { LATCHKEY_INVALID_PER_MINUTE: '3' } });
    const given = new Given(app);
    const admin = await given.tenant();
    const keys = [await given.apiKey(admin), await given.apiKey(admin)];
    const report = (apiKey: string) => app.http.post('/v1/apiKeys/leaked').send({ apiKey });
    await report('nothing').expect(204);
    await report(keys[0]?.value ?? '').expect(204);
    await report(makeApiKey().value).expect(204);
    const { body, headers } = await report(keys[1]?.value ?? '').expect(429);
    expect(body).toEqual(errorBody('TooManyRequests'));
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    await app.http
      .get('/v1/users/info')
      .set('ApiKey', keys[1]?.value ?? '')
      .expect(200);
    expect(await outbox(app)).toEqual([]);
    await app.close();
  });
});
