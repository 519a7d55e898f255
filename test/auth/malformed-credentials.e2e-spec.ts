import * as fc from 'fast-check';
import { errorBody } from '../support/answers.js';
import { Given } from '../support/given.js';
import { rawGet } from '../support/raw-request.js';
import { whoIs } from '../support/refreshing.js';
import { TestApp } from '../support/test-app.js';
import { encode } from '../support/tokens.js';

describe('a malformed credential (TK-05)', () => {
  let app: TestApp;
  let token: string;
  let key: string;

  beforeAll(async () => {
    app = await TestApp.start({ env: { LATCHKEY_INVALID_PER_MINUTE: '1000000' } });
    await app.app.listen(0);
    const given = new Given(app);
    const admin = await given.platformAdmin();
    token = admin.token;
    key = (await given.apiKey(admin)).value;
  });
  afterAll(() => app.close());

  const expectUnauthenticated = (answer: { status: number; text: string }) => {
    expect(JSON.parse(answer.text)).toEqual(errorBody('NotAuthenticated'));
    expect(answer.status).toBe(401);
  };

  const base64url = (text: string) => Buffer.from(text).toString('base64url');
  const header = encode({ alg: 'ES256', typ: 'session+jwt', kid: 'x' });
  const jwtHeader = encode({ alg: 'ES256', typ: 'JWT', kid: 'x' });

  it.each([
    ['nothing', ''],
    ['a scheme alone', 'Bearer'],
    ['a scheme and a space', 'Bearer '],
    ['dots', '..'],
    ['empty parts', 'a..c'],
    ['a header that is no JSON', `${base64url('{"alg"')}.e30.AA`],
    ['a header of null', `${base64url('null')}.e30.AA`],
    ['a header of a number', `${base64url('7')}.e30.AA`],
    ['a header of a text', `${base64url('"ES256"')}.e30.AA`],
    ['a header of a list', `${base64url('[]')}.e30.AA`],
    ['a payload that is no JSON', `${header}.${base64url('{{')}.AA`],
    ['a payload that is no JSON under typ JWT', `${jwtHeader}.${base64url('{{')}.AA`],
    ['an empty payload under typ JWT', `${jwtHeader}.A.AA`],
    ['a payload of null under typ JWT', `${jwtHeader}.${base64url('null')}.AA`],
    ['a deep header', `${base64url('['.repeat(2000))}.e30.AA`],
    ['bytes that are no UTF-8', `${Buffer.from([0xff, 0xfe]).toString('base64url')}.e30.AA`],
    ['a nested token', `${header}.${base64url(`${header}.e30.AA`)}.AA`],
    ['an encrypted token', `${header}.AA.AA.AA.AA`],
    ['many dots', '.'.repeat(4000)],
    ['a long token', `${header}.${'A'.repeat(12_000)}.AA`],
  ])('401 for %s, for use and for refresh', async (_what, value) => {
    expectUnauthenticated(await rawGet(app, '/v1/users/info', ['Authorization', value]));
    expectUnauthenticated(await app.http.post('/v1/auth/refresh').set('Authorization', value));
    if (value.length < 4000 && !/^Bearer|^$|^\.\.$/.test(value))
      expectUnauthenticated(await app.http.get(`/v1/auth/refresh/${value}`));
    await app.http
      .post('/v1/users/auth/tokens/revoke')
      .set('Authorization', token)
      .send({ tokens: [value.slice(0, 4096)] })
      .expect(204);
    await whoIs(app, token).expect(200);
  });

  it('401 or 400 for 300 arbitrary headers, never another answer', async () => {
    const anyHeader = fc.string({
      unit: fc
        .integer({ min: 0x20, max: 0xff })
        .filter((code) => code !== 0x7f)
        .map((code) => String.fromCharCode(code)),
      maxLength: 200,
    });
    const anyPart = fc.oneof(
      fc.json().map(base64url),
      fc.string().map(base64url),
      fc.constantFrom(header, jwtHeader, ...token.split('.')),
    );
    const anyToken = fc.array(anyPart, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('.'));
    const damaged = fc
      .tuple(fc.nat(token.length - 1), fc.constantFrom('.', '=', ' ', 'A', '*', 'é'))
      .map(([at, char]) => token.slice(0, at) + char + token.slice(at + 1))
      .filter((text) => text !== token);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('Authorization', 'ApiKey'),
        fc.oneof(
          anyHeader,
          anyToken,
          damaged,
          damaged.map((text) => `Bearer ${text}`),
        ),
        async (name, value) => {
          expectUnauthenticated(await rawGet(app, '/v1/users/info', [name, value]));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('401 for damaged tokens in the path', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(fc.nat(token.length - 1), fc.constantFrom('%20', '%0A', '%00', '%2F', '*', '%FF', '%', ';')),
        async ([at, text]) => {
          const path = token.slice(0, at) + text + token.slice(at + 1);
          const answer = await app.http.get(`/v1/auth/refresh/${path}`);
          expect([400, 401]).toContain(answer.status);
          expect(answer.body).toEqual(errorBody(expect.any(String) as string));
          expect(answer.text).not.toContain(token.slice(-20));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is not logged, good or bad', () => {
    const log = app.logs.join('');
    expect(log).toContain('/v1/users/info');
    expect(log).not.toContain(token.split('.')[2]);
    expect(log).not.toContain(key);
    expect(log).not.toContain('AAAAAAAAAA');
  });
});
