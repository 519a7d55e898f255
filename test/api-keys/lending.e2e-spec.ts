import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';
import { DAY } from '../support/test-clock.js';

describe('the key of somebody who may do more than the caller (AZ-09)', () => {
  let app: TestApp;
  let given: Given;
  let root: Person;
  let colleague: Person;
  let key: IssuedKey;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
    root = await given.platformAdmin();
    colleague = await given.user(root, { roles: ['Tenant Admin'] });
  });
  beforeEach(async () => {
    key = await given.apiKey(root);
  });
  afterAll(() => app.close());

  const setState = (who: Person, isActive: boolean) =>
    as(app, who).put(`/v1/apiKeys/${key.uid}/state`).send({ isActive });
  const edit = (who: Person, body: object) => as(app, who).put(`/v1/apiKeys/${key.uid}`).send(body);

  it('is not brought back by them after it was revoked', async () => {
    await setState(root, false).expect(204);
    const { body } = await setState(colleague, true).expect(403);
    expect(body).toMatchObject({ code: 'Forbidden' });
    await as(app, key).get('/v1/users/info').expect(401);
    await setState(root, true).expect(204);
  });

  it('is given no more time by them', async () => {
    await edit(colleague, { spec: { expiresInDays: 90 } }).expect(403);
    app.clock.advance(30 * DAY);
    await as(app, key).get('/v1/users/info').expect(401);
    app.clock.advance(-30 * DAY);
  });

  it('may still be renamed, revoked and deleted: what takes rights away is open to every administrator', async () => {
    await edit(colleague, { metadata: { name: 'renamed' } }).expect(204);
    await setState(colleague, false).expect(204);
    await as(app, key).get('/v1/users/info').expect(401);
    await as(app, colleague).delete(`/v1/apiKeys/${key.uid}`).expect(204);
  });
});
