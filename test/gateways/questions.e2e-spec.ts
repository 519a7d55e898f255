import { Given } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { rawRequest } from '../support/raw-request.js';
import { TestApp } from '../support/test-app.js';

/** What the gateways that are not run here ask; their pages are docs/gateways/envoy.md and traefik.md. */
describe('the question that is asked', () => {
  let app: TestApp;
  let user: Person;
  let key: IssuedKey;

  beforeAll(async () => {
    app = await TestApp.start({ env: { LATCHKEY_TRUSTED_PROXIES: '127.0.0.1' } });
    const given = new Given(app);
    user = await given.user(await given.tenant());
    key = await given.apiKey(user);
  });
  afterAll(() => app.close());

  const address = () => `/things?a=1&ApiKey=${key.value}&b=2`;
  const envoy = (path: string, ...headers: string[]) =>
    rawRequest(app, 'POST', path, [...headers, 'X-Forwarded-For', '203.0.113.7', 'Content-Length', '0']);

  it('by Envoy, with the method of the client, is answered', async () => {
    const shown = [
      ['ApiKey', key.value],
      ['X-Original-URI', address()],
      ['Authorization', `Bearer ${user.token}`],
    ];
    for (const headers of shown) {
      const answer = await envoy('/v1/auth/verify', ...headers);
      expect(answer).toMatchObject({ status: 200, text: '', headers: { 'x-auth-user-uid': user.uid } });
    }
    expect(await envoy('/v1/auth/verify?permission=audit.list', ...(shown[0] ?? []))).toMatchObject({
      status: 403,
    });
  });

  it('by an older Envoy, which appends the address of the client, is answered', async () => {
    const before = '/v1/auth/verify?asked=';
    expect(await envoy(`${before}/things`, 'ApiKey', key.value)).toMatchObject({ status: 200 });
    expect(await envoy(`${before}${address()}`, 'X-Original-URI', address())).toMatchObject({ status: 200 });
    expect(await envoy(`${before}/things?a=1&permission=audit.list`, 'ApiKey', key.value)).toMatchObject({
      status: 403,
    });
    expect(await envoy(`${before}/things`)).toMatchObject({ status: 401 });
  });

  it('by Traefik, which says what the client asked for, is answered', async () => {
    const traefik = (...headers: string[]) => {
      const says = [
        'X-Forwarded-Method',
        'POST',
        'X-Forwarded-Host',
        'api.example',
        'X-Forwarded-For',
        '203.0.113.7',
      ];
      return rawRequest(app, 'GET', '/v1/auth/verify', [...says, ...headers]);
    };
    expect(await traefik('X-Forwarded-Uri', '/things', 'Apikey', key.value)).toMatchObject({ status: 200 });
    expect(await traefik('X-Forwarded-Uri', address())).toMatchObject({ status: 200 });
    expect(await traefik('X-Forwarded-Uri', '/things')).toMatchObject({ status: 401 });
    expect(app.logs.at(-1)).toContain('203.0.113.7');
  });
});
