import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { networkOf } from '#http';
import { ConfigService } from '../config/config.service.js';

const WINDOW_MS = 60_000;
/** Of more addresses than this, the one that has been quiet for longest is forgotten. */
const MOST_ADDRESSES = 100_000;

/**
 * Counts credentials that do not count, by the address of the client. Only they are limited: whoever shows a good one is let in whatever
 * others do behind the same gateway.
 */
@Injectable()
export class InvalidCredentials {
  private readonly counts = new LRUCache<string, { count: number; until: number }>({ max: MOST_ADDRESSES });

  constructor(private readonly config: ConfigService) {}

  /** Counts one more. @returns how many seconds to wait; 0 when that was not too many. */
  count(address: string): number {
    const now = performance.now();
    const network = networkOf(address);
    let seen = this.counts.get(network);
    if (!seen || seen.until <= now) this.counts.set(network, (seen = { count: 0, until: now + WINDOW_MS }));
    seen.count++;
    if (seen.count <= this.config.settings.LATCHKEY_INVALID_PER_MINUTE) return 0;
    return Math.ceil((seen.until - now) / 1000);
  }
}
