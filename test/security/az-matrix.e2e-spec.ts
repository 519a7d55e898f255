import type { Response } from 'supertest';
import { send } from '../contract/call.js';
import type { Sent } from '../contract/call.js';
import { World } from '../contract/world.js';
import { errorBody, oauthErrorBody, visible } from '../support/answers.js';
import { castOf } from '../support/matrix-cast.js';
import type { Cast } from '../support/matrix-cast.js';
import { aboutNothing, altersCast, isAboutCaller, requestOf } from '../support/matrix-requests.js';
import { ACTORS, PEOPLE, readMatrix } from '../support/matrix.js';
import type { Actor, Row } from '../support/matrix.js';
import { routeTable } from '../support/route-table.js';

const matrix = readMatrix();
const rows = [...matrix.pages, ...matrix.operations];
const nameOf = ({ route, about }: Row) => `${route} ${about}`.trim();
const inOrder = (statuses: Partial<Record<Actor, number>>) =>
  ACTORS.map((actor) => `${actor} ${statuses[actor]}`);

describe('the matrix of who may do what', () => {
  let world: World;
  let cast: Cast;

  beforeAll(async () => {
    world = await World.begin({
      LATCHKEY_METRICS_TOKEN: 'a-token-for-Prometheus-alone',
      LATCHKEY_INVALID_PER_MINUTE: '1000000', // the clock stands still, and every row shows credentials that do not count
    });
    cast = await castOf(world);
  });
  afterAll(() => world.end());

  const callerOf = (actor: Actor) => cast.people[PEOPLE.find((name) => actor.startsWith(name)) ?? 'user'];
  const requestBy = (actor: Actor, row: Row) => requestOf(row, cast, callerOf(actor));
  const sendAs = (actor: Actor, sent: Sent & { route: string }): Promise<Response> =>
    send(world.app, sent.route, { ...sent, headers: { ...sent.headers, ...cast.credentials[actor] } });

  it('AZ-04 has a row for each route that the service has, and for no other', () => {
    const routes = routeTable(world.app).map(
      ({ method, path }) => `${method} ${path.replace(/:([^/]+)/g, '{$1}')}`,
    );
    expect(routes.length).toBeGreaterThan(80);
    expect([...new Set(rows.map(({ route }) => route))].toSorted()).toEqual(routes.toSorted());
  });

  it.each(rows.map((row) => [nameOf(row), row] as const))(
    'AZ-03 AZ-04 AZ-07 WB-07 is what the service does: %s',
    async (_name, row) => {
      const allowed = ACTORS.filter((actor) => row.statuses[actor] < 400);
      const refused = ACTORS.filter((actor) => !allowed.includes(actor));
      // what all others are refused is there for the first who is allowed: so they left it as it was
      const shared = await requestBy('userToken', row);
      const requests = new Map<Actor, typeof shared>();
      for (const actor of [...refused, ...allowed]) {
        const isShared = refused.includes(actor) || actor === allowed[0];
        requests.set(actor, isShared && !isAboutCaller(row) ? shared : await requestBy(actor, row));
      }
      const statuses: Partial<Record<Actor, number>> = {};
      for (const [actor, sent] of requests) statuses[actor] = (await sendAs(actor, sent)).status;
      if (altersCast(row)) cast = await castOf(await world.anew());
      expect(inOrder(statuses)).toEqual(inOrder(row.statuses));
    },
  );

  const guarded = matrix.operations.filter(({ statuses }) => statuses.nobody === 401);
  it.each(guarded.map((row) => [nameOf(row), row] as const))(
    'AZ-01 WB-07 asks for a credential, whoever else is named: %s',
    async (_name, row) => {
      const { tenantUid, uid, token } = cast.people.admin;
      const sent = await requestBy('userToken', row);
      const named = { ProjectUid: tenantUid, 'X-Tenant': tenantUid, 'X-User': uid };
      const headers = { ...sent.headers, ...named, Cookie: `Authorization=${token}` };
      const { status, text, body } = await send(world.app, sent.route, { ...sent, headers });
      expect(status).toBe(401);
      if (row.route === 'GET /v1/auth/verify') expect(text).toBe('');
      else if (row.route.includes('/oauth2/'))
        expect(body).toEqual(oauthErrorBody('invalid_client', 'NotAuthenticated'));
      else expect(body).toEqual(errorBody('NotAuthenticated'));
    },
  );

  const seenBy = async (actor: Actor, sent: Awaited<ReturnType<typeof requestBy>>) => {
    let answer = {};
    const queries = await world.app.countQueries(async () => {
      answer = visible(await sendAs(actor, sent));
    });
    return { answer, queries };
  };

  it.each(matrix.operations.map((row) => [nameOf(row), row] as const))(
    'AZ-02 hides from another tenant’s administrator, and from whoever gets a 404, whether the thing is there: %s',
    async (_name, row) => {
      const hidden = ACTORS.filter(
        (actor) => row.statuses[actor] === 404 || (actor.startsWith('foreign') && row.statuses[actor] >= 400),
      );
      const there = await requestBy('userToken', row);
      const absent = isAboutCaller(row) ? null : aboutNothing(there);
      if (!absent) return;
      for (const actor of hidden) {
        let seen = [await seenBy(actor, there), await seenBy(actor, absent)];
        // what the service does on its own, or a copy that is read again because the feed of changes was late, counts too: not thrice
        for (let again = 0; again < 2 && seen[0]?.queries !== seen[1]?.queries; again++)
          seen = [await seenBy(actor, there), await seenBy(actor, absent)];
        expect([actor, seen[0]]).toEqual([actor, seen[1]]);
      }
    },
  );
});
