import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { BodilessAnswers, headEnd, headPairs } from './bodiless-answers.js';

const OURS = ['X-Auth-Org', 'acme: 100 %25', 'X-Auth-Email', ''];

/** Everything that the server says until it hangs up. */
async function said(server: Server, bytes: string): Promise<string> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  let text = '';
  socket.setEncoding('latin1').on('data', (more: string) => (text += more));
  socket.write(bytes);
  await once(socket, 'close');
  return text;
}

/** Heads without what differs by the moment, their lines in one order. */
function headsOf(text: string): string[][] {
  const heads = text.replaceAll(/Date: [^\r]+ GMT/g, 'Date: now').split('\r\n\r\n');
  return heads.map((head) => head.split('\r\n').toSorted());
}

describe('BodilessAnswers', () => {
  const answers = new BodilessAnswers({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' });
  const end = headEnd(OURS);
  let prepare: (response: ServerResponse) => void;
  let seen: boolean[];
  const server = createServer(
    { keepAliveTimeout: 75_000, requireHostHeader: false },
    (request: IncomingMessage, response: ServerResponse) => {
      prepare(response);
      const status = Number(request.headers.status ?? 200);
      if (request.url === '/documented') answers.write(response, status, headPairs(end));
      else answers.send(request, response, status, end);
      seen.push(response.headersSent && response.writableEnded && response.statusCode === status);
    },
  );

  beforeAll(async () => once(server.listen(0, '127.0.0.1'), 'listening'));
  afterAll(() => server.close());
  beforeEach(() => {
    seen = [];
    prepare = () => undefined;
  });

  const twoRequests = (path: string, lines: string, method = 'GET') =>
    `${method} ${path} HTTP/1.1\r\n${lines}\r\nGET ${path} HTTP/1.1\r\nConnection: close\r\n\r\n`;

  it.each([
    ['kept connections, requests one after the other', twoRequests('PATH', '')],
    ['another status', twoRequests('PATH', 'Status: 401\r\n')],
    ['a method of its own', twoRequests('PATH', '', 'HEAD')],
    ['HTTP/1.0', 'GET PATH HTTP/1.0\r\n\r\n'],
    ['HTTP/1.0 that is kept', 'GET PATH HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET PATH HTTP/1.0\r\n\r\n'],
    ['an expectation', twoRequests('PATH', 'Expect: 100-continue\r\n')],
  ])('reads like what Node writes by itself: %s', async (_, bytes) => {
    const ready = await said(server, bytes.replaceAll('PATH', '/ready'));
    const documented = await said(server, bytes.replaceAll('PATH', '/documented'));
    expect(headsOf(ready)).toEqual(headsOf(documented));
    expect(ready).toContain('X-Auth-Org: acme: 100 %25\r\n');
    expect(ready).toContain('X-Auth-Email: \r\n');
    expect(seen.every(Boolean)).toBe(true);
  });

  it('reads like it where Node is not as it was', async () => {
    const asKnown = await said(server, twoRequests('/ready', ''));
    prepare = (response) => {
      (response as unknown as { _keepAliveTimeout?: number })._keepAliveTimeout = undefined;
    };
    const lines = (text: string) =>
      headsOf(text).map((head) => head.filter((line) => !line.startsWith('Keep-')));
    expect(lines(await said(server, twoRequests('/ready', '')))).toEqual(lines(asKnown));
  });

  it('is what is used here, and not the documented way', async () => {
    let headSent = 0;
    prepare = (response) => {
      const writeHead = response.writeHead.bind(response) as (...all: unknown[]) => ServerResponse;
      response.writeHead = (...all: unknown[]) => {
        headSent++;
        return writeHead(...all);
      };
    };
    await said(server, twoRequests('/ready', ''));
    expect([seen.length, headSent]).toEqual([2, 1]); // the last one closes the connection
  });

  it('tells the time of the answer', async () => {
    const [, date] = /\r\nDate: ([^\r]+)\r\n/.exec(await said(server, twoRequests('/ready', ''))) ?? [];
    expect(Math.abs(Date.parse(date) - Date.now())).toBeLessThan(5000);
  });

  it.each([
    ['X-Auth-Org', 'a\r\nX-Auth-User-Uid: root'],
    ['X-Auth-Org', 'half a pair \ud800'],
    ['X-Auth\r\nX', 'a'],
    ['', 'a'],
  ])('does not take %j: %j into a head', (name, value) => {
    expect(() => headEnd([name, value])).toThrow(/Header name|Invalid character/);
  });

  it('takes a head apart again', () => {
    expect(headPairs(end)).toEqual(OURS);
    expect(headPairs(headEnd([]))).toEqual([]);
  });
});
