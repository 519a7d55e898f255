import { actionsOn } from '../support/key-trail.js';
import { errorBody, visible } from '../support/answers.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

const ABSENT = '01990f6e-8d1b-7c3f-8e42-1a2b3c4d5e6f';

/** Everything that can be tried on one key. */
const VERBS: [
  string,
  (caller: ReturnType<typeof as>, path: string) => ReturnType<ReturnType<typeof as>['get']>,
][] = [
  ['GET', (caller, path) => caller.get(path)],
  ['PUT a name', (caller, path) => caller.put(path).send({ metadata: { name: 'taken over' } })],
  ['PUT an expiry', (caller, path) => caller.put(path).send({ spec: { expiresInDays: 90 } })],
  ['PATCH', (caller, path) => caller.patch(path).send({ isActive: false })],
  ['PUT /state', (caller, path) => caller.put(`${path}/state`).send({ isActive: false })],
  ['DELETE', (caller, path) => caller.delete(path)],
];

describe('API keys of others', () => {
  let app: TestApp;
  let given: Given;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
  });
  afterAll(() => app.close());

  /** A key, with a way to see that nothing has happened to it. */
  async function watched(owner: Person): Promise<{ key: IssuedKey; expectUntouched: () => Promise<void> }> {
    const key = await given.apiKey(owner);
    const read = () => as(app, owner).get(`/v1/apiKeys/${key.uid}`);
    const before = (await read().expect(200)).body;
    const expectUntouched = async () => {
      expect((await read().expect(200)).body).toEqual(before);
      await app.http.get('/v1/users/info').set('ApiKey', key.value).expect(200);
      expect(await actionsOn(app, owner, key.uid)).toEqual(['apiKey.create']);
    };
    return { key, expectUntouched };
  }

  describe.each(VERBS)('%s', (_verb, attempt) => {
    it('answers for another tenant’s key exactly as for none: 404, whoever asks (AZ-02)', async () => {
      const { key, expectUntouched } = await watched(await given.tenant());
      const stranger = await given.tenant();
      const callers = [stranger, await given.user(stranger), await given.platformAdmin()];
      for (const caller of [...callers, await given.apiKey(stranger)]) {
        const foreign = await attempt(as(app, caller), `/v1/apiKeys/${key.uid}`);
        const absent = await attempt(as(app, caller), `/v1/apiKeys/${ABSENT}`);
        expect(foreign.status).toBe(404);
        expect(foreign.body).toEqual(errorBody('ResourceNotFound'));
        expect(visible(foreign)).toEqual(visible(absent));
      }
      await expectUntouched();
    });

    it('lets a user do nothing with a colleague’s key: 403 with a token and with a key (AZ-03)', async () => {
      const admin = await given.tenant();
      const { key, expectUntouched } = await watched(admin);
      const user = await given.user(admin);
      for (const caller of [user, await given.apiKey(user)]) {
        const { status, body } = await attempt(as(app, caller), `/v1/apiKeys/${key.uid}`);
        expect(status).toBe(403);
        expect(body).toEqual(errorBody('Forbidden'));
      }
      await expectUntouched();
    });

    it('lets nobody do anything without a credential: 401, whether the key exists or not', async () => {
      const { key, expectUntouched } = await watched(await given.tenant());
      const nobody = app.http as unknown as ReturnType<typeof as>;
      const existing = await attempt(nobody, `/v1/apiKeys/${key.uid}`);
      const absent = await attempt(nobody, `/v1/apiKeys/${ABSENT}`);
      expect(existing.body).toEqual(errorBody('NotAuthenticated'));
      expect(existing.status).toBe(401);
      expect(visible(existing)).toEqual(visible(absent));
      await expectUntouched();
    });
  });

  it('lets an administrator go on with a key whose owner is disabled, and takes it with the owner’s end', async () => {
    const admin = await given.tenant();
    const user = await given.user(admin);
    const key = await given.apiKey(user);
    await as(app, admin).put(`/v1/users/${user.uid}/state`).send({ isActive: false }).expect(204);
    await as(app, admin)
      .put(`/v1/apiKeys/${key.uid}`)
      .send({ metadata: { name: 'orphan' } })
      .expect(204);
    await as(app, admin).delete(`/v1/users/${user.uid}`).expect(204);
    expect((await as(app, admin).get(`/v1/apiKeys/${key.uid}`).expect(404)).body).toEqual(
      errorBody('ResourceNotFound'),
    );
    expect((await as(app, admin).get('/v1/apiKeys').expect(200)).body.items).toEqual([]);
  });
});
