import { errorBody } from '../support/answers.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { Person } from '../support/given.js';
import { request, sendBytes } from '../support/raw-bytes.js';
import { BOOTSTRAP, TestApp } from '../support/test-app.js';

const LOGIN = JSON.stringify({ emailId: BOOTSTRAP.emailId, password: BOOTSTRAP.password });

/** The parameters and the white space that the media type of a body may have. */
const ACCEPTED = [
  ['application/json', ''],
  ['Application/JSON', ''],
  ['application/json', '; charset=utf-8'],
  ['application/json', ';charset="UTF-8"'],
  ['application/json', '; charset=utf8'],
  ['application/json', ' ; profile="x"'],
] as const;
/** Spellings at which one reader may see the media type and another may not; each is set behind `Content-Type:` as it is. */
const ODD_SPELLINGS: ((type: string) => string)[] = [
  ...ACCEPTED.map(
    ([accepted, rest]) =>
      (type: string) =>
        ` ${accepted.startsWith('A') ? type.replace('application', 'Application') : type}${rest}`,
  ),
  (type) => ` ${type}\t`,
  (type) => ` ${type}\t; x`,
  (type) => ` ${type};\tx`,
  (type) => `\t${type}`,
  (type) => ` ${type} ;`,
  (type) => ` ${type};`,
  (type) => ` ${type}\t;charset=utf-8`,
  (type) => ` ;${type}`,
  (type) => ` ${type}, ${type}`,
  (type) => ` ${type.replace('json', 'JSON')}\t`,
];

describe('the media type of a body (IN-03)', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app.close());

  const logIn = (contentType: string, body = LOGIN) =>
    app.http
      .post('/v1/auth/authenticate')
      .set('Content-Type', contentType)
      .serialize((text: unknown) => text as string)
      .send(body);

  it.each(ACCEPTED.map(([type, rest]) => type + rest))('may be %s', async (contentType) => {
    await logIn(contentType).expect(200);
  });

  it.each([
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain',
    'text/plain; application/json',
    'text/json',
    'text/html',
    'application/xml',
    'application/octet-stream',
    'application/jsonp',
    'application/json-seq',
    'application/json-patch+json',
    'application/vnd.api+json',
    'application/jsonx',
    'application/json/x',
    'application/json, text/plain',
    'application',
    '*/*',
    'json',
    'application/json; charset=latin1',
    'application/json; charset=utf-16',
    'application/json; charset=utf-8; charset=utf-7',
  ])('must not be %s: 415, and nobody is logged in', async (contentType) => {
    const { body } = await logIn(contentType).expect(415);
    expect(body).toEqual(errorBody('UnsupportedMediaType'));
  });

  it('must be said', async () => {
    const response = await app.http
      .post('/v1/auth/authenticate')
      .unset('Content-Type')
      .send(Buffer.from(LOGIN));
    expect(response.status).toBe(415);
    expect(response.body).toEqual(errorBody('UnsupportedMediaType'));
  });

  it('decides for a form that would be good input: a foreign page can post one without asking', async () => {
    const form = new URLSearchParams({ emailId: BOOTSTRAP.emailId, password: BOOTSTRAP.password }).toString();
    await logIn('application/x-www-form-urlencoded', form).expect(415);
  });

  describe('decides nothing about what a body must be', () => {
    let admin: Person;
    beforeAll(async () => {
      admin = await new Given(app).tenant();
    });

    const everybody = async () =>
      (await as(app, admin).get('/v1/users').expect(200)).body as { items: object[] };
    const send = async (method: string, path: string, contentType: string, content: unknown) => {
      const body = JSON.stringify(content);
      const head = [
        `${method} ${path} HTTP/1.1`,
        'Host: x',
        `Authorization: ${admin.token}`,
        `Content-Type:${contentType}`,
        `Content-Length: ${Buffer.byteLength(body)}`,
      ];
      return (await sendBytes(app, request(head, body))).status;
    };

    it.each(ODD_SPELLINGS.map((spell) => spell('application/json')))(
      'for a user to be made, spelt %j',
      async (contentType) => {
        const before = await everybody();
        for (const content of [
          { spec: { emailId: 7 } },
          { spec: { emailId: 'forbidden@x.example', isPlatformAdmin: true } },
          { spec: { emailId: 'forbidden@x.example' }, tenantUid: admin.tenantUid },
        ])
          expect([400, 415]).toContain(await send('POST', '/v1/users', contentType, content));
        expect(await everybody()).toEqual(before);
      },
    );

    it.each([
      ...ODD_SPELLINGS.map((spell) => spell('application/json')),
      ...ODD_SPELLINGS.map((spell) => spell('application/json-patch+json')),
    ])('for a user to be changed, spelt %j', async (contentType) => {
      const before = await everybody();
      for (const operation of [
        { op: 'replace', path: '/spec/emailId', value: 7 },
        { op: 'add', path: '/spec/isPlatformAdmin', value: true },
        { op: 'replace', path: '/spec/firstName', value: ['x'] },
      ])
        expect([400, 415]).toContain(await send('PATCH', `/v1/users/${admin.uid}`, contentType, [operation]));
      expect(await everybody()).toEqual(before);
    });
  });
});
