import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the application behind the gateway got it. */
export interface Arrival {
  method: string;
  url: string;
  /** Names in lower case; what came twice is a list. */
  headers: Record<string, string | string[]>;
  body: string;
}

/** What somebody protects with a gateway: it remembers what arrived. `/status/500` is answered with that status, `/crash` not at all, all else with 200. */
export class Application {
  readonly arrivals: Arrival[] = [];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<Application> {
    const server = createServer();
    const application = new Application(server);
    server.on('request', (request, response) => void application.answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return application;
  }

  get address(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The newest. */
  get last(): Arrival {
    const last = this.arrivals.at(-1);
    if (!last) throw new Error('nothing arrived');
    return last;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.arrivals.push(await arrivalOf(request));
    if (request.url === '/crash') request.socket.destroy();
    const [, status] = /^\/status\/(\d+)/.exec(request.url ?? '') ?? [];
    response.writeHead(Number(status ?? 200), { 'X-Answered-By': 'application' }).end('from the application');
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

async function arrivalOf(request: IncomingMessage): Promise<Arrival> {
  const headers: Arrival['headers'] = {};
  for (const [name, values] of Object.entries(request.headersDistinct))
    headers[name] = values?.length === 1 ? (values[0] ?? '') : (values ?? []);
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += String(chunk);
  return { method: request.method ?? '', url: request.url ?? '', headers, body };
}
