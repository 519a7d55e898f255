import { errorBody, visible } from '../support/answers.js';
import { as } from '../support/caller.js';
import { databaseDump } from '../support/database-dump.js';
import { Given } from '../support/given.js';
import type { Person } from '../support/given.js';
import { trailOf } from '../support/key-trail.js';
import { TestApp } from '../support/test-app.js';

const ABSENT = '01990f6e-8d1b-7c3f-8e42-1a2b3c4d5e6f';

describe('GET /v1/audits/{uid}', () => {
  let app: TestApp;
  let given: Given;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
  });
  afterAll(() => app.close());

  const get = (who: Person, uid: string) => as(app, who).get(`/v1/audits/${uid}`);

  /** An entry about a key that `who` made. */
  async function entryBy(who: Person) {
    const { uid } = await given.apiKey(who);
    const [entry] = await trailOf(app, who, uid);
    if (!entry) throw new Error('nothing was recorded');
    return entry;
  }

  describe('200', () => {
    it('shows the entry as the list does, to whoever did it and to their administrator', async () => {
      const admin = await given.tenant();
      const user = await given.user(admin);
      const entry = await entryBy(user);
      expect((await get(user, entry.metadata.uid).expect(200)).body).toEqual(entry);
      expect((await get(admin, entry.metadata.uid).expect(200)).body).toEqual(entry);
    });

    it('shows a platform administrator the entries of any tenant', async () => {
      const entry = await entryBy(await given.tenant());
      expect((await get(await given.platformAdmin(), entry.metadata.uid).expect(200)).body).toEqual(entry);
    });
  });

  describe('404, the same to the byte but for its ref', () => {
    it('for an entry of another tenant, of a colleague, of nobody, and for none', async () => {
      const admin = await given.tenant();
      const user = await given.user(admin);
      const byAdmin = await entryBy(admin);
      const foreign = await entryBy(await given.tenant());
      const absent = await get(user, ABSENT).expect(404);
      expect(absent.body).toEqual(errorBody('ResourceNotFound'));
      expect(visible(await get(user, byAdmin.metadata.uid))).toEqual(visible(absent));
      expect(visible(await get(user, foreign.metadata.uid))).toEqual(visible(absent));
      expect(visible(await get(admin, foreign.metadata.uid))).toEqual(visible(absent));
      expect(visible(await get(admin, 'x'))).toEqual(visible(absent));
    });
  });

  describe('no way to change what was written (AU-03)', () => {
    it.each(['post', 'put', 'patch', 'delete'] as const)(
      '%s is refused, on an entry and on all',
      async (method) => {
        const platform = await given.platformAdmin();
        const me = as(app, platform);
        const entry = await entryBy(platform);
        for (const path of ['/v1/audits', `/v1/audits/${entry.metadata.uid}`]) {
          const answer = await me[method](path).send({ spec: { contentMsg: 'nothing happened' } });
          expect([answer.status, answer.headers['allow']]).toEqual([405, 'GET']);
          expect(answer.body).toEqual(errorBody('MethodNotAllowed'));
        }
        expect((await get(platform, entry.metadata.uid).expect(200)).body).toEqual(entry);
      },
    );
  });

  describe('nothing secret in it (AU-05)', () => {
    it('neither a key, nor a password, nor a token, in any entry', async () => {
      const admin = await given.tenant();
      const key = await given.apiKey(admin);
      await as(app, key).patch(`/v1/apiKeys/${key.uid}`).send({ isActive: false }).expect(204);
      const { text } = await as(app, admin).get('/v1/audits?limit=0').expect(200);
      const everything = text + (await databaseDump(app));
      for (const secret of [key.value, admin.password, admin.token]) expect(everything).not.toContain(secret);
    });
  });
});
