import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { Person } from '../support/given.js';
import { plansOn } from '../support/query-plan.js';
import { TestApp } from '../support/test-app.js';
import { MINUTE } from '../support/test-clock.js';

interface Entry {
  metadata: { uid: string; creationTimestamp: string };
  spec: {
    actionType: string;
    actor: { user?: { uid: string } };
    resource: { kind: string; uid: string };
  };
}

const MEMBERS = ['userUid', 'resourceUid', 'resourceKind', 'actionType', 'startTime', 'endTime'] as const;
type Narrowing = (typeof MEMBERS)[number];
type Query = Partial<Record<Narrowing, string>>;

describe('GET /v1/audits, with several filters at once', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;
  let whole: Entry[];
  let all: Required<Query>;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
    admin = await given.tenant();
    const user = await given.user(admin);
    for (const who of [admin, user, admin]) {
      const key = await given.apiKey(who);
      app.clock.advance(MINUTE);
      await as(app, admin).patch(`/v1/apiKeys/${key.uid}`).send({ isActive: false }).expect(204);
    }
    whole = await list({});
    const [last] = whole;
    all = {
      userUid: admin.uid,
      resourceUid: last.spec.resource.uid,
      resourceKind: 'apiKey',
      actionType: 'update',
      startTime: new Date(app.clock.now().getTime() - MINUTE).toISOString(),
      endTime: new Date(app.clock.now().getTime() + 1).toISOString(),
    };
  });
  afterAll(() => app.close());

  const ask = (query: Query) =>
    as(app, admin)
      .get('/v1/audits')
      .query({ limit: '0', ...query });
  const list = async (query: Query) => (await ask(query).expect(200)).body.items as Entry[];

  const holds = ({ metadata, spec }: Entry, query: Query) =>
    (query.userUid ?? spec.actor.user?.uid) === spec.actor.user?.uid &&
    (query.resourceUid ?? spec.resource.uid) === spec.resource.uid &&
    (query.resourceKind ?? spec.resource.kind) === spec.resource.kind &&
    (query.actionType ?? spec.actionType) === spec.actionType &&
    (query.startTime ?? '') <= metadata.creationTimestamp &&
    (query.endTime ?? '9999') > metadata.creationTimestamp;

  const combinations = Array.from({ length: 2 ** MEMBERS.length }, (_, bits) =>
    MEMBERS.filter((_member, place) => bits & (2 ** place)),
  );
  const queryOf = (members: Narrowing[]): Query =>
    Object.fromEntries(members.map((member) => [member, all[member]]));

  it('answers with what all of them let through, in the order of the whole, for each of the 64 combinations', async () => {
    for (const members of combinations) {
      const query = queryOf(members);
      const expected = whole.filter((entry) => holds(entry, query));
      expect(expected).not.toEqual([]);
      expect({ members, items: await list(query) }).toEqual({ members, items: expected });
    }
  });

  it.each([
    { index: 'ix_audit_tenant', by: [] },
    { index: 'ix_audit_type', by: ['actionType'] },
    { index: 'ix_audit_kind', by: ['resourceKind'] },
    { index: 'ix_audit_kind_type', by: ['resourceKind', 'actionType'] },
    { index: 'ix_audit_actor_covering', by: ['userUid'], besides: ['resourceKind', 'actionType'] },
    {
      index: 'ix_audit_resource_covering',
      by: ['resourceUid'],
      besides: ['userUid', 'resourceKind', 'actionType'],
    },
  ] as { index: string; by: Narrowing[]; besides?: Narrowing[] }[])(
    'finds and counts in $index alone, without sorting, when narrowed by $by and any of $besides',
    async ({ index, by, besides = [] }) => {
      const more = combinations.filter((members) =>
        members.every((member) => [...besides, 'startTime', 'endTime'].includes(member)),
      );
      expect(more).toHaveLength(2 ** (besides.length + 2));
      for (const members of more) {
        const query = { ...queryOf([...by, ...members]), limit: '1', offset: '1' };
        const [page, count] = await plansOn('audit_entries', app, () => ask(query).expect(200));
        expect({ members, page }).toEqual({
          members,
          page: { indices: [index], isCovered: true, isSorted: false },
        });
        // what is only counted may come from a wider index that begins alike
        expect({ members, count }).toEqual({
          members,
          count: {
            indices: [expect.stringMatching(`^${index}`)],
            isCovered: true,
            isSorted: false,
          },
        });
      }
    },
  );
});
