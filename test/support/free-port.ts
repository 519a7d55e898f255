import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

/** @returns a port of this machine that nobody listens on, for a program that must be told one. */
export async function freePort(): Promise<number> {
  const listener = createServer();
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const { port } = listener.address() as AddressInfo;
  await new Promise((resolve) => listener.close(resolve));
  return port;
}
