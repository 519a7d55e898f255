import { TENANT_PERMISSIONS } from '#access';
import { errorBody } from '../support/answers.js';
import { exchanged, exchangeOf } from '../support/exchanging.js';
import { Given } from '../support/given.js';
import { TestApp } from '../support/test-app.js';
import { claimsOf } from '../support/tokens.js';

const PATH = '/.well-known/oauth-authorization-server';

interface Metadata {
  [name: string]: unknown;
  issuer: string;
  jwks_uri: string;
  token_endpoint: string;
  introspection_endpoint: string;
  grant_types_supported: string[];
}

describe('GET /.well-known/oauth-authorization-server', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start({
      env: { LATCHKEY_PUBLIC_URL: 'https://keys.acme.test', LATCHKEY_DOCS: 'false' },
    });
  });
  afterAll(() => app.close());

  const read = async (of = app) => (await of.http.get(PATH).expect(200)).body as Metadata;

  it('tells what there is, and may be kept for an hour; its addresses are as configured, whoever was asked (CF-08)', async () => {
    const { body, headers } = await app.http.get(PATH).expect(200);
    expect(body).toEqual({
      issuer: 'https://keys.acme.test',
      jwks_uri: 'https://keys.acme.test/.well-known/jwks.json',
      token_endpoint: 'https://keys.acme.test/v1/oauth2/token',
      token_endpoint_auth_methods_supported: ['none'],
      introspection_endpoint: 'https://keys.acme.test/v1/oauth2/introspect',
      introspection_endpoint_auth_methods_supported: ['client_secret_basic', 'Bearer'],
      grant_types_supported: ['urn:ietf:params:oauth:grant-type:token-exchange'],
      response_types_supported: [],
      scopes_supported: [...TENANT_PERMISSIONS],
    });
    expect(headers['cache-control']).toBe('public, max-age=3600');
  });

  it('tells the truth: every door is there, and the issuer is who tokens name (RFC 8414, 3.3)', async () => {
    const metadata = await read();
    const path = (url: string) => new URL(url).pathname;
    await app.http.get(path(metadata.jwks_uri)).expect(200);
    const given = new Given(app);
    const admin = await given.platformAdmin();
    const key = await given.apiKey(admin);
    const [grant_type] = metadata.grant_types_supported;
    const answer = await app.http
      .post(path(metadata.token_endpoint))
      .type('form')
      .send({ ...exchangeOf(key.value), grant_type })
      .expect(200);
    const token = (answer.body as { access_token: string }).access_token;
    for (const issued of [token, admin.token]) expect(claimsOf(issued).iss).toBe(metadata.issuer);
    const { body } = await app.http
      .post(path(metadata.introspection_endpoint))
      .auth('any', key.value)
      .type('form')
      .send({ token })
      .expect(200);
    expect(body).toMatchObject({ active: true, iss: metadata.issuer });
  });

  it('tells of the docs where they are served, and is ours by any name', async () => {
    const other = await TestApp.start({ env: { PORT: '4711' } });
    const metadata = await read(other);
    expect(metadata).toMatchObject({
      issuer: 'http://127.0.0.1:4711',
      token_endpoint: 'http://127.0.0.1:4711/v1/oauth2/token',
      service_documentation: 'http://127.0.0.1:4711/docs',
    });
    const given = new Given(other);
    const token = await exchanged(other, (await given.apiKey(await given.platformAdmin())).value);
    expect(claimsOf(token).iss).toBe(metadata.issuer);
    await other.close();
  });

  it('is read and nothing else', async () => {
    expect((await app.http.post(PATH).expect(405)).body).toEqual(errorBody('MethodNotAllowed'));
  });
});
