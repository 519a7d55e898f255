import { errorBody, visible } from '../support/answers.js';
import { as } from '../support/caller.js';
import { auditTrail } from '../support/audit-trail.js';
import type { AuditItem } from '../support/audit-trail.js';
import { Given, unique } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { trailOf } from '../support/key-trail.js';
import { TestApp } from '../support/test-app.js';

const ABSENT = '01990f6e-8d1b-7c3f-8e42-1a2b3c4d5e6f';

describe('PATCH /v1/audits/{uid}/userMsg', () => {
  let app: TestApp;
  let given: Given;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
  });
  afterAll(() => app.close());

  const write = (who: Person | IssuedKey, uid: string, body: object = { userMsg: 'asked for by Grace' }) =>
    as(app, who).patch(`/v1/audits/${uid}/userMsg`).send(body);
  const read = async (who: Person, uid: string) =>
    (await as(app, who).get(`/v1/audits/${uid}`).expect(200)).body as AuditItem;

  /** An entry about a key that `who` made. */
  async function entryBy(who: Person): Promise<AuditItem> {
    const { uid } = await given.apiKey(who);
    const [entry] = await trailOf(app, who, uid);
    if (!entry) throw new Error('nothing was recorded');
    return entry;
  }

  /** An entry that belongs to no tenant. */
  async function nobodysEntry(platform: Person): Promise<AuditItem> {
    const emailId = `${unique('nobody')}@nowhere.example`;
    await app.http.post('/v1/auth/authenticate').send({ emailId, password: 'a wrong password' }).expect(401);
    const [entry] = await auditTrail(app, platform, { tenantUid: 'none' });
    if (entry?.spec.resource.name !== emailId) throw new Error('the login was not recorded');
    return entry;
  }

  /** Gives somebody one role of this permission alone. */
  async function allow(admin: Person, who: Person, permission: 'audit.update'): Promise<void> {
    await as(app, admin)
      .put(`/v1/users/${who.uid}`)
      .send({ spec: { roles: [await given.role(admin, [permission])] } })
      .expect(204);
  }

  describe('204', () => {
    it('puts a message beside the entry, in place of the one before, and changes nothing else (AU-03)', async () => {
      const admin = await given.tenant();
      const entry = await entryBy(admin);
      const { uid } = entry.metadata;
      expect(entry.spec).not.toHaveProperty('userMsg');
      const { text, headers } = await write(admin, uid, { userMsg: ' first – ünï 🔑 ' }).expect(204);
      expect([text, headers['content-type']]).toEqual(['', undefined]);
      expect(await read(admin, uid)).toEqual({
        ...entry,
        spec: { ...entry.spec, userMsg: 'first – ünï 🔑' },
      });
      app.clock.advance(1);
      await write(admin, uid, { userMsg: 'second' }).expect(204);
      const after = { ...entry, spec: { ...entry.spec, userMsg: 'second' } };
      expect(await read(admin, uid)).toEqual(after);
      const listed = await auditTrail(app, admin, { resourceKind: 'apiKey' });
      expect(listed).toEqual([after]);
    });

    it('records each wording once: who wrote what beside which entry', async () => {
      const admin = await given.tenant();
      const key = await given.apiKey(admin);
      const [entry] = await trailOf(app, admin, key.uid);
      const uid = entry?.metadata.uid ?? '';
      await write(admin, uid, { userMsg: 'first' }).expect(204);
      app.clock.advance(1);
      await write(key, uid, { userMsg: 'second' }).expect(204);
      const trail = await auditTrail(app, admin, { resourceKind: 'audit' });
      expect(trail.map(({ spec }) => spec)).toEqual(
        ['second', 'first'].map((message) => ({
          actionType: 'update',
          actionMsg: 'audit.annotate',
          contentMsg: `A note was written beside the entry "apiKey.create": "${message}".`,
          actor: {
            actorType: 'user',
            user: { uid: admin.uid, emailId: admin.emailId },
            credential:
              message === 'second' ? { kind: 'apiKey', uid: key.uid } : entry?.spec.actor.credential,
            ip: expect.any(String) as string,
          },
          resource: { kind: 'audit', uid, name: 'apiKey.create' },
          requestId: expect.any(String) as string,
        })),
      );
    });

    it.each(['abc', 'x'.repeat(255)])(
      'takes what is just long enough or short enough: %s',
      async (userMsg) => {
        const admin = await given.tenant();
        const { metadata } = await entryBy(admin);
        await write(admin, metadata.uid, { userMsg }).expect(204);
        expect((await read(admin, metadata.uid)).spec.userMsg).toBe(userMsg);
      },
    );

    it('shows it to the user whose doing the entry is', async () => {
      const admin = await given.tenant();
      const user = await given.user(admin);
      const { metadata } = await entryBy(user);
      await write(admin, metadata.uid).expect(204);
      expect((await read(user, metadata.uid)).spec.userMsg).toBe('asked for by Grace');
    });

    it('lets a platform administrator write beside entries of their own tenant and of none, into the same trail', async () => {
      const platform = await given.platformAdmin();
      const [own, nobodys] = [await entryBy(platform), await nobodysEntry(platform)];
      for (const [{ metadata }, tenantUid] of [
        [own, platform.tenantUid],
        [nobodys, 'none'],
      ] as const) {
        await write(platform, metadata.uid).expect(204);
        expect((await read(platform, metadata.uid)).spec.userMsg).toBe('asked for by Grace');
        const trail = await auditTrail(app, platform, { tenantUid, resourceUid: metadata.uid });
        expect(trail.map(({ spec }) => spec.actionMsg)).toEqual(['audit.annotate']);
      }
    });

    it('keeps one of many who write at once, the one that the trail has last, and records all (no lost entry, no 500)', async () => {
      const admin = await given.tenant();
      const { uid } = (await entryBy(admin)).metadata;
      const messages = Array.from({ length: 8 }, (_, index) => `written by number ${index}`);
      const answers = await Promise.all(messages.map((userMsg) => write(admin, uid, { userMsg })));
      expect(answers.map(({ status }) => status)).toEqual(messages.map(() => 204));
      const trail = await auditTrail(app, admin, { resourceUid: uid });
      const recorded = trail.map(({ spec }) => /"(written by [^"]+)"/.exec(spec.contentMsg)?.[1] ?? '');
      expect(recorded.toSorted()).toEqual(messages);
      expect((await read(admin, uid)).spec.userMsg).toBe(recorded[0]);
    });
  });

  describe('400', () => {
    it.each([
      [{}, 'must be a text'],
      [{ userMsg: null }, 'must be a text'],
      [{ userMsg: 3 }, 'must be a text'],
      [{ userMsg: 'ab' }, 'must have at least 3 characters'],
      [{ userMsg: ' ab ' }, 'must have at least 3 characters'],
      [{ userMsg: 'x'.repeat(256) }, 'must have at most 255 characters'],
      [{ userMsg: 'one\ntwo' }, 'must not hold control characters'],
    ])('names what it cannot take, and writes nothing: %j', async (body, text) => {
      const admin = await given.tenant();
      const entry = await entryBy(admin);
      const answer = await write(admin, entry.metadata.uid, body).expect(400);
      expect(answer.body).toEqual(errorBody('InvalidInput', { userMsg: text }));
      expect(await read(admin, entry.metadata.uid)).toEqual(entry);
    });
  });

  describe('403', () => {
    it('for a plain user, also beside their own doing', async () => {
      const admin = await given.tenant();
      const user = await given.user(admin);
      const entry = await entryBy(user);
      expect((await write(user, entry.metadata.uid).expect(403)).body).toEqual(errorBody('Forbidden'));
      expect(await read(admin, entry.metadata.uid)).toEqual(entry);
    });

    it('for a platform administrator beside what another tenant did, which they may only read', async () => {
      const admin = await given.tenant();
      const entry = await entryBy(admin);
      const answer = await write(await given.platformAdmin(), entry.metadata.uid).expect(403);
      expect(answer.body).toEqual(errorBody('Forbidden'));
      expect(await read(admin, entry.metadata.uid)).toEqual(entry);
      expect(await auditTrail(app, admin, { resourceKind: 'audit' })).toEqual([]);
    });
  });

  describe('404, the same to the byte but for its ref', () => {
    it('for an entry of another tenant, of nobody, and for none', async () => {
      const admin = await given.tenant();
      const platform = await given.platformAdmin();
      const foreign = await entryBy(await given.tenant());
      const nobodys = await nobodysEntry(platform);
      const absent = await write(admin, ABSENT).expect(404);
      expect(absent.body).toEqual(errorBody('ResourceNotFound'));
      expect(visible(await write(admin, foreign.metadata.uid))).toEqual(visible(absent));
      expect(visible(await write(admin, nobodys.metadata.uid))).toEqual(visible(absent));
      expect(visible(await write(admin, 'x'))).toEqual(visible(absent));
      expect(await read(platform, foreign.metadata.uid)).toEqual(foreign);
    });

    it('for a colleague’s entry, when a role allows writing but not reading what others did', async () => {
      const admin = await given.tenant();
      const user = await given.user(admin);
      await allow(admin, user, 'audit.update');
      const [byAdmin, own] = [await entryBy(admin), await entryBy(user)];
      await write(user, byAdmin.metadata.uid).expect(404);
      await write(user, own.metadata.uid).expect(204);
    });
  });
});
