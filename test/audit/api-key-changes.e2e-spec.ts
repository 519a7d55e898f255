import { errorBody } from '../support/answers.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { trailOf } from '../support/key-trail.js';
import { TestApp } from '../support/test-app.js';
import { DAY } from '../support/test-clock.js';

interface LogLine {
  msg: string;
  method: string;
  route: string;
  requestId: string;
}

describe('what is recorded about API keys (AU-01)', () => {
  let app: TestApp;
  let given: Given;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
  });
  afterAll(() => app.close());

  /** @returns the id of the latest request to a route, as the log has it. */
  const idInLog = (method: string, route: string) =>
    app.logs
      .map((line) => JSON.parse(line) as LogLine)
      .findLast((line) => line.msg === 'request' && line.method === method && line.route === route)
      ?.requestId;

  /** Every change there is, by whatever credential. */
  const CHANGES: [
    string,
    string,
    string,
    string,
    (caller: ReturnType<typeof as>, path: string) => PromiseLike<unknown>,
  ][] = [
    [
      'apiKey.update',
      'update',
      'PUT',
      '/v1/apiKeys/:uid',
      (caller, path) =>
        caller
          .put(path)
          .send({ metadata: { name: 'weekly' } })
          .expect(204),
    ],
    [
      'apiKey.revoke',
      'update',
      'PATCH',
      '/v1/apiKeys/:uid',
      (caller, path) => caller.patch(path).send({ isActive: false }).expect(204),
    ],
    [
      'apiKey.activate',
      'update',
      'PUT',
      '/v1/apiKeys/:uid/state',
      (caller, path) => caller.put(`${path}/state`).send({ isActive: true }).expect(204),
    ],
    [
      'apiKey.delete',
      'delete',
      'DELETE',
      '/v1/apiKeys/:uid',
      (caller, path) => caller.delete(path).expect(204),
    ],
  ];

  it.each(['token', 'apiKey'])(
    'each change once: who, with which %s, from where, in which request',
    async (kind) => {
      const admin = await given.tenant();
      const tool = await given.apiKey(admin);
      const [login] = await trailOf(app, admin, tool.uid);
      const caller: Person | IssuedKey = kind === 'token' ? admin : tool;
      const credential = kind === 'token' ? login?.spec.actor.credential : { kind, uid: tool.uid };
      const owner = await given.user(admin);
      const made = await as(app, caller)
        .post('/v1/apiKeys')
        .set('X-Forwarded-For', '203.0.113.7')
        .send({ metadata: { name: 'nightly' }, spec: { expiresInDays: 7, userUid: owner.uid } })
        .expect(201);
      const expected = [['apiKey.create', 'create', idInLog('POST', '/v1/apiKeys')]];
      for (const [action, type, method, route, change] of CHANGES) {
        await change(as(app, caller), `/v1/apiKeys/${made.body.uid}`);
        expected.push([action, type, idInLog(method, route)]);
      }
      const entries = await trailOf(app, admin, made.body.uid);
      expect(entries.map(({ spec }) => [spec.actionMsg, spec.actionType, spec.requestId])).toEqual(expected);
      for (const { spec } of entries)
        expect(spec.actor).toEqual({
          actorType: 'user',
          user: { uid: admin.uid, emailId: admin.emailId },
          credential,
          ip: expect.stringMatching(/^(::ffff:)?127\.0\.0\.1$/), // not what a header of the client claims
        });
    },
  );

  it('says in words what was changed, and for whom a key was made', async () => {
    const admin = await given.tenant();
    const user = await given.user(admin);
    const { uid } = await given.apiKey(admin, { expiresInDays: 7, userUid: user.uid }, 'nightly');
    const expiry = new Date(app.clock.now().getTime() + 30 * DAY).toISOString();
    await as(app, admin)
      .put(`/v1/apiKeys/${uid}`)
      .send({ metadata: { name: 'weekly', annotations: { description: 'x' } }, spec: { expiry } })
      .expect(204);
    await as(app, admin).put(`/v1/apiKeys/${uid}`).send({}).expect(204);
    expect((await trailOf(app, admin, uid)).map(({ spec }) => spec.contentMsg)).toEqual([
      expect.stringContaining(`API key "nightly" was created for "${user.emailId}", valid until `),
      `API key "nightly" was changed: name to "weekly", annotations, expiry to ${expiry}.`,
      'API key "weekly" was changed: nothing.',
    ]);
  });

  it('keeps the refused tries on an expired key, with the ref that the caller got', async () => {
    const admin = await given.tenant();
    const key = await given.apiKey(admin, { expiresInDays: 7 }, 'nightly');
    app.clock.advance(7 * DAY);
    const later = { ...admin, token: await given.token(admin.emailId, admin.password) };
    const path = `/v1/apiKeys/${key.uid}`;
    const tries = [
      await as(app, later).patch(path).send({ isActive: true }).expect(409),
      await as(app, later).put(`${path}/state`).send({ isActive: true }).expect(409),
      await as(app, later)
        .put(path)
        .send({ spec: { expiresInDays: 7 } })
        .expect(409),
    ];
    const [, ...refusals] = await trailOf(app, later, key.uid);
    expect(refusals.map(({ spec }) => [spec.actionMsg, spec.actionType, spec.requestId])).toEqual(
      tries.map(({ body }) => {
        expect(body).toEqual(errorBody('ApiKeyExpired'));
        return ['apiKey.refuse', 'action', body.ref];
      }),
    );
    app.clock.advance(-7 * DAY);
  });

  it('records no change that did not happen: bad input, and what was refused', async () => {
    const admin = await given.tenant();
    const user = await given.user(admin);
    const { uid } = await given.apiKey(admin);
    const path = `/v1/apiKeys/${uid}`;
    await as(app, admin)
      .put(path)
      .send({ spec: { expiry: 'never' } })
      .expect(400);
    await as(app, user).delete(path).expect(403);
    await as(app, await given.tenant())
      .delete(path)
      .expect(404);
    const changes = (await trailOf(app, admin, uid)).filter(({ spec }) => spec.actionType !== 'action');
    expect(changes.map(({ spec }) => spec.actionMsg)).toEqual(['apiKey.create']);
  });
});
