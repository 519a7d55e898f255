import type { IncomingMessage } from 'node:http';
import { all, compile } from '@fastify/proxy-addr';

/**
 * @param proxies addresses and CIDR ranges of proxies that are believed.
 * @returns what tells the address that a request comes from: the last one before the first proxy that is believed, as the framework does it.
 */
export function clientAddress(proxies: readonly string[]): (request: IncomingMessage) => string {
  if (proxies.length === 0) return ({ socket }) => socket.remoteAddress ?? '';
  const isBelieved = compile([...proxies]);
  return (request) => all(request, isBelieved).at(-1) ?? '';
}

/** @returns what tells whether an address is that of a proxy that is believed. */
export function trustedProxy(proxies: readonly string[]): (address: string) => boolean {
  if (proxies.length === 0) return () => false;
  const isBelieved = compile([...proxies]);
  return (address) => isBelieved(address, 0);
}
