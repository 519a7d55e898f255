import { errorBody, oauthErrorBody } from '../support/answers.js';
import { as } from '../support/caller.js';
import { exchangeOf } from '../support/exchanging.js';
import { Given } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { routeTable } from '../support/route-table.js';
import { TestApp } from '../support/test-app.js';

const FORM = 'application/x-www-form-urlencoded';
const DOORS = ['/v1/oauth2/token', '/v1/oauth2/introspect'];

describe('a form', () => {
  let app: TestApp;
  let admin: Person;
  let key: IssuedKey;

  beforeAll(async () => {
    app = await TestApp.start();
    const given = new Given(app);
    admin = await given.tenant();
    key = await given.apiKey(admin);
  });
  afterAll(() => app.close());

  const send = (path: string, contentType: string, body: string) =>
    as(app, admin)
      .post(path)
      .set('Content-Type', contentType)
      .serialize((text: unknown) => text as string)
      .send(body);
  /** Good input for both doors. */
  const good = () => new URLSearchParams({ ...exchangeOf(key.value), token: key.value }).toString();
  const expectRefused = async (body: string, details: object) => {
    for (const path of DOORS) {
      const answer = await send(path, FORM, body).expect(400);
      expect(answer.body).toEqual(
        oauthErrorBody('invalid_request', 'InvalidInput', details as Record<string, unknown>),
      );
    }
  };

  it.each([FORM, 'Application/X-WWW-Form-URLEncoded', `${FORM}; charset=utf-8`, `${FORM};charset="UTF-8"`])(
    'is taken by the doors of OAuth as %s',
    async (contentType) => {
      for (const path of DOORS) await send(path, contentType, good()).expect(200);
    },
  );

  it.each([
    'application/json',
    'application/json-patch+json',
    'multipart/form-data; boundary=x',
    'text/plain',
    `${FORM}x`,
    `${FORM}; charset=latin1`,
    `${FORM}; charset=utf-8; charset=utf-7`,
    'application/json; application/x-www-form-urlencoded',
  ])('is all that they take: 415 for %s', async (contentType) => {
    for (const path of DOORS)
      for (const body of [good(), JSON.stringify({ token: key.value })])
        expect((await send(path, contentType, body).expect(415)).body).toEqual(
          oauthErrorBody('invalid_request', 'UnsupportedMediaType'),
        );
  });

  it('is 415 at every other address that takes a body', async () => {
    const others = routeTable(app).filter(
      ({ method, path }) => ['POST', 'PUT', 'PATCH', 'DELETE'].includes(method) && !DOORS.includes(path),
    );
    expect(others.length).toBeGreaterThan(30);
    for (const { method, path } of others) {
      const caller = as(app, admin);
      const answer = await caller[method.toLowerCase() as 'post'](path.replaceAll(/:\w+/g, 'x'))
        .set('Content-Type', FORM)
        .send(good());
      expect([path, answer.status, answer.body]).toEqual([path, 415, errorBody('UnsupportedMediaType')]);
    }
  });

  it('with a parameter twice is refused, also with another value, spelling or none (RFC 6749, 3.2)', async () => {
    for (const twice of ['other=1&other=1', 'other=1&other=2', 'other&oth%65r=1', 'other=&other='])
      await expectRefused(`${good()}&${twice}`, { other: 'must be given once' });
  });

  it('is refused when it is not well formed, or too much', async () => {
    const malformed = { body: 'must be a well-formed form in UTF-8' };
    for (const part of ['x=%', 'x=%zz', 'x=%ff', '%ff=x', 'x=a%00b'])
      await expectRefused(`${good()}&${part}`, malformed);
    const many = Array.from({ length: 40 }, (_, at) => `p${at}=x`).join('&');
    await expectRefused(`${good()}&${many}`, { body: 'must have at most 32 parameters' });
    for (const path of DOORS)
      expect((await send(path, FORM, `${good()}&x=${'x'.repeat(65_536)}`).expect(413)).body).toEqual(
        oauthErrorBody('invalid_request', 'PayloadTooLarge'),
      );
  });

  it('names nothing that reaches the prototype of anything', async () => {
    for (const name of ['__proto__', 'constructor', 'toString'])
      await send(DOORS[1] ?? '', FORM, `${good()}&${name}=x`).expect(200);
    await expectRefused(`${good()}&__proto__=x&__proto__=x`, {
      ['__proto__']: 'must be given once',
    });
  });

  it('with plus signs and percent-encoding means what a browser means by it', async () => {
    const body = `grant_type=${encodeURIComponent(exchangeOf('').grant_type)}&subject_token_type=urn%3Alatchkey%3Aparams%3Aoauth%3Atoken-type%3Aapi-key&subject_token=${key.value.replace('_', '%5f')}&scope=user.list+user.get%20role.get`;
    expect((await send(DOORS[0] ?? '', FORM, body).expect(200)).body).toMatchObject({
      scope: 'role.get user.get user.list',
    });
  });

  it('counts for nothing in the address: a token there would end up in logs', async () => {
    const { body } = await as(app, admin).post(`${DOORS[1]}?token=${key.value}`).type('form').expect(400);
    expect(body).toEqual(oauthErrorBody('invalid_request', 'InvalidInput', { token: 'must be given' }));
  });
});
