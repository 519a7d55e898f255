import { errorBody } from '../support/answers.js';
import { actionsOn, trailOf } from '../support/key-trail.js';
import { as } from '../support/caller.js';
import { databaseDump } from '../support/database-dump.js';
import { Given } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';
import { sha256 } from '../../libs/secrets/digest.js';

describe('DELETE /v1/apiKeys/{uid}', () => {
  let app: TestApp;
  let given: Given;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
  });
  afterAll(() => app.close());

  const remove = (who: Person | IssuedKey, uid: string) => as(app, who).delete(`/v1/apiKeys/${uid}`);
  const use = (key: IssuedKey) => app.http.get('/v1/users/info').set('ApiKey', key.value);

  describe('204', () => {
    it('ends the key for good: the next request with it is refused, and nothing of it is left to read', async () => {
      const user = await given.user(await given.tenant());
      const key = await given.apiKey(user);
      expect((await remove(user, key.uid).expect(204)).text).toBe('');
      await use(key).expect(401);
      expect((await as(app, user).get(`/v1/apiKeys/${key.uid}`).expect(404)).body).toEqual(
        errorBody('ResourceNotFound'),
      );
      expect((await as(app, user).get('/v1/apiKeys').expect(200)).body.items).toEqual([]);
      expect(await databaseDump(app)).not.toContain(sha256(key.value));
    });

    it('deletes that key alone', async () => {
      const admin = await given.tenant();
      const [key, sibling] = [await given.apiKey(admin), await given.apiKey(admin)];
      await remove(admin, key.uid).expect(204);
      await use(sibling).expect(200);
    });

    it('leaves the trail: the entries about it stay, the last tells who deleted it', async () => {
      const admin = await given.tenant();
      const user = await given.user(admin);
      const key = await given.apiKey(user, {}, 'nightly');
      await remove(admin, key.uid).expect(204);
      const [made, deleted, ...more] = await trailOf(app, admin, key.uid);
      expect([made?.spec.actionMsg, more]).toEqual(['apiKey.create', []]);
      expect(deleted?.spec).toMatchObject({
        actionMsg: 'apiKey.delete',
        actionType: 'delete',
        contentMsg: 'API key "nightly" was deleted.',
        actor: { user: { uid: admin.uid } },
        resource: { kind: 'apiKey', uid: key.uid, name: 'nightly' },
      });
    });

    it('takes what existing clients send: a JSON media type without a body', async () => {
      const admin = await given.tenant();
      const { uid } = await given.apiKey(admin);
      await remove(admin, uid).set('Content-Type', 'application/json').expect(204);
    });

    it('deletes revoked and expired keys alike, and lets a key delete itself', async () => {
      const admin = await given.tenant();
      const [revoked, own] = [await given.apiKey(admin), await given.apiKey(admin)];
      await as(app, admin).patch(`/v1/apiKeys/${revoked.uid}`).send({ isActive: false }).expect(204);
      await remove(admin, revoked.uid).expect(204);
      await remove(own, own.uid).expect(204);
      await use(own).expect(401);
      const expiring = await given.apiKey(admin, {
        expiresInDays: undefined,
        expiry: new Date(app.clock.now().getTime() + 1).toISOString(),
      });
      app.clock.advance(1);
      await remove(admin, expiring.uid).expect(204);
    });
  });

  describe('at the same time as other changes (MI-04)', () => {
    it('has the last word over edits and re-activations: the key never reappears', async () => {
      const admin = await given.tenant();
      const key = await given.apiKey(admin);
      const path = `/v1/apiKeys/${key.uid}`;
      const me = as(app, admin);
      const edit = (index: number) =>
        index % 2 === 0
          ? me.put(path).send({ metadata: { name: `name-${index}` } })
          : me.patch(path).send({ isActive: index % 4 === 1 });
      const [deleted, ...others] = await Promise.all([
        new Promise((resolve) => setImmediate(resolve)).then(() => me.delete(path)),
        ...Array.from({ length: 20 }, (_, index) => edit(index)),
      ]);
      expect(deleted.status).toBe(204);
      for (const { status, body } of others) {
        expect([204, 404]).toContain(status);
        if (status === 404) expect(body).toEqual(errorBody('ResourceNotFound'));
      }
      await use(key).expect(401);
      await me.get(path).expect(404);
      const actions = await actionsOn(app, admin, key.uid);
      expect(actions.filter((action) => action === 'apiKey.delete')).toHaveLength(1);
      expect(actions.at(-1)).toBe('apiKey.delete');
    });

    it('is done by one of many who ask for it, and recorded once', async () => {
      const admin = await given.tenant();
      const { uid } = await given.apiKey(admin);
      const answers = await Promise.all(Array.from({ length: 10 }, () => remove(admin, uid)));
      expect(answers.filter((answer) => answer.status === 204)).toHaveLength(1);
      expect(answers.filter((answer) => answer.status === 404)).toHaveLength(9);
      expect(await actionsOn(app, admin, uid)).toEqual(['apiKey.create', 'apiKey.delete']);
    });
  });

  describe('404', () => {
    it('says so for a key that is gone, and records nothing more', async () => {
      const admin = await given.tenant();
      const { uid } = await given.apiKey(admin);
      await remove(admin, uid).expect(204);
      expect((await remove(admin, uid).expect(404)).body).toEqual(errorBody('ResourceNotFound'));
      expect(await actionsOn(app, admin, uid)).toEqual(['apiKey.create', 'apiKey.delete']);
    });
  });
});
