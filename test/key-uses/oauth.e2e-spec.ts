import { as } from '../support/caller.js';
import { exchanged } from '../support/exchanging.js';
import { Given } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { shownUse, writeUses } from '../support/key-uses.js';
import { TestApp } from '../support/test-app.js';
import { MINUTE } from '../support/test-clock.js';

describe('the last use of a key, by OAuth libraries', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;
  let key: IssuedKey;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
    admin = await given.tenant();
  });
  beforeEach(async () => {
    key = await given.apiKey(admin);
  });
  afterAll(() => app.close());

  const shown = async () => {
    await writeUses(app);
    return shownUse(app, admin, key);
  };
  const introspect = (token: string) =>
    as(app, admin).post('/v1/oauth2/introspect').type('form').send({ token }).expect(200);

  it('is that it was exchanged, with the address', async () => {
    await exchanged(app, key.value);
    const use = {
      time: app.clock.now().toISOString(),
      way: 'exchange',
      ip: expect.stringMatching(/127\.0\.0\.1|::1/),
    };
    expect(await shown()).toEqual(use);
  });

  it('is that somebody asked about it, or about a token that it was exchanged for', async () => {
    await introspect(key.value);
    expect(await shown()).toEqual({ time: app.clock.now().toISOString(), way: 'verify' });
    const token = await exchanged(app, key.value);
    app.clock.advance(MINUTE);
    await introspect(token);
    expect(await shown()).toEqual({ time: app.clock.now().toISOString(), way: 'verify' });
  });

  it('is not that it was refused', async () => {
    await as(app, admin).patch(`/v1/apiKeys/${key.uid}`).send({ isActive: false }).expect(204);
    await introspect(key.value);
    expect(await shown()).toBeUndefined();
  });
});
