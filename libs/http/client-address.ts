import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';
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

/** @returns what stands for an address where clients are told apart: one subscriber has a whole /64 of IPv6, the addresses in it are one. */
export function networkOf(address: string): string {
  const [, mapped] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address) ?? [];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.toLowerCase().split('::');
  const groups = head === '' ? [] : head.split(':');
  const missing = tail === undefined ? 0 : 8 - groups.length - (tail === '' ? 0 : tail.split(':').length);
  return [...groups, ...Array.from({ length: missing }, () => '0'), ...(tail ? tail.split(':') : [])]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}
