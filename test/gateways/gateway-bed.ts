import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Given } from '../support/given.js';
import { TestApp } from '../support/test-app.js';
import { Application } from './application.js';
import { GatewayProcess } from './gateway-process.js';
import type { GatewayCommand } from './gateway-process.js';
import { LatchkeyDoor } from './latchkey-door.js';

export interface Sent {
  method?: string;
  /** Header lines as they are: name, value, name, value, ... */
  headers?: string[];
  body?: string;
  /** The client's own address; each test has another, since Latchkey counts by it. */
  from?: string;
}

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

/** A real gateway between clients, an application and the real service. */
export class GatewayBed {
  private constructor(
    readonly app: TestApp,
    readonly given: Given,
    readonly door: LatchkeyDoor,
    readonly application: Application,
    readonly gateway: GatewayProcess,
  ) {}

  static async start(gateway: GatewayCommand): Promise<GatewayBed> {
    const app = await TestApp.start({
      env: { LATCHKEY_TRUSTED_PROXIES: '127.0.0.1', LATCHKEY_INVALID_PER_MINUTE: '3' },
    });
    await app.app.listen(0, '127.0.0.1');
    const { port } = app.app.getHttpServer().address() as AddressInfo;
    const door = await LatchkeyDoor.before(port);
    const application = await Application.start();
    try {
      const process = await GatewayProcess.start(gateway, door.address, application.address);
      return new GatewayBed(app, new Given(app), door, application, process);
    } catch (error) {
      await Promise.all([door.close(), application.close(), app.close()]);
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.gateway.stop();
    await this.door.close();
    await this.application.close();
    await this.app.close();
  }

  /** Sends a request to the gateway. */
  send(path: string, { method = 'GET', headers = [], body, from = '127.0.0.9' }: Sent = {}): Promise<Answer> {
    const host = `127.0.0.1:${this.gateway.places.port}`;
    return new Promise((resolve, reject) => {
      const call = request(
        {
          host: '127.0.0.1',
          port: this.gateway.places.port,
          localAddress: from,
          agent: false,
          method,
          path,
          headers: ['Host', host, ...headers],
        },
        (response) => {
          let text = '';
          response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
          );
        },
      );
      call.on('error', reject).end(body);
    });
  }
}
