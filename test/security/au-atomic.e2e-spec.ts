import type { Response } from 'supertest';
import { DataSource } from 'typeorm';
import { AuditService } from '../../src/audit/audit.service.js';
import { send } from '../contract/call.js';
import type { OperationCall, Sent } from '../contract/call.js';
import { ALL_OPERATIONS } from '../contract/operations.js';
import { World } from '../contract/world.js';
import { errorBody } from '../support/answers.js';
import { as } from '../support/caller.js';
import { databaseTables } from '../support/database-dump.js';
import { unique } from '../support/given.js';
import { NO_LIMITS } from '../support/no-limits.js';
import type { TestApp } from '../support/test-app.js';
import { isServer } from '../support/test-database.js';

/** Fewer would say that the operations are not called any more as they should be. */
const AT_LEAST_TOLD = 40;
const FAULT = 'the trail is full';

/** A request that changes something, and what it needs. */
type Change = Pick<OperationCall, 'route' | 'status' | 'good'>;

/**
 * What may be there after a request whose entry could not be written, or that writes none: a try of a password is counted before anybody
 * looks at it, so that no fault lets more be tried; a refresh is told only when it is refused.
 */
const LEGITIMATE: Record<string, string> = {
  'POST /v1/auth/authenticate': 'login_failures',
  'PATCH /v1/users/password/change': 'login_failures',
  'PATCH /v1/users/{uid}/password/change': 'login_failures',
  'POST /v1/auth/refresh': 'sessions',
  'GET /v1/auth/refresh/{token}': 'sessions',
  'POST /v1/auth/session': 'sessions',
};

/** What operations do that the contract is not tested with. */
const OTHERS: Record<string, Change> = {
  'a key that is made once, however often it is asked for': {
    route: 'POST /v1/apiKeys',
    status: 201,
    good: ({ user }) => ({
      as: user,
      headers: { 'Idempotency-Key': unique('once') },
      body: { metadata: { name: unique('key') }, spec: { expiresInDays: 7 } },
    }),
  },
  'a key that is revoked': {
    route: 'PUT /v1/apiKeys/{uid}/state',
    status: 204,
    good: async ({ given, user }) => ({
      as: user,
      path: { uid: (await given.apiKey(user)).uid },
      body: { isActive: false },
    }),
  },
  'a key that is revoked and activated again': {
    route: 'PATCH /v1/apiKeys/{uid}',
    status: 204,
    good: async ({ app, given, user }) => {
      const { uid } = await given.apiKey(user);
      await as(app, user).put(`/v1/apiKeys/${uid}/state`).send({ isActive: false }).expect(204);
      return { as: user, path: { uid }, body: { isActive: true } };
    },
  },
  'a role that somebody loses with it': {
    route: 'DELETE /v1/roles/{uid}',
    status: 204,
    good: async ({ given, admin }) => {
      const uid = await given.role(admin, ['user.list']);
      await given.user(admin, { roles: [uid] });
      return { as: admin, path: { uid }, query: { force: 'true' } };
    },
  },
};

/** @returns the tables whose rows are not the same. */
function changed(before: Map<string, string>, after: Map<string, string>): string[] {
  return [...before.keys()].filter((table) => before.get(table) !== after.get(table));
}

async function rowsOf(app: TestApp): Promise<Map<string, string>> {
  const tables = await databaseTables(app);
  // what instances tell each other, which has no class
  const told = isServer ? await app.get(DataSource).query('SELECT * FROM credential_changes') : [];
  return new Map(
    [...tables, ['credential_changes', told]].map(([name, rows]) => [name, JSON.stringify(rows)]),
  );
}

/** Has a trail refuse an entry, instead of writing it or when it was written. @returns how often that was asked for, and the way back. */
function breakTrail(trail: AuditService, moment: 'before' | 'after') {
  const record = trail.record.bind(trail);
  const broken = vi.spyOn(trail, 'record').mockImplementation(async (...what) => {
    if (moment === 'after') await record(...what);
    throw new Error(FAULT);
  });
  return { times: () => broken.mock.calls.length, mend: () => broken.mockRestore() };
}

describe('a change whose entry cannot be written', () => {
  let world: World;
  let told = 0;

  beforeAll(async () => {
    world = await World.begin(NO_LIMITS);
  });
  afterEach(() => vi.restoreAllMocks());
  afterAll(() => world.end());

  /** @returns what came of a request while the trail was broken. */
  async function tryOn(route: string, sent: Sent, moment: 'before' | 'after') {
    const app = sent.to ?? world.app;
    const before = await rowsOf(app);
    const trail = breakTrail(app.get(AuditService), moment);
    const answer = await send(world.app, route, sent);
    const isTold = trail.times() > 0;
    trail.mend();
    return { answer, isTold, left: changed(before, await rowsOf(app)) };
  }

  function expectFailed(answer: Response): void {
    expect([answer.status, answer.body]).toEqual([500, errorBody('InternalError')]);
    expect(answer.text).not.toContain(FAULT);
    expect(Object.keys(answer.headers as object)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(?:set-cookie|audituid|authorization)$/)]),
    );
  }

  /** @returns false when the request is one that writes no entry; then it must have changed nothing. */
  async function failsWhole({ route, good, status }: Change): Promise<boolean> {
    const sent = await good(world);
    for (const moment of ['before', 'after'] as const) {
      const { answer, isTold, left } = await tryOn(route, sent, moment);
      expect([moment, left.filter((table) => table !== LEGITIMATE[route])]).toEqual([moment, []]);
      if (!isTold) return false;
      expectFailed(answer);
    }
    // nothing was used up by that, and nothing else was wrong with the request
    expect((await send(world.app, route, sent)).status).toBe(status);
    return true;
  }

  it.each(ALL_OPERATIONS.map((operation) => [operation.route, operation] as const))(
    'AU-02 %s: is not made, and the answer tells nothing; without an entry there is no change',
    async (_, operation) => {
      if (await failsWhole(operation)) told++;
    },
  );

  it.each(Object.entries(OTHERS))(
    'AU-02 %s: is not made, and the answer tells nothing',
    async (_, change) => {
      expect(await failsWhole(change)).toBe(true);
    },
  );

  it('AU-02 that was asked of most operations', () => {
    expect(told).toBeGreaterThanOrEqual(AT_LEAST_TOLD);
  });

  it('AU-02 a refused login whose entry cannot be written is a failure, and its try stays counted', async () => {
    const { emailId } = await world.given.user(world.admin);
    const body = { emailId, password: 'not this one' };
    for (const moment of ['before', 'after'] as const) {
      const { answer, isTold, left } = await tryOn('POST /v1/auth/authenticate', { body }, moment);
      expect([moment, isTold, left]).toEqual([moment, true, ['login_failures']]);
      expectFailed(answer);
    }
  });
});
