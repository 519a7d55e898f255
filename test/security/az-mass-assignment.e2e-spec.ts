import type { Response } from 'supertest';
import { send } from '../contract/call.js';
import type { OperationCall, Sent } from '../contract/call.js';
import { ALL_OPERATIONS } from '../contract/operations.js';
import { World } from '../contract/world.js';
import { as } from '../support/caller.js';
import { databaseDump } from '../support/database-dump.js';
import { NO_LIMITS } from '../support/no-limits.js';

/** Those that may take one. */
const WITH_BODIES = ALL_OPERATIONS.filter(({ route }) => /^(?:POST|PUT|PATCH) /.test(route));
/** Fewer would say that the operations are not called any more as they should be. */
const AT_LEAST_CHECKED = 30;
/** Of nothing: where it is found, somebody has taken it over. */
const CANARY = '01990f6e-0000-7000-8000-00000000cafe';

type Body = Record<string, unknown>;
type User = { metadata: Body; spec: Body; status: Body };

/** What the service alone says of things. */
const OURS: Body = {
  uid: CANARY,
  tenantUid: CANARY,
  createdBy: CANARY,
  status: { isActive: true, uid: CANARY },
  role: CANARY,
  isAdmin: true,
  hash: CANARY,
  verified: true,
};
/** Clients write back what they have read. */
const IGNORED = ['metadata.uid'];
const PLACES = ['', 'spec', 'metadata'];

/** @returns the body with more in one place of it. */
function enlarged(body: Body, place: string, fields: Body): Body {
  return { ...body, ...(place === '' ? fields : { [place]: { ...(body[place] as Body), ...fields } }) };
}

/** @returns the fields that an answer does not refuse by their names, or that of the place where they are. */
function passedOver(answer: Response, place: string): string[] {
  const { details = {} } = answer.body as { details?: Record<string, string> };
  const refused = Object.keys(details).filter((name) => details[name] === 'is not a known field');
  return Object.keys(OURS)
    .map((name) => (place === '' ? name : `${place}.${name}`))
    .filter(
      (path) => !refused.some((name) => name === place || name === path || name.startsWith(`${path}.`)),
    );
}

describe('what nobody but the service says of a thing', () => {
  let world: World;
  let checked = 0;

  beforeAll(async () => {
    world = await World.begin(NO_LIMITS);
  });
  afterAll(() => world.end());

  const dumpOf = ({ to }: Sent) => databaseDump(to ?? world.app);

  async function expectRefused(route: string, sent: Sent): Promise<Response> {
    const before = await dumpOf(sent);
    const answer = await send(world.app, route, sent);
    expect([answer.status, (answer.body as Body)['code']]).toEqual([400, 'InvalidInput']);
    expect(await dumpOf(sent)).toBe(before);
    return answer;
  }

  it.each(WITH_BODIES.map((operation): [string, OperationCall] => [operation.route, operation]))(
    'AZ-06 %s: is refused by its name wherever it stands in the body, or has no effect',
    async (route, { good, status }) => {
      const sent = await good(world);
      if (sent.body === undefined || Array.isArray(sent.body)) return;
      checked++;
      const body = sent.body as Body;
      for (const place of PLACES) {
        const answer = await expectRefused(route, { ...sent, body: enlarged(body, place, OURS) });
        const ignored = passedOver(answer, place);
        expect(IGNORED).toEqual(expect.arrayContaining(ignored));
        if (ignored.length === 0) continue;
        const again = { ...(await good(world)), body: enlarged(body, place, { uid: CANARY }) };
        const done = await send(world.app, route, again);
        expect([done.status, done.text.includes(CANARY)]).toEqual([status, false]);
        expect(await dumpOf(again)).not.toContain(CANARY);
      }
    },
  );

  it('AZ-06 PATCH /v1/users/{uid}: is refused as the path of a change, and beside one means nothing', async () => {
    const { uid } = await world.given.user(world.admin);
    const route = 'PATCH /v1/users/{uid}';
    const sent = { as: world.admin, path: { uid } };
    const change = { op: 'replace', path: '/spec/lastName', value: 'Murray' };
    for (const [name, value] of Object.entries(OURS))
      for (const place of PLACES)
        for (const op of ['add', 'replace']) {
          const path = place === '' ? `/${name}` : `/${place}/${name}`;
          await expectRefused(route, { ...sent, body: [change, { op, path, value }] });
        }
    const read = async () =>
      (await as(world.app, world.admin).get(`/v1/users/${uid}`).expect(200)).body as User;
    const before = await read();
    // what else an operation has is to be passed over (RFC 6902, 4)
    const { status } = await send(world.app, route, { ...sent, body: [{ ...change, ...OURS }] });
    expect(status).toBe(204);
    expect(await read()).toEqual({
      ...before,
      spec: { ...before.spec, lastName: 'Murray' },
      metadata: expect.anything() as object,
    });
    expect(await dumpOf(sent)).not.toContain(CANARY);
  });

  it('AZ-06 that was asked of every operation that takes a body', () => {
    expect(checked).toBeGreaterThanOrEqual(AT_LEAST_CHECKED);
  });
});
