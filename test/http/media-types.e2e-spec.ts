import { errorBody } from '../support/answers.js';
import { BOOTSTRAP, TestApp } from '../support/test-app.js';

const LOGIN = JSON.stringify({ emailId: BOOTSTRAP.emailId, password: BOOTSTRAP.password });

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

  it.each([
    'application/json',
    'Application/JSON',
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"',
    'application/json; charset=utf8',
    'application/json ; profile="x"',
  ])('may be %s', async (contentType) => {
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
});
