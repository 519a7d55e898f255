import { AuditService } from '../../src/audit/audit.service.js';
import { errorBody, visible } from '../support/answers.js';
import { auditTrail } from '../support/audit-trail.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { NO_LIMITS } from '../support/no-limits.js';
import { refreshed } from '../support/refreshing.js';
import { cookieOf, resume } from '../support/session-cookie.js';
import { TestApp } from '../support/test-app.js';
import { DAY, MINUTE } from '../support/test-clock.js';

const ABSENT = '01990f6e-7c2a-7b1e-9d53-0c1f2a3b4c5d';
const FRESH = 5 * MINUTE;

describe('POST /v1/apiKeys/{uid}/reveal', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;
  let user: Person;
  let key: IssuedKey;

  beforeAll(async () => {
    app = await TestApp.start({ env: NO_LIMITS });
    given = new Given(app);
  });
  beforeEach(async () => {
    admin = await given.tenant();
    await given.recoverableKeys(admin);
    user = await given.user(admin);
    key = await given.apiKey(user);
  });
  afterEach(() => vi.restoreAllMocks());
  afterAll(() => app.close());

  const reveal = (who: Person | IssuedKey = user, uid = key.uid) =>
    as(app, who).post(`/v1/apiKeys/${uid}/reveal`);
  const read = async () => (await as(app, user).get(`/v1/apiKeys/${key.uid}`).expect(200)).body as object;
  const loggedIn = async (who: Person) => ({
    ...who,
    token: await given.token(who.emailId, who.password, who.orgName),
  });
  const trail = async (action: string) =>
    (await auditTrail(app, await loggedIn(admin), { resourceUid: key.uid })).filter(
      ({ spec }) => spec.actionMsg === action,
    );
  const refused = async (code: string, status: number, who?: Person) => {
    const { body } = await reveal(who).expect(status);
    expect(body).toEqual(errorBody(code));
  };

  describe('200', () => {
    it('AK-02 shows the value as often as it is asked for, to be kept by nobody, and changes nothing', async () => {
      const before = await read();
      for (let time = 0; time < 2; time++) {
        const { body, headers } = await reveal().expect(200, { apiKey: key.value });
        expect(Object.keys(body as object)).toEqual(['apiKey']);
        expect(headers['cache-control']).toBe('no-store');
      }
      expect(await read()).toEqual(before);
      await as(app, key).get('/v1/users/info').expect(200);
    });

    it('AK-02 shows the value that a rotated key has now', async () => {
      const { body } = await as(app, user).post(`/v1/apiKeys/${key.uid}/rotate`).send({}).expect(201);
      await reveal().expect(200, { apiKey: (body as { apiKey: string }).apiKey });
    });

    it('AK-02 each time is in the audit trail, with who it was and without the value', async () => {
      await reveal().expect(200);
      await reveal(admin).expect(200);
      const entries = await trail('apiKey.reveal');
      expect(entries.map(({ spec }) => spec.actor.user?.uid)).toEqual([admin.uid, user.uid]);
      for (const { spec } of entries) {
        expect(spec.resource).toMatchObject({ kind: 'apiKey', uid: key.uid });
        expect(JSON.stringify(spec)).not.toContain(key.value.slice(-12));
      }
    });

    it('AK-02 is for administrators, of keys of people who may do no more, and for whoever has the permission', async () => {
      await reveal(admin).expect(200, { apiKey: key.value });
      const revealer = await given.user(admin, { roles: [await given.role(admin, ['apiKey.reveal'])] });
      await reveal(revealer).expect(200, { apiKey: key.value });
    });
  });

  describe('a fresh login', () => {
    it('AK-02 is needed: five minutes, to the millisecond', async () => {
      app.clock.advance(FRESH);
      await reveal().expect(200);
      app.clock.advance(1);
      await refused('LoginTooOld', 403);
      expect((await reveal().expect(403)).body).toMatchObject({
        message: expect.stringContaining('log in again') as string,
      });
      await reveal(await loggedIn(user)).expect(200, { apiKey: key.value });
    });

    it('AK-02 is not what refreshing a token makes, nor the cookie of the session', async () => {
      const { token, cookie } = await cookieOf(app, user);
      app.clock.advance(FRESH);
      await reveal({ ...user, token: await refreshed(app, token) }).expect(200);
      app.clock.advance(1);
      const { body } = await resume(app, cookie).expect(200);
      const byCookie = (body as { Authorization: string }).Authorization;
      for (const one of [token, await refreshed(app, byCookie), byCookie])
        await refused('LoginTooOld', 403, { ...user, token: one });
    });

    it('AK-02 is no other person’s, and no other session’s', async () => {
      app.clock.advance(FRESH + 1);
      await loggedIn(user);
      await loggedIn(admin);
      await refused('LoginTooOld', 403);
    });

    it('AK-02 is not asked for where there is nothing to show', async () => {
      await given.recoverableKeys(admin, false);
      app.clock.advance(FRESH + 1);
      await refused('ApiKeyNotRecoverable', 409);
    });
  });

  describe('is refused', () => {
    it('AK-02 to every API key, be it the key itself or an administrator’s, in a header or a query', async () => {
      for (const shown of [key, await given.apiKey(admin)]) {
        expect((await reveal(shown).expect(403)).body).toEqual(errorBody('TokenRequired'));
        const inQuery = app.http.post(`/v1/apiKeys/${key.uid}/reveal`).query({ ApiKey: shown.value });
        expect((await inQuery.expect(403)).body).toEqual(errorBody('TokenRequired'));
      }
    });

    it('AK-02 to colleagues, also to those who may change it (AZ-03)', async () => {
      await refused('Forbidden', 403, await given.user(admin));
      const permissions = ['apiKey.get', 'apiKey.list', 'apiKey.update', 'apiKey.create', 'apiKey.delete'];
      const manager = await given.user(admin, { roles: [await given.role(admin, permissions)] });
      await refused('Forbidden', 403, manager);
      await refused('Forbidden', 403, await given.user(admin, { roles: ['Tenant Viewer'] }));
    });

    it('AK-02 to others as if there were no such key (AZ-02)', async () => {
      const stranger = await given.tenant();
      for (const who of [stranger, await given.platformAdmin()])
        expect(visible(await reveal(who).expect(404))).toEqual(visible(await reveal(who, ABSENT)));
      expect(await trail('apiKey.reveal')).toEqual([]);
    });

    it('AK-02 to whoever may do less than the owner: with the value they could do it too', async () => {
      const revealer = await given.user(admin, { roles: [await given.role(admin, ['apiKey.reveal'])] });
      key = await given.apiKey(admin);
      await refused('Forbidden', 403, revealer);
    });

    it('AK-02 for a key that is revoked, and not any more once it is re-activated', async () => {
      const state = (isActive: boolean) =>
        as(app, user).patch(`/v1/apiKeys/${key.uid}`).send({ isActive }).expect(204);
      await state(false);
      await refused('ApiKeyInactive', 409);
      await state(true);
      await reveal().expect(200, { apiKey: key.value });
    });

    it('AK-02 for a key that has expired, with no job running', async () => {
      app.clock.advance(30 * DAY);
      await refused('ApiKeyExpired', 409, await loggedIn(user));
    });

    it('AK-02 for a key that was made before values were kept', async () => {
      const other = await given.tenant();
      const old = await given.apiKey(other);
      await given.recoverableKeys(other);
      const { body } = await reveal(other, old.uid).expect(409);
      expect(body).toEqual(errorBody('ApiKeyNotRecoverable'));
    });

    it('AK-02 and that is in the audit trail, with the reason', async () => {
      app.clock.advance(FRESH + 1);
      await refused('LoginTooOld', 403);
      const [entry] = await trail('apiKey.refuseReveal');
      expect(entry?.spec.actor.user?.uid).toBe(user.uid);
      expect(entry?.spec.contentMsg).toMatch(/was not shown: the login was too long ago\.$/);
    });
  });

  it('AK-02 nothing is shown of which the entry cannot be written (AU-01)', async () => {
    vi.spyOn(app.get(AuditService), 'record').mockRejectedValue(new Error('the disk is full'));
    const { text } = await reveal().expect(500);
    expect(text).not.toContain(key.value.slice(3, 15));
  });
});

describe('POST /v1/apiKeys/{uid}/reveal, refused again and again', () => {
  it('AK-02 fills nobody’s audit trail', async () => {
    const app = await TestApp.start({ env: { LATCHKEY_ADDRESS_FAILURES: '5' } });
    try {
      const given = new Given(app);
      const admin = await given.tenant();
      const { uid } = await given.apiKey(admin);
      for (let time = 0; time < 8; time++) await as(app, admin).post(`/v1/apiKeys/${uid}/reveal`).expect(409);
      const entries = await auditTrail(app, admin, { resourceUid: uid });
      expect(entries.filter(({ spec }) => spec.actionMsg === 'apiKey.refuseReveal')).toHaveLength(5);
    } finally {
      await app.close();
    }
  });
});
