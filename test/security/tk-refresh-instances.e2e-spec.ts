import { auditTrail } from '../support/audit-trail.js';
import { Given } from '../support/given.js';
import type { Person } from '../support/given.js';
import { REFRESHES, refreshed, whoIs } from '../support/refreshing.js';
import { TestApp } from '../support/test-app.js';
import { createTestDatabase, isServer } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';
import { claimsOf } from '../support/tokens.js';

const MANY = 50;
const tokenIn = ({ body }: { body: unknown }) => (body as { Authorization: string }).Authorization;

/** Two instances where the engine allows it, one otherwise. */
describe.each([
  ['leniently', 'false'],
  ['strictly', 'true'],
])('refreshing %s, over all instances', (_mode, strict) => {
  let database: TestDatabase;
  let apps: TestApp[];
  let admin: Person;
  let user: Person;

  beforeAll(async () => {
    database = await createTestDatabase();
    const env = { LATCHKEY_REFRESH_STRICT: strict, LATCHKEY_REFRESH_BY_GET: 'true' };
    const first = await TestApp.start({ database, env });
    apps = isServer ? [first, await TestApp.start({ database, env, clock: first.clock })] : [first];
    for (const { app } of apps) await app.listen(0, '127.0.0.1');
  });
  beforeEach(async () => {
    const given = new Given(apps[0]);
    admin = await given.tenant();
    user = await given.user(admin);
  });
  afterAll(async () => {
    for (const app of apps) await app.close();
    await database.drop();
  });

  it.each(REFRESHES)(
    `TK-12 MI-04 %s: ${MANY} at once of one token are all let in, and all are one lineage`,
    async (_, refresh) => {
      const asking = Array.from({ length: MANY }, (__, at) => refresh(apps[at % apps.length], user.token));
      const answers = await Promise.all(asking);
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
      const claims = answers.map((answer) => claimsOf(tokenIn(answer)));
      const { sid, gen } = claimsOf(user.token);
      expect(new Set(claims.map((claim) => claim.sid))).toEqual(new Set([sid]));
      // one of them moved the session on, and the others were given the same generation
      expect(new Set(claims.map((claim) => claim.gen))).toEqual(new Set([gen + 1]));
      for (const answer of answers) for (const app of apps) await whoIs(app, tokenIn(answer)).expect(200);
      // whichever of them goes on, it is the same lineage: the others are its predecessor then, and no second branch
      const [one, other] = answers.map(tokenIn);
      const next = await refreshed(apps[0], one ?? '');
      expect(claimsOf(next).gen).toBe(gen + 2);
      expect(claimsOf(await refreshed(apps.at(-1) ?? apps[0], other ?? '')).gen).toBe(gen + 2);
    },
  );

  it.each(REFRESHES)(
    'TK-12 %s: the token before the last is refused and told of, wherever it is shown',
    async (_, refresh) => {
      const child = await refreshed(apps[0], user.token);
      await refreshed(apps.at(-1) ?? apps[0], child);
      const { status } = await refresh(apps[0], user.token);
      expect(status).toBe(401);
      const { sid } = claimsOf(user.token);
      const told = (await auditTrail(apps[0], admin, {})).filter(({ spec }) => spec.resource.uid === sid);
      expect(told[0]?.spec).toMatchObject({
        actionMsg: 'session.refuseRefresh',
        resource: { kind: 'session' },
      });
      for (const app of apps) await whoIs(app, child).expect(strict === 'true' ? 401 : 200);
    },
  );
});
