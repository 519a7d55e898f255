import { errorBody, visible } from '../support/answers.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { Person } from '../support/given.js';
import { trailOf } from '../support/key-trail.js';
import { TestApp } from '../support/test-app.js';

const ABSENT = '01990f6e-8d1b-7c3f-8e42-1a2b3c4d5e6f';

describe('GET /v1/audits/{uid}/sysMsg', () => {
  let app: TestApp;
  let given: Given;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
  });
  afterAll(() => app.close());

  const get = (who: Person, uid: string) => as(app, who).get(`/v1/audits/${uid}/sysMsg`);

  /** An entry about a key that `who` made. */
  async function entryBy(who: Person) {
    const { uid } = await given.apiKey(who);
    const [entry] = await trailOf(app, who, uid);
    if (!entry) throw new Error('nothing was recorded');
    return entry;
  }

  it('200: says what the entry says, to whoever may read it, whatever people wrote beside it', async () => {
    const admin = await given.tenant();
    const user = await given.user(admin);
    const { metadata, spec } = await entryBy(user);
    await as(app, admin).patch(`/v1/audits/${metadata.uid}/userMsg`).send({ userMsg: 'by hand' }).expect(204);
    for (const who of [user, admin, await given.platformAdmin()])
      expect((await get(who, metadata.uid).expect(200)).body).toEqual({
        actionMsg: 'apiKey.create',
        contentMsg: spec.contentMsg,
      });
  });

  it('404: the same to the byte for an entry of another tenant, of a colleague, and for none', async () => {
    const admin = await given.tenant();
    const user = await given.user(admin);
    const byAdmin = await entryBy(admin);
    const foreign = await entryBy(await given.tenant());
    const absent = await get(user, ABSENT).expect(404);
    expect(absent.body).toEqual(errorBody('ResourceNotFound'));
    expect(visible(await get(user, byAdmin.metadata.uid))).toEqual(visible(absent));
    expect(visible(await get(admin, foreign.metadata.uid))).toEqual(visible(absent));
    expect(visible(await get(admin, 'x'))).toEqual(visible(absent));
  });
});
