import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { errorBody } from '../support/answers.js';
import { TestApp } from '../support/test-app.js';

const PAGE = '<!doctype html><title>the console</title>';
const SCRIPT = 'console.log("the console");';
/** What browsers send when somebody opens an address. */
const NAVIGATION = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

describe('the console', () => {
  let app: TestApp;
  let directory: string;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'latchkey-console-'));
    mkdirSync(join(directory, 'assets'));
    const write = (name: string, text: string) => writeFileSync(join(directory, name), text);
    write('index.html', PAGE);
    write('assets/index-abc.js', SCRIPT);
    write('assets/index-abc.js.br', 'br');
    write('assets/index-abc.js.gz', 'gz');
    write('assets/notes.txt', 'not of a kind that is served');
    app = await TestApp.start({ builtConsole: directory });
  });
  afterAll(async () => {
    await app.close();
    rmSync(directory, { recursive: true });
  });

  it.each(['/', '/keys', '/keys/new?status=active', '/setup', '/no/such/page'])(
    'is the page of a browser that opens %s',
    async (path) => {
      const { text, headers } = await app.http.get(path).set('Accept', NAVIGATION).expect(200);
      expect(text).toBe(PAGE);
      expect(headers).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
      });
    },
  );

  it('WB-02 may run its own files and ask this service, and nothing else', async () => {
    const { headers } = await app.http.get('/').set('Accept', NAVIGATION).expect(200);
    const policy = headers['content-security-policy']?.split('; ').toSorted();
    expect(policy).toEqual([
      "base-uri 'none'",
      "connect-src 'self'",
      "default-src 'none'",
      "font-src 'self'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "img-src 'self'",
      "object-src 'none'",
      "require-trusted-types-for 'script'",
      "script-src 'self'",
      "style-src 'self'",
      "trusted-types 'none'",
    ]);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
    });
  });

  it.each(['/', '/keys', '/assets/index-abc.js'])(
    'WB-02 %s is for pages of ours alone: no other site loads it',
    async (path) => {
      const { headers } = await app.http
        .get(path)
        .set({ Accept: NAVIGATION, 'Accept-Encoding': 'identity' })
        .expect(200);
      expect(headers).toMatchObject({ 'cross-origin-resource-policy': 'same-origin' });
    },
  );

  it('has files that browsers keep: their names change with what is in them', async () => {
    const { text, headers } = await app.http
      .get('/assets/index-abc.js')
      .set('Accept-Encoding', 'identity')
      .expect(200);
    expect(text).toBe(SCRIPT);
    expect(headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'Accept-Encoding',
    });
    expect(headers).not.toHaveProperty('content-encoding');
  });

  it.each([
    ['br', 'gzip, deflate, br, zstd'],
    ['gzip', 'gzip;q=1.0, br;q=0'],
    [undefined, 'zstd'],
  ])('sends files that were compressed beforehand: %s for %s', async (encoding, accepted) => {
    const { statusCode, headers, payload } = await app.app
      .getHttpAdapter()
      .getInstance()
      .inject({ url: '/assets/index-abc.js', headers: { 'accept-encoding': accepted } });
    expect([statusCode, headers['content-encoding']]).toEqual([200, encoding]);
    expect(payload).toBe({ br: 'br', gzip: 'gz' }[encoding ?? ''] ?? SCRIPT);
  });

  it.each([
    ['what belongs to the API', '/v1/nope', NAVIGATION, undefined],
    ['the API itself', '/v1', NAVIGATION, undefined],
    ['a file of the docs', '/docs/nope', NAVIGATION, undefined],
    ['a check of health', '/health/nope', NAVIGATION, undefined],
    ['a file that is none', '/assets/index-old.js', NAVIGATION, undefined],
    ['a file of another kind', '/assets/notes.txt', NAVIGATION, undefined],
    ['a file above it', '/assets/..%2f..%2fpackage.json', NAVIGATION, undefined],
    ['an address with an ending', '/favicon.ico', NAVIGATION, undefined],
    ['a program that takes all', '/', '*/*', undefined],
    ['a program that wants JSON', '/keys', 'application/json', undefined],
    ['a script that asks', '/keys', NAVIGATION, 'cors'],
  ])('is not the answer to %s: %s stays 404 in the one shape', async (_, path, accept, mode) => {
    const request = app.http.get(path).set('Accept', accept);
    if (mode !== undefined) void request.set('Sec-Fetch-Mode', mode);
    const { body } = await request.expect(404);
    expect(body).toEqual(errorBody('ResourceNotFound'));
  });

  it.each(['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'] as const)(
    'is there for GET alone: %s is 404',
    async (method) => {
      const { statusCode } = await app.app
        .getHttpAdapter()
        .getInstance()
        .inject({ method, url: '/keys', headers: { accept: NAVIGATION } });
      expect(statusCode).toBe(404);
    },
  );

  it.each(['/docs', '/activate', '/reset', '/health/live'])('leaves %s as it is', async (path) => {
    const { text } = await app.http.get(path).set('Accept', NAVIGATION).expect(200);
    expect(text).not.toBe(PAGE);
  });
});

describe('without a console', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app.close());

  it('a browser gets the answer of a program', async () => {
    const { body } = await app.http.get('/').set('Accept', NAVIGATION).expect(404);
    expect(body).toEqual(errorBody('ResourceNotFound'));
  });
});
