import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Logger } from 'pino';
import { networkOf, trustedProxy } from '#http';
import type { ConfigService } from './config/config.service.js';

/** How long clients may take, in milliseconds. */
export interface Patience {
  /** For the head of a request, from its first byte or from the beginning of the connection. */
  headers: number;
  /** For a whole request. */
  request: number;
  /** Without a byte either way, between requests or in an answer that nobody reads. */
  idle: number;
  /** For a client that was refused to close the connection itself, so that it can read why. */
  goodbye: number;
  /** Between two looks at all connections. */
  check: number;
}

export const PATIENCE: Patience = {
  headers: 10_000,
  request: 30_000,
  idle: 75_000,
  goodbye: 2000,
  check: 1000,
};

const TELL_EVERY_MS = 60_000;

/**
 * Bounds how many connections there are, in all and from one client's network. What comes on top is closed before a byte of it is read.
 * A proxy that is believed speaks for many clients, and is bounded by the total alone.
 */
export function limitConnections(server: Server, { settings }: ConfigService, logger: Logger): void {
  const counts = new Map<string, number>();
  const isProxy = trustedProxy(settings.LATCHKEY_TRUSTED_PROXIES);
  const tell = nowAndThen((refused) => {
    logger.warn({ msg: 'connections were refused: too many are open', refused, networks: counts.size });
  });
  server.maxConnections = settings.LATCHKEY_MAX_CONNECTIONS;
  server.on('drop', tell);
  server.prependListener('connection', (socket: Socket) => {
    const address = socket.remoteAddress; // absent when the client has gone again
    if (address === undefined || isProxy(address)) return;
    const network = networkOf(address);
    const count = counts.get(network) ?? 0;
    if (count >= settings.LATCHKEY_MAX_CONNECTIONS_PER_ADDRESS) {
      socket.destroy();
      tell();
      return;
    }
    counts.set(network, count + 1);
    socket.once('close', () => {
      const left = (counts.get(network) ?? 1) - 1;
      if (left > 0) counts.set(network, left);
      else counts.delete(network);
    });
  });
}

/** @returns what counts its calls, and tells the count at the first and then once a minute at most. */
function nowAndThen(tell: (count: number) => void): () => void {
  let count = 0;
  let next = -Infinity;
  return () => {
    count++;
    if (performance.now() < next) return;
    next = performance.now() + TELL_EVERY_MS;
    tell(count);
    count = 0;
  };
}
