import { errorBody } from '../support/answers.js';
import { sendBytes, request } from '../support/raw-bytes.js';
import { TestApp } from '../support/test-app.js';

const KIB = 1024;

describe('what is too much (IN-01)', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app.close());

  const logIn = (body: string) =>
    app.http.post('/v1/auth/authenticate').set('Content-Type', 'application/json').send(body);
  /** A JSON text of exactly so many bytes. */
  const json = (bytes: number) => `{"emailId":"${'x'.repeat(bytes - 14)}"}`;

  describe('a body', () => {
    it('of 64 KiB is read', async () => {
      const body = json(64 * KIB);
      expect(Buffer.byteLength(body)).toBe(64 * KIB);
      await logIn(body).expect(400);
    });

    it('of one byte more is not: 413', async () => {
      const { body } = await logIn(json(64 * KIB + 1)).expect(413);
      expect(body).toEqual(errorBody('PayloadTooLarge'));
    });

    it('that does not say how long it is, is cut off all the same', async () => {
      const chunk = `${(40 * KIB).toString(16)}\r\n${' '.repeat(40 * KIB)}\r\n`;
      const answer = await sendBytes(
        app,
        request(
          [
            'POST /v1/auth/authenticate HTTP/1.1',
            'Host: x',
            'Content-Type: application/json',
            'Transfer-Encoding: chunked',
          ],
          `${chunk}${chunk}0\r\n\r\n`,
        ),
      );
      expect(answer.status).toBe(413);
      expect(JSON.parse(answer.text)).toEqual(errorBody('PayloadTooLarge'));
    });

    it('that only says that it is too long is refused before it is sent', async () => {
      const answer = await sendBytes(
        app,
        request([
          'POST /v1/auth/authenticate HTTP/1.1',
          'Host: x',
          'Content-Type: application/json',
          'Content-Length: 1000000000',
        ]),
      );
      expect(answer.status).toBe(413);
    });
  });

  describe('an address', () => {
    const path = (length: number) => `/${'x'.repeat(length - 1)}`;

    it('of 8 KiB is looked up', async () => {
      await app.http.get(path(8 * KIB)).expect(404);
      await app.http.get(`/health/live?q=${'x'.repeat(8 * KIB - 15)}`).expect(200);
    });

    it('of one byte more is not: 414, without a word of it', async () => {
      for (const long of [path(8 * KIB + 1), `/health/live?q=${'x'.repeat(8 * KIB - 14)}`]) {
        const { body } = await app.http.get(long).expect(414);
        expect(body).toEqual(errorBody('UriTooLong'));
      }
    });

    it('with one part of more than 4 KiB is not: 414, without a word of it', async () => {
      const { text, body } = await app.http.get(`/v1/auth/refresh/${'secret'.repeat(700)}`).expect(414);
      expect(body).toEqual(errorBody('UriTooLong'));
      expect(text).not.toContain('secret');
    });
  });

  describe('headers', () => {
    it('of more than 16 KiB are refused: 431', async () => {
      const answer = await sendBytes(
        app,
        request(['GET /health/live HTTP/1.1', 'Host: x', `X-Long: ${'x'.repeat(17 * KIB)}`]),
      );
      expect(answer.status).toBe(431);
      expect(JSON.parse(answer.text)).toEqual(errorBody('HeadersTooLarge'));
    });

    const many = (count: number) =>
      request([
        'GET /health/live HTTP/1.1',
        ...Array.from({ length: count - 2 }, (_, at) => `X-${at}: 1`),
        'Host: x',
      ]);

    it('may be 100', async () => {
      expect((await sendBytes(app, many(100))).status).toBe(200);
    });

    it('must not be 101: 431', async () => {
      const answer = await sendBytes(app, many(101));
      expect(answer.status).toBe(431);
      expect(JSON.parse(answer.text)).toEqual(errorBody('HeadersTooLarge'));
    });
  });
});
