import { connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import type { RawAnswer } from './raw-bytes.js';
import type { TestApp } from './test-app.js';

const END_OF_HEAD = '\r\n\r\n';

/**
 * A connection on which requests go out as the very bytes that a test made, one after another. It is opened again when the service has
 * closed it.
 */
export class KeepAliveConnection {
  private socket: Socket | undefined;

  constructor(private readonly app: TestApp) {}

  /** @throws when the connection ends before there is a whole answer. */
  async send(bytes: Buffer): Promise<RawAnswer> {
    const socket = (this.socket ??= await this.open());
    const answer = await exchange(socket, bytes);
    if (answer.headers['connection'] === 'close') this.close();
    return answer;
  }

  close(): void {
    this.socket?.destroy();
    this.socket = undefined;
  }

  private async open(): Promise<Socket> {
    const server = this.app.app.getHttpServer();
    if (!server.listening) await this.app.app.listen(0, '127.0.0.1');
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1').setNoDelay();
    socket
      .on('error', () => undefined)
      .once('close', () => {
        if (this.socket === socket) this.socket = undefined;
      });
    return socket;
  }
}

async function exchange(socket: Socket, bytes: Buffer): Promise<RawAnswer> {
  let received = Buffer.alloc(0);
  return new Promise((resolve, reject) => {
    const look = (chunk: Buffer): void => {
      received = Buffer.concat([received, chunk]);
      const answer = wholeAnswer(received);
      if (answer) settle(() => resolve(answer));
    };
    const lost = () =>
      settle(() => reject(new Error(`no answer, only ${JSON.stringify(received.toString())}`)));
    const settle = (how: () => void) => {
      socket.off('data', look).off('close', lost);
      how();
    };
    socket.on('data', look).on('close', lost);
    socket.write(bytes);
  });
}

/** @returns undefined while something is missing. */
function wholeAnswer(bytes: Buffer): RawAnswer | undefined {
  const end = bytes.indexOf(END_OF_HEAD);
  if (end < 0) return undefined;
  const [first = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line): [string, string] => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const body = bytes.subarray(end + END_OF_HEAD.length);
  const length = Number(headers['content-length'] ?? 0);
  if (body.length < length) return undefined;
  return { status: Number(first.split(' ')[1]), headers, text: body.toString() };
}
