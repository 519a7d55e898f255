import { errorBody } from '../support/answers.js';
import { as } from '../support/caller.js';
import { API_KEYS, create, USERS } from '../support/creating.js';
import type { Creating } from '../support/creating.js';
import { Given, unique } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

/** What a key stands for: one caller and one operation. Whoever else uses the same text means something of their own. */
describe('an Idempotency-Key belongs to', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
    admin = await given.tenant();
  });
  afterAll(() => app.close());

  const made = async (who: Person | IssuedKey, operation: Creating, key: string, name: string) => {
    const { body } = await create(app, who, operation, key, name).expect(201);
    return (body as { uid: string }).uid;
  };

  it('its tenant: a stranger with the same key and body makes something of their own (AZ-02)', async () => {
    const stranger = await given.tenant();
    for (const operation of [API_KEYS, USERS]) {
      const [key, name] = [unique('key'), unique('thing')];
      const uids = [await made(admin, operation, key, name), await made(stranger, operation, key, name)];
      expect(new Set(uids).size).toBe(2);
      expect(await operation.count(app, stranger, name)).toBe(1);
    }
  });

  it('its caller: a colleague with the same key and body is told nothing of it (AZ-03)', async () => {
    const colleague = await given.user(admin, { roles: ['Tenant Admin'] });
    const [key, name] = [unique('key'), unique('thing')];
    const uids = [await made(admin, API_KEYS, key, name), await made(colleague, API_KEYS, key, name)];
    expect(new Set(uids).size).toBe(2);
    await made(admin, USERS, key, name);
    const answer = await create(app, colleague, USERS, key, name).expect(409);
    expect(answer.body).toMatchObject({ code: 'DuplicateResource' });
  });

  it('its caller, with whatever credential: a key of theirs repeats what their token did', async () => {
    const [key, name, own] = [unique('key'), unique('thing'), await given.apiKey(admin)];
    const uid = await made(admin, USERS, key, name);
    expect(await made(own, USERS, key, name)).toBe(uid);
  });

  it('its operation: the same key elsewhere is another request', async () => {
    const [key, name] = [unique('key'), unique('thing')];
    await made(admin, USERS, key, name);
    await made(admin, API_KEYS, key, name);
    const platform = await given.platformAdmin();
    await made(platform, USERS, key, name);
    await as(app, platform)
      .post('/v1/tenants')
      .set('Idempotency-Key', key)
      .send({ spec: { orgName: name, emailId: 'first@tenant.example' } })
      .expect(201);
  });

  it('one spelling: upper and lower case are two keys on every engine', async () => {
    const [key, name] = [unique('Key'), unique('thing')];
    const uids = [
      await made(admin, API_KEYS, key, name),
      await made(admin, API_KEYS, key.toLowerCase(), name),
    ];
    expect(new Set(uids).size).toBe(2);
  });

  describe('the permission of its caller, judged anew each time:', () => {
    const demote = (who: Person) =>
      as(app, admin)
        .put(`/v1/users/${who.uid}`)
        .send({ spec: { roles: ['User'] } })
        .expect(204);

    it('403 for who may no longer make users', async () => {
      const deputy = await given.user(admin, { roles: ['Tenant Admin'] });
      const [key, name] = [unique('key'), unique('thing')];
      await made(deputy, USERS, key, name);
      await demote(deputy);
      const answer = await create(app, deputy, USERS, key, name).expect(403);
      expect(answer.body).toEqual(errorBody('Forbidden'));
    });

    it('403 for who may no longer make keys for others', async () => {
      const deputy = await given.user(admin, { roles: ['Tenant Admin'] });
      const owner = await given.user(admin);
      const key = unique('key');
      const post = () =>
        as(app, deputy)
          .post('/v1/apiKeys')
          .set('Idempotency-Key', key)
          .send({ metadata: { name: 'lent' }, spec: { expiresInDays: 7, userUid: owner.uid } });
      await post().expect(201);
      await demote(deputy);
      expect((await post().expect(403)).body).toEqual(errorBody('Forbidden'));
    });

    it('401 for who was disabled', async () => {
      const deputy = await given.user(admin, { roles: ['Tenant Admin'] });
      const [key, name] = [unique('key'), unique('thing')];
      await made(deputy, USERS, key, name);
      await as(app, admin).put(`/v1/users/${deputy.uid}/state`).send({ isActive: false }).expect(204);
      expect((await create(app, deputy, USERS, key, name).expect(401)).body).toEqual(
        errorBody('NotAuthenticated'),
      );
    });
  });
});
