import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestApp } from './test-app.js';

/**
 * A request whose header lines go out exactly as given, repeats and letter case included, which no friendlier client does.
 * @param headers name, value, name, value, ...
 */
export async function rawRequest(
  app: TestApp,
  method: string,
  path: string,
  headers: string[],
): Promise<{ status: number; headers: Record<string, unknown>; text: string }> {
  const server = app.app.getHttpServer();
  if (!server.listening) await app.app.listen(0, '127.0.0.1');
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const call = request(
      { host: '127.0.0.1', port, method, path, headers: ['Host', 'latchkey.test', ...headers], agent: false },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
        );
      },
    );
    call.on('error', reject);
    call.end();
  });
}

export const rawGet = (app: TestApp, path: string, headers: string[]) =>
  rawRequest(app, 'GET', path, headers);
