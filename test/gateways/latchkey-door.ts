import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

/** Whoever comes is led to Latchkey, or is thrown out, or gets no answer, or always this one (the bytes of it). */
export type Behaviour = 'open' | 'reset' | 'silent' | { answer: string };

/** Stands between a gateway and Latchkey, which it can take away in all the ways in which a service goes away. */
export class LatchkeyDoor {
  /** How many connections the gateway has made. */
  connections = 0;
  /** All bytes that it sent to Latchkey. */
  told = '';
  private behaviour: Behaviour = 'open';
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly latchkeyPort: number,
  ) {
    server.on('connection', (socket) => this.receive(socket));
  }

  static async before(latchkeyPort: number): Promise<LatchkeyDoor> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new LatchkeyDoor(server, latchkeyPort);
  }

  get address(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** From now on, also for connections that are kept open. */
  behave(behaviour: Behaviour): void {
    this.behaviour = behaviour;
    this.endAll();
  }

  /** Nobody listens any more. */
  async close(): Promise<void> {
    this.endAll();
    if (this.server.listening) await new Promise((resolve) => this.server.close(resolve));
  }

  private receive(socket: Socket): void {
    this.connections++;
    this.sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => this.sockets.delete(socket));
    if (this.behaviour === 'reset') socket.resetAndDestroy();
    else if (this.behaviour === 'open') this.lead(socket);
    else if (this.behaviour !== 'silent') {
      const { answer } = this.behaviour;
      socket.once('data', () => socket.end(answer));
    }
  }

  private lead(socket: Socket): void {
    const latchkey = connect(this.latchkeyPort, '127.0.0.1');
    latchkey.on('error', () => socket.destroy());
    socket.on('close', () => latchkey.destroy());
    socket.on('data', (bytes: Buffer) => (this.told += bytes.toString('latin1')));
    socket.pipe(latchkey).pipe(socket);
  }

  private endAll(): void {
    for (const socket of this.sockets) socket.destroy();
  }
}
