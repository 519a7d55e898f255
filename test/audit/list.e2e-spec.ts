import { errorBody } from '../support/answers.js';
import { as } from '../support/caller.js';
import { auditTrail } from '../support/audit-trail.js';
import { Given, unique } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';
import { MINUTE } from '../support/test-clock.js';

const ABSENT = '01990f6e-8d1b-7c3f-8e42-1a2b3c4d5e6f';

describe('GET /v1/audits', () => {
  let app: TestApp;
  let given: Given;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
  });
  afterAll(() => app.close());

  const list = (who: Person | IssuedKey, query: Record<string, string> = {}) =>
    as(app, who)
      .get('/v1/audits')
      .query({ limit: '0', ...query });

  /** @returns what happened, newest first, as `action name`. */
  async function happened(who: Person | IssuedKey, query: Record<string, string> = {}): Promise<string[]> {
    const { items, listmeta } = (await list(who, { resourceKind: 'apiKey', ...query }).expect(200)).body as {
      items: { spec: { actionMsg: string; resource: { name: string } } }[];
      listmeta: { count: number };
    };
    expect(listmeta.count).toBe(items.length);
    return items.map(({ spec }) => `${spec.actionMsg} ${spec.resource.name}`);
  }

  describe('200: what is answered', () => {
    it('says who did what to what, when, from where and with which credential; newest first', async () => {
      const admin = await given.tenant();
      const key = await given.apiKey(admin, {}, 'nightly');
      const made = app.clock.now().toISOString();
      app.clock.advance(1);
      await as(app, key).patch(`/v1/apiKeys/${key.uid}`).send({ isActive: false }).expect(204);
      const { body } = await list(admin, { resourceUid: key.uid }).expect(200);
      const sessions = await as(app, admin).get('/v1/audits?resourceKind=session').expect(200);
      const sessionUid = sessions.body.items[0].spec.resource.uid as string;
      const entry = (
        verb: string,
        actionType: string,
        at: string,
        contentMsg: string,
        credential: object,
      ) => ({
        metadata: {
          uid: expect.any(String),
          name: `apiKey.${verb}`,
          annotations: {},
          labels: {},
          creationTimestamp: at,
          lastModifiedTimestamp: at,
        },
        spec: {
          actionType,
          actionMsg: `apiKey.${verb}`,
          contentMsg,
          actor: {
            actorType: 'user',
            user: { uid: admin.uid, emailId: admin.emailId },
            credential,
            ip: expect.stringMatching(/^(::ffff:)?127\.0\.0\.1$/),
          },
          resource: { kind: 'apiKey', uid: key.uid, name: 'nightly' },
          requestId: expect.stringMatching(/^\w{6}-\w+$/),
        },
      });
      expect(body).toEqual({
        items: [
          entry('revoke', 'update', app.clock.now().toISOString(), 'API key "nightly" was revoked.', {
            kind: 'apiKey',
            uid: key.uid,
          }),
          entry(
            'create',
            'create',
            made,
            'API key "nightly" was created, valid until 2030-01-31T00:00:00.000Z.',
            { kind: 'token', uid: sessionUid },
          ),
        ],
        listmeta: { continue: '', count: 2, limit: 10_000, offset: 0 },
      });
    });

    it('takes the same four queries for a few entries and for many', async () => {
      const admin = await given.tenant();
      await given.apiKey(admin);
      expect(await app.countQueries(() => list(admin).expect(200))).toBe(4);
      for (let made = 0; made < 10; made++) await given.apiKey(admin);
      expect(await app.countQueries(() => list(admin).expect(200))).toBe(4);
    });
  });

  describe('200: who sees what (AU-06)', () => {
    it('shows an administrator what anybody did in the tenant, a user what they did themself', async () => {
      const admin = await given.tenant();
      const user = await given.user(admin);
      const key = await given.apiKey(user, {}, 'by-user');
      await given.apiKey(admin, { userUid: user.uid }, 'by-admin');
      expect(await happened(admin)).toEqual(['apiKey.create by-admin', 'apiKey.create by-user']);
      expect(await happened(user)).toEqual(['apiKey.create by-user']);
      expect(await happened(user, { userUid: user.uid })).toEqual(['apiKey.create by-user']);
      expect(await happened(key)).toEqual(['apiKey.create by-user']);
    });

    it('shows nobody another tenant’s entries, and counts none, whatever the filter (AZ-11)', async () => {
      const admin = await given.tenant();
      const stranger = await given.tenant();
      const { uid } = await given.apiKey(stranger);
      const filters = [{}, { userUid: stranger.uid }, { resourceUid: uid }, { actionType: 'create' }];
      for (const query of filters as Record<string, string>[])
        expect(await happened(admin, query)).toEqual([]);
      expect(await happened(await given.platformAdmin(), { resourceUid: uid })).toEqual([]);
    });

    it('shows a platform administrator another tenant when asked by name, and only that one', async () => {
      const platform = await given.platformAdmin();
      const [first, second] = [await given.tenant(), await given.tenant()];
      await given.apiKey(first, {}, 'of-first');
      await given.apiKey(second, {}, 'of-second');
      expect(await happened(platform, { tenantUid: first.tenantUid })).toEqual(['apiKey.create of-first']);
      expect(await happened(platform, { tenantUid: second.tenantUid })).toEqual(['apiKey.create of-second']);
      expect(await happened(platform, { tenantUid: ABSENT })).toEqual([]);
      expect(await happened(first, { tenantUid: first.tenantUid })).toEqual(['apiKey.create of-first']);
    });

    it('shows a platform administrator alone what belongs to no tenant, such as a login of nobody known', async () => {
      const platform = await given.platformAdmin();
      const emailId = `${unique('nobody')}@nowhere.example`;
      await app.http
        .post('/v1/auth/authenticate')
        .send({ emailId, password: 'a wrong password' })
        .expect(401);
      const [entry] = await auditTrail(app, platform, { tenantUid: 'none' });
      expect(entry?.spec).toEqual({
        actionType: 'action',
        actionMsg: 'session.refuseLogin',
        contentMsg: 'A login was refused.',
        actor: { actorType: 'user', user: { uid: '', emailId }, ip: expect.any(String) },
        resource: { kind: 'user', uid: '', name: emailId },
        requestId: expect.any(String),
      });
      const own = await auditTrail(app, platform, {});
      expect(own.map((one) => one.metadata.uid)).not.toContain(entry?.metadata.uid);
    });
  });

  describe('200: filters', () => {
    it('userUid, resourceKind, resourceUid, actionType: what passes every one', async () => {
      const admin = await given.tenant();
      const user = await given.user(admin);
      const key = await given.apiKey(admin, {}, 'first');
      await given.apiKey(user, {}, 'second');
      await as(app, admin).patch(`/v1/apiKeys/${key.uid}`).send({ isActive: false }).expect(204);
      expect(await happened(admin, { userUid: user.uid })).toEqual(['apiKey.create second']);
      expect(await happened(admin, { resourceUid: key.uid })).toEqual([
        'apiKey.revoke first',
        'apiKey.create first',
      ]);
      expect(await happened(admin, { actionType: 'update' })).toEqual(['apiKey.revoke first']);
      expect(await happened(admin, { actionType: 'deploy' })).toEqual([]);
      expect(await happened(admin, { userUid: user.uid, resourceUid: key.uid })).toEqual([]);
      expect(await happened(admin, { resourceKind: 'apikey' })).toEqual([]);
      const kinds = await auditTrail(app, admin, { resourceKind: 'user' });
      expect(new Set(kinds.map(({ spec }) => spec.resource.kind))).toEqual(new Set(['user']));
    });

    it('startTime and endTime: from the one on, before the other, to the millisecond', async () => {
      const admin = await given.tenant();
      const at = (milliseconds: number) => new Date(start + milliseconds).toISOString();
      const start = app.clock.now().getTime();
      for (const name of ['zero', 'one', 'two']) {
        await given.apiKey(admin, {}, name);
        app.clock.advance(1);
      }
      const names = async (query: Record<string, string>) =>
        (await happened(admin, query)).map((text) => text.replace('apiKey.create ', ''));
      expect(await names({ startTime: at(1) })).toEqual(['two', 'one']);
      expect(await names({ endTime: at(1) })).toEqual(['zero']);
      expect(await names({ startTime: at(1), endTime: at(2) })).toEqual(['one']);
      expect(await names({ startTime: at(1), endTime: at(1) })).toEqual([]);
      expect(await names({ startTime: at(2), endTime: at(1) })).toEqual([]);
      const elsewhere = `${at(60 * MINUTE + 1).slice(0, -1)}+01:00`;
      expect(await names({ startTime: elsewhere })).toEqual(['two', 'one']);
    });

    it('projectUid: ignored, as there are no projects', async () => {
      const admin = await given.tenant();
      await given.apiKey(admin, {}, 'here');
      expect(await happened(admin, { projectUid: 'cafe0123' })).toEqual(['apiKey.create here']);
    });
  });

  describe('403: nothing is told about whether there is such a tenant or user', () => {
    it('for another tenant, or none, when the caller is no platform administrator', async () => {
      const admin = await given.tenant();
      const stranger = await given.tenant();
      for (const who of [admin, await given.user(admin), await given.apiKey(admin)])
        for (const tenantUid of [stranger.tenantUid, ABSENT, 'none'])
          expect((await list(who, { tenantUid }).expect(403)).body).toEqual(errorBody('Forbidden'));
    });

    it('for what others did, when the caller is a plain user', async () => {
      const admin = await given.tenant();
      const user = await given.user(admin);
      const stranger = await given.tenant();
      for (const userUid of [admin.uid, stranger.uid, ABSENT])
        expect((await list(user, { userUid }).expect(403)).body).toEqual(errorBody('Forbidden'));
    });
  });

  describe('401', () => {
    it('without a credential', async () => {
      expect((await app.http.get('/v1/audits').expect(401)).body).toEqual(errorBody('NotAuthenticated'));
    });
  });
});
