import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { until } from './process.js';

/** A TCP connection on which a test writes what it likes, as slowly as it likes. */
export class RawConnection {
  received = '';
  isClosed = false;

  private constructor(private readonly socket: Socket) {
    socket.setEncoding('utf8').on('data', (text: string) => (this.received += text));
    socket.on('error', () => undefined).on('close', () => (this.isClosed = true));
  }

  /**
   * @param address http://host:port
   * @param options `localAddress`: who it comes from, any of 127.0.0.0/8; `allowHalfOpen`: it stays open when the service has ended its half.
   * @throws when nobody listens there.
   */
  static open(
    address: string,
    options: { localAddress?: string; allowHalfOpen?: boolean } = {},
  ): Promise<RawConnection> {
    const { hostname, port } = new URL(address);
    const socket = connect({ port: Number(port), host: hostname, ...options });
    return new Promise((resolve, reject) => {
      socket.once('error', reject).once('connect', () => resolve(new RawConnection(socket)));
    });
  }

  write(text: string): void {
    this.socket.write(text);
  }

  /** Waits until this text was received. */
  async receives(text: string): Promise<void> {
    await until(() => this.received.includes(text));
  }

  /** Reads no more of what comes. */
  stopReading(): void {
    this.socket.pause();
  }

  close(): void {
    this.socket.destroy();
  }
}

/** A request whose body is on its way: the service has it in hand and waits. */
export class SlowRequest {
  private constructor(
    readonly connection: RawConnection,
    private readonly rest: string,
  ) {}

  /** Sends the head and half of the body. Returns when the service has said that it waits for the rest. */
  static async post(address: string, path: string, content: unknown): Promise<SlowRequest> {
    const body = JSON.stringify(content);
    const half = Math.floor(body.length / 2);
    const connection = await RawConnection.open(address);
    connection.write(
      [
        `POST ${path} HTTP/1.1`,
        'Host: latchkey',
        'Content-Type: application/json',
        `Content-Length: ${Buffer.byteLength(body)}`,
        'Expect: 100-continue',
        '\r\n',
      ].join('\r\n'),
    );
    await connection.receives('HTTP/1.1 100 Continue');
    connection.write(body.slice(0, half));
    return new SlowRequest(connection, body.slice(half));
  }

  /** Sends the rest. @returns the answer's status and whole text. */
  async finish(): Promise<{ status: number; text: string }> {
    this.connection.write(this.rest);
    await until(
      () => /HTTP\/1\.1 [2-5].*\r\n\r\n/s.test(this.connection.received) || this.connection.isClosed,
    );
    const text = this.connection.received.slice(this.connection.received.lastIndexOf('HTTP/1.1'));
    return { status: Number(text.split(' ')[1]), text };
  }
}
