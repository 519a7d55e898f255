import { PeriodicJobs } from '#jobs';
import { newUid } from '#persistence';
import { CrossTenantTries } from '../../src/cross-tenant/cross-tenant-tries.service.js';
import { errorBody, visible } from '../support/answers.js';
import { auditTrail } from '../support/audit-trail.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { METRICS_ENV, Scrape } from '../support/scrape.js';
import { TestApp } from '../support/test-app.js';
import { HOUR, MINUTE } from '../support/test-clock.js';
import { claimsOf } from '../support/tokens.js';
import { byToken, entriesOf, on, once } from '../support/told-once.js';

const METRIC = 'latchkey_cross_tenant_tries_total';

describe('a try to reach another organisation', () => {
  let app: TestApp;
  let given: Given;
  let platform: Person;
  let admin: Person;
  let other: Person;
  let key: IssuedKey;

  beforeAll(async () => {
    app = await TestApp.start({ env: METRICS_ENV });
    given = new Given(app);
  });
  beforeEach(async () => {
    await record();
    app.clock.advance(HOUR);
    platform = await given.platformAdmin();
    admin = await given.tenant();
    other = await given.tenant();
    key = await given.apiKey(other);
  });
  afterAll(() => app.close());

  const record = () => app.get(CrossTenantTries).record();
  /** What became of the tries of `work`, by the metric. */
  async function counted(work: () => Promise<unknown>): Promise<Record<string, number>> {
    const before = await Scrape.of(app);
    await work();
    return (await Scrape.of(app)).risenSince(before, METRIC);
  }
  const FOUND = `${METRIC}{result="found"}`;

  /** Each names one thing of the other organisation, and where the request does. */
  const tries: Record<
    string,
    () => Promise<[route: string, kind: string, uid: string, PromiseLike<object>]>
  > = {
    'an API key in the path': async () => [
      'PUT /v1/apiKeys/:uid/state',
      'apiKey',
      key.uid,
      as(app, admin).put(`/v1/apiKeys/${key.uid}/state`).send({ isActive: false }).expect(404),
    ],
    'a user in the path': async () => [
      'DELETE /v1/users/:uid',
      'user',
      other.uid,
      as(app, admin).delete(`/v1/users/${other.uid}`).expect(404),
    ],
    'a user in the body': async () => [
      'POST /v1/apiKeys',
      'user',
      other.uid,
      as(app, admin)
        .post('/v1/apiKeys')
        .send({ metadata: { name: 'mine' }, spec: { expiresInDays: 7, userUid: other.uid } })
        .expect(404),
    ],
    'a user in the query': async () => [
      'DELETE /v1/auth/sessions',
      'user',
      other.uid,
      as(app, admin).delete('/v1/auth/sessions').query({ userUid: other.uid }).expect(404),
    ],
    'a session': async () => {
      const { sid } = claimsOf(other.token);
      const path = `/v1/auth/sessions/${sid}`;
      return ['DELETE /v1/auth/sessions/:uid', 'session', sid, as(app, admin).delete(path).expect(404)];
    },
    'a role to be given, which is a bad value': async () => {
      const uid = await given.role(other, ['user.list']);
      const asked = as(app, admin)
        .put(`/v1/users/${admin.uid}/roles`)
        .send({ roles: [uid] });
      return ['PUT /v1/users/:uid/roles', 'role', uid, asked.expect(400)];
    },
    'an audit entry': async () => {
      const [entry] = await auditTrail(app, other, {});
      const uid = entry?.metadata.uid ?? '';
      return ['GET /v1/audits/:uid', 'audit', uid, as(app, admin).get(`/v1/audits/${uid}`).expect(404)];
    },
    'the organisation itself': async () => [
      'GET /v1/tenants/:tenantUid',
      'tenant',
      other.tenantUid,
      as(app, admin).get(`/v1/tenants/${other.tenantUid}`).expect(404),
    ],
    'its audit trail, which is forbidden': async () => [
      'GET /v1/audits',
      'tenant',
      other.tenantUid,
      as(app, admin).get('/v1/audits').query({ tenantUid: other.tenantUid }).expect(403),
    ],
  };

  it.each(Object.entries(tries))(
    'AU-01 AZ-14 is told once with actor and target, and counted: %s',
    async (_, ask) => {
      const [route, kind, uid, asking] = await ask();
      const rise = await counted(() =>
        once(
          app,
          route,
          async () => {
            await asking;
            await record();
          },
          {
            ...byToken(admin),
            ...on(kind, uid, ''),
            tenantUid: null,
            action: 'tenant.refuseOther',
            actionType: 'action',
            message: expect.stringMatching(
              `"${admin.orgName}" \\(${admin.tenantUid}\\).+ ${other.tenantUid},`,
            ) as string,
          },
        ),
      );
      expect(rise).toEqual({ [FOUND]: 1 });
    },
  );

  it('AZ-14 is looked up again and again', () => {
    expect(app.get(PeriodicJobs).names).toContain('record-cross-tenant-tries');
  });

  it('AZ-14 tells when it was tried, not when it was looked up, and by which key', async () => {
    const mine = await given.apiKey(admin);
    const at = app.clock.now();
    const entries = await entriesOf(app, async () => {
      await as(app, mine).get(`/v1/apiKeys/${key.uid}`).expect(404);
      app.clock.advance(MINUTE);
      await record();
      await record();
    });
    expect(entries).toEqual([
      expect.objectContaining({ at, credentialKind: 'apiKey', credentialUid: mine.uid }),
    ]);
  });

  it('AZ-14 by whoever runs the platform is told too', async () => {
    const entries = await entriesOf(app, async () => {
      await as(app, platform).get(`/v1/users/${other.uid}`).expect(404);
      await record();
    });
    expect(entries).toEqual([expect.objectContaining({ ...byToken(platform), tenantUid: null })]);
  });

  it('AZ-14 is none when nobody has that, when it is one’s own, and when nobody is refused', async () => {
    const user = await given.user(admin);
    const own = await given.apiKey(admin);
    const entries = await entriesOf(app, () =>
      counted(async () => {
        await as(app, admin).get(`/v1/apiKeys/${newUid()}`).expect(404);
        await as(app, user).get(`/v1/apiKeys/${own.uid}`).expect(403);
        await as(app, platform).get(`/v1/tenants/${other.tenantUid}`).expect(200);
        await app.http.get(`/v1/apiKeys/${key.uid}`).expect(401);
        await record();
      }).then((rise) => expect(rise).toEqual({})),
    );
    expect(entries).toEqual([]);
  });

  it('AZ-02 is answered like what there is not, with the same work, and shows in no trail of theirs', async () => {
    const trails = async () => [await auditTrail(app, admin, {}), await auditTrail(app, other, {})];
    const before = await trails();
    const ask = (uid: string) => as(app, admin).get(`/v1/apiKeys/${uid}`).expect(404);
    const work = async (uid: string) => {
      const queries = await app.recordQueries(() => ask(uid));
      return queries.map(({ sql }) => sql);
    };
    expect(await work(key.uid)).toEqual(await work(newUid()));
    expect(visible(await ask(key.uid))).toEqual(visible(await ask(newUid())));
    expect((await ask(key.uid)).body).toEqual(errorBody('ResourceNotFound'));
    await record();
    expect(await trails()).toEqual(before);
    const found = await auditTrail(app, platform, { tenantUid: 'none', resourceUid: key.uid });
    expect(found).toHaveLength(3);
    for (const { metadata } of found) await as(app, admin).get(`/v1/audits/${metadata.uid}`).expect(404);
  });
});
