import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

/** Where a connection breaks: the server never gets the statement, or it does and its answer is lost. */
export type Break = 'before' | 'after';

/** Stands between the service and its database server. Its connections can be cut, all of them or one at a certain statement. */
export class TcpProxy {
  private readonly pairs = new Set<{ client: Socket; server: Socket }>();
  private isCut = false;
  private isSilent = false;
  private trap: { pattern: RegExp; at: Break } | undefined;

  private constructor(
    private readonly listener: Server,
    private readonly target: URL,
  ) {
    listener.on('connection', (client) => this.join(client));
  }

  static async before(databaseUrl: string): Promise<TcpProxy> {
    const listener = createServer();
    const proxy = new TcpProxy(listener, new URL(databaseUrl));
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  /** The database's URL by way of this proxy. */
  get url(): string {
    const url = new URL(this.target);
    url.hostname = '127.0.0.1';
    url.port = String((this.listener.address() as AddressInfo).port);
    return url.toString();
  }

  /** Ends all connections, and every new one at once. */
  cut(): void {
    this.isCut = true;
    this.endAll();
  }

  /** New connections work again. */
  restore(): void {
    this.isCut = false;
  }

  /** Drops whatever comes, and tells nobody: the connections that there are, and those that are made meanwhile, are dead for good. */
  swallow(): void {
    this.isSilent = true;
    for (const { client, server } of this.pairs) deafen(client, server);
  }

  /** New connections work again, and only those. */
  deliver(): void {
    this.isSilent = false;
  }

  /** Breaks the connection on which the next statement like this comes; all others go on. */
  breakAt(pattern: RegExp, at: Break): void {
    this.trap = { pattern, at };
  }

  get isTrapSet(): boolean {
    return this.trap !== undefined;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.listener.close(resolve));
  }

  private join(client: Socket): void {
    client.on('error', () => undefined);
    if (this.isCut) {
      client.resetAndDestroy();
      return;
    }
    if (this.isSilent) return void client.resume();
    const server = connect(Number(this.target.port || 3306), this.target.hostname);
    const pair = { client, server };
    this.pairs.add(pair);
    const end = (): void => {
      this.pairs.delete(pair);
      client.destroy();
      server.destroy();
    };
    server.on('error', end).on('close', end);
    client.on('close', end);
    let isAnswerLost = false;
    client.on('data', (bytes) => {
      const at = this.spring(bytes);
      if (at === 'before') return end();
      isAnswerLost ||= at === 'after';
      server.write(bytes);
    });
    server.on('data', (bytes) => {
      if (isAnswerLost) return end();
      client.write(bytes);
    });
  }

  /** @returns where to break, once, when the trap is set for these bytes. */
  private spring(bytes: Buffer): Break | undefined {
    if (!this.trap?.pattern.test(bytes.toString('latin1'))) return undefined;
    const { at } = this.trap;
    this.trap = undefined;
    return at;
  }

  private endAll(): void {
    for (const { client, server } of this.pairs) {
      client.resetAndDestroy();
      server.destroy();
    }
    this.pairs.clear();
  }
}

function deafen(...sockets: Socket[]): void {
  for (const socket of sockets) socket.removeAllListeners('data').resume();
}
