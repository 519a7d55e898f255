import { errorBody } from '../support/answers.js';
import { TestApp } from '../support/test-app.js';

describe('the docs', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app.close());

  it('are a page whose files are all here: nothing comes from another host (WB-02)', async () => {
    const { text, headers } = await app.http
      .get('/docs')
      .expect(200)
      .expect('Content-Type', /^text\/html/);
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/);
    const files = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file]) => file ?? '');
    expect(files.length).toBeGreaterThanOrEqual(5);
    for (const file of files) {
      expect(file).not.toMatch(/^(\w+:|\/\/)/);
      await app.http.get(new URL(file, 'http://x/docs').pathname).expect(200);
    }
    expect(text.replace(/xmlns(:xlink)?="[^"]*"/g, '')).not.toMatch(/https?:/);
  });

  it('are there with a slash behind them too, and their files as well', async () => {
    const { text } = await app.http.get('/docs/').expect(200);
    const files = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file]) => file ?? '');
    for (const file of files) await app.http.get(new URL(file, 'http://x/docs/').pathname).expect(200);
  });

  it('hold the document of /openapi.json', async () => {
    const { text } = await app.http.get('/docs/swagger-ui-init.js').expect(200);
    expect(text).toContain('v1ApiKeysCreate');
  });

  it('do not lead out of their directory', async () => {
    const { body } = await app.http.get('/docs/%2e%2e/package.json').expect(403);
    expect(body).toEqual(errorBody('Forbidden'));
  });

  it.each(['/docs/nope.js', '/docs/..%2fpackage.json', '/docs-json', '/docs-yaml', '/docsx'])(
    'have nothing at %s: 404 in the one shape',
    async (path) => {
      const { body } = await app.http.get(path).expect(404);
      expect(body).toEqual(errorBody('ResourceNotFound'));
    },
  );
});

describe.each([
  ['in production', { NODE_ENV: 'production' }],
  ['when they are switched off', { LATCHKEY_DOCS: 'false' }],
])('the docs %s (WB-11)', (_, env) => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start({ env });
  });
  afterAll(() => app.close());

  it.each([
    '/docs',
    '/docs/',
    '/docs/swagger-ui-init.js',
    '/docs/swagger-ui.css',
    '/openapi.json',
    '/docs-json',
    '/docs-yaml',
  ])('are not there: %s is 404', async (path) => {
    const { body } = await app.http.get(path).expect(404);
    expect(body).toEqual(errorBody('ResourceNotFound'));
  });

  it('do not keep the service from working', async () => {
    await app.http.get('/health/ready').expect(200);
  });
});
