import { errorBody } from '../support/answers.js';
import { request, sendBytes } from '../support/raw-bytes.js';
import { TestApp } from '../support/test-app.js';

const CANARY = 'lk_CanaryCanaryCanaryCanaryCanaryCanary12';

describe('bytes that are no good request', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app.close());

  const post = (...lines: string[]) => [
    'POST /v1/auth/authenticate HTTP/1.1',
    'Host: x',
    'Content-Type: application/json',
    ...lines,
  ];

  it.each<[string, string | Buffer]>([
    ['are garbage', `${CANARY}\r\n\r\n`],
    ['are binary', Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x0d, 0x0a, 0x0d, 0x0a])],
    ['name a method that nobody knows', request([`${CANARY} / HTTP/1.1`, 'Host: x'])],
    ['name a version that nobody knows', request([`GET /?ApiKey=${CANARY} HTTP/9.9`, 'Host: x'])],
    ['have a space in the address', request([`GET /v1/x y?ApiKey=${CANARY} HTTP/1.1`, 'Host: x'])],
    ['have a header without a name', request(['GET / HTTP/1.1', 'Host: x', `: ${CANARY}`])],
    ['have a space before a colon', request(['GET / HTTP/1.1', 'Host: x', `ApiKey : ${CANARY}`])],
    ['fold a header over two lines', request(['GET / HTTP/1.1', 'Host: x', 'ApiKey: a', ` ${CANARY}`])],
    ['have a NUL in a header', request(['GET / HTTP/1.1', 'Host: x', `ApiKey: ${CANARY}\0`])],
    ['have a bare CR in a header', request(['GET / HTTP/1.1', 'Host: x', `ApiKey: ${CANARY}\rX: y`])],
    ['give no host', request([`GET /v1/users/info?ApiKey=${CANARY} HTTP/1.1`])],
    ['give two hosts (IN-07)', request(['GET /health/live HTTP/1.1', 'Host: x', 'hOST: y'])],
    ['give one host twice (IN-07)', request(['GET /health/live HTTP/1.1', 'Host: x', 'Host: x'])],
    ['give an empty host and another (IN-07)', request(['GET /health/live HTTP/1.1', 'Host:', 'Host: x'])],
    ['give two hosts in HTTP/1.0 (IN-07)', request(['GET /health/live HTTP/1.0', 'Host: x', 'Host: y'])],
    ['give two media types (IN-07)', request(post('content-TYPE: text/plain', 'Content-Length: 2'), '{}')],
    [
      'give one media type twice (IN-07)',
      request(post('Content-Type: application/json', 'Content-Length: 2'), '{}'),
    ],
    ['give two lengths', request(post('Content-Length: 2', 'Content-Length: 3'), '{}')],
    [
      'give a length and chunks',
      request(post('Content-Length: 2', 'Transfer-Encoding: chunked'), '0\r\n\r\n'),
    ],
    ['give a length that is no number', request(post('Content-Length: +2'), '{}')],
    ['give a length below zero', request(post('Content-Length: -1'), '{}')],
    ['give chunks twice', request(post('Transfer-Encoding: chunked, chunked'), '0\r\n\r\n')],
    ['have a chunk without a size', request(post('Transfer-Encoding: chunked'), `${CANARY}\r\n`)],
    ['are badly percent-encoded', request([`GET /v1/%zz?ApiKey=${CANARY} HTTP/1.1`, 'Host: x'])],
    ['are percent-encoded to no UTF-8', request([`GET /v1/%ff?ApiKey=${CANARY} HTTP/1.1`, 'Host: x'])],
  ])('and that %s: 400 in the one shape, nothing repeated, connection closed (IN-14)', async (_, bytes) => {
    const { status, headers, text } = await sendBytes(app, bytes);
    expect({ status, body: JSON.parse(text) as object }).toEqual({
      status: 400,
      body: errorBody('BadRequest'),
    });
    expect(headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'content-length': String(Buffer.byteLength(text)),
      connection: 'close',
    });
    expect(text).not.toContain(CANARY.slice(0, 12));
  });

  it('leave a line in the log with the ref of the answer, and nothing of what was sent', async () => {
    const from = app.logs.length;
    for (const bytes of [
      `${CANARY}\r\n\r\n`,
      request([`GET /v1/%zz?ApiKey=${CANARY} HTTP/1.1`, 'Host: x']),
    ]) {
      const { ref } = JSON.parse((await sendBytes(app, bytes)).text) as { ref: string };
      const lines = app.logs.slice(from).map((line) => JSON.parse(line) as Record<string, unknown>);
      expect(lines.filter((line) => line['requestId'] === ref)).toEqual([
        expect.objectContaining({ msg: 'request', route: '(none)', status: 400, ip: '127.0.0.1' }),
      ]);
    }
    expect(app.logs.join()).not.toContain(CANARY.slice(0, 12));
  });

  it('do no harm to others: the service answers on', async () => {
    await Promise.all(Array.from({ length: 20 }, () => sendBytes(app, 'garbage\r\n\r\n')));
    await app.http.get('/health/live').expect(200);
  });

  describe('but that are only unusual', () => {
    it('in HTTP/1.0, without a host', async () => {
      expect((await sendBytes(app, 'GET /health/live HTTP/1.0\r\n\r\n')).status).toBe(200);
    });

    it('with an expectation that we do not know are answered as if it were not there', async () => {
      const answer = await sendBytes(app, request(['GET /health/live HTTP/1.1', 'Host: x', 'Expect: tea']));
      expect(answer.status).toBe(200);
    });

    it('with a wish for another protocol are answered in this one', async () => {
      const lines = ['GET /health/live HTTP/1.1', 'Host: x', 'Upgrade: websocket'];
      const answer = await sendBytes(app, [...lines, 'Connection: close, Upgrade', '', ''].join('\r\n'));
      expect(answer.status).toBe(200);
    });
  });
});
