import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { TestApp } from './test-app.js';

/** An answer as it came over the wire. */
export interface RawAnswer {
  status: number;
  headers: Record<string, string>;
  text: string;
}

/** Sends these very bytes on a connection of its own, and reads until the service closes it. */
export async function sendBytes(app: TestApp, bytes: string | Buffer): Promise<RawAnswer> {
  const server = app.app.getHttpServer();
  if (!server.listening) await app.app.listen(0, '127.0.0.1');
  const { port } = server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1');
  const chunks: Buffer[] = [];
  await new Promise<void>((resolve, reject) => {
    socket.on('connect', () => socket.write(bytes));
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => resolve());
  });
  return parse(Buffer.concat(chunks).toString());
}

/** @returns a request with these lines as its head, which asks for the connection to be closed. */
export function request(lines: string[], body = ''): string {
  return [...lines, 'Connection: close', '', body].join('\r\n');
}

function parse(answer: string): RawAnswer {
  const [head = '', ...rest] = answer.split('\r\n\r\n');
  const [first = '', ...lines] = head.split('\r\n');
  const headers = lines.map((line) => /^([^:]+): ?(.*)$/.exec(line)?.slice(1) as [string, string]);
  return {
    status: Number(first.split(' ')[1]),
    headers: Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])),
    text: rest.join('\r\n\r\n'),
  };
}
