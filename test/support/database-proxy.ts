import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

/** Stands between the service and its database server, and fails where a test wants it to. */
export class DatabaseProxy {
  private readonly sockets = new Set<Socket>();
  private isCut = false;
  private cutting: { text: string; of: string; heardOn: WeakSet<Socket> } | undefined;

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
  ) {}

  /** @param url of the real server. */
  static async open(url: string): Promise<DatabaseProxy> {
    const server = createServer();
    const proxy = new DatabaseProxy(server, new URL(url));
    server.on('connection', (socket) => proxy.join(socket));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  /** The address to use instead of the real one. */
  get url(): string {
    const url = new URL(this.target);
    url.hostname = '127.0.0.1';
    url.port = String((this.server.address() as AddressInfo).port);
    return url.toString();
  }

  /** Breaks every connection and makes no new one. */
  cut(): void {
    this.isCut = true;
    for (const socket of this.sockets) socket.destroy();
  }

  /**
   * Breaks everything right after this text went to the server: it does what it was told, and nobody hears of it.
   * @param of what went over the same connection before, at the latest with the text: the service has others, on
   *   which it does other things meanwhile.
   */
  cutAfter(text: string, of: string): void {
    this.cutting = { text, of, heardOn: new WeakSet() };
  }

  mend(): void {
    this.isCut = false;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private join(client: Socket): void {
    if (this.isCut) return void client.destroy();
    const server = connect(Number(this.target.port || 3306), this.target.hostname);
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      this.sockets.add(one);
      one.on('error', () => undefined);
      one.on('close', () => {
        this.sockets.delete(one);
        other.destroy();
      });
    }
    server.on('data', (bytes) => client.write(bytes));
    client.on('data', (bytes) => this.forward(bytes, server));
  }

  private forward(bytes: Buffer, server: Socket): void {
    if (!this.isLast(bytes, server)) return void server.write(bytes);
    this.cutting = undefined;
    // the server's answer is thrown away, and the connection to it stays until it has read what it was told
    server.removeAllListeners('data');
    server.on('data', () => this.cut());
    server.write(bytes);
  }

  private isLast(bytes: Buffer, server: Socket): boolean {
    if (!this.cutting) return false;
    const { text, of, heardOn } = this.cutting;
    if (bytes.includes(of)) heardOn.add(server);
    return heardOn.has(server) && bytes.includes(text);
  }
}
