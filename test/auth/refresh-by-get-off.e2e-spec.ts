import { withoutRef } from '../support/answers.js';
import { Given } from '../support/given.js';
import { refreshed } from '../support/refreshing.js';
import { TestApp } from '../support/test-app.js';
import { claimsOf } from '../support/tokens.js';

describe('GET /v1/auth/refresh/{token} with LATCHKEY_REFRESH_BY_GET=false', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start({ env: { LATCHKEY_REFRESH_BY_GET: 'false' } });
  });
  afterAll(() => app.close());

  it('404, like an address that never was, and refreshes nothing', async () => {
    const { token } = await new Given(app).platformAdmin();
    const answer = await app.http.get(`/v1/auth/refresh/${token}`).expect(404);
    const nowhere = await app.http.get('/v1/auth/nowhere').expect(404);
    expect(withoutRef(answer.text)).toBe(withoutRef(nowhere.text));
    expect(claimsOf(await refreshed(app, token)).gen).toBe(1);
  });

  it('leaves POST /v1/auth/refresh', async () => {
    const { token } = await new Given(app).platformAdmin();
    expect(claimsOf(await refreshed(app, token)).sid).toBe(claimsOf(token).sid);
  });
});
