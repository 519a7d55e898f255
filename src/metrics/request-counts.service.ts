import { Injectable } from '@nestjs/common';
import { Durations } from './durations.js';

/** What requests come for. There are no other values of this label, whatever is asked for. */
export const DOORS = [
  'forward_auth',
  'verify_keys',
  'introspect',
  'token_exchange',
  'login',
  'refresh',
  'management',
  'health',
  'other',
] as const;
export type Door = (typeof DOORS)[number];

/** Patterns of the router, never addresses. Everything else below /v1/ is management. */
const DOOR_OF: Record<string, Door> = {
  '/v1/auth/verify': 'forward_auth',
  '/v1/apiKeys/verify': 'verify_keys',
  '/v1/oauth2/introspect': 'introspect',
  '/v1/oauth2/token': 'token_exchange',
  '/v1/auth/authenticate': 'login',
  '/v1/auth/refresh': 'refresh',
  '/v1/auth/refresh/:token': 'refresh',
  '/v1/auth/session': 'refresh',
  '/health/live': 'health',
  '/health/ready': 'health',
};
const DOOR_OF_PATTERN = new Map(Object.entries(DOOR_OF));

/** Statuses that somebody may be woken for: they are told as 0 from the start, so that the first one is seen as a rise. */
const TOLD_AT_ZERO = [500, 503];
const LOWEST_STATUS = 100;
const STATUSES = 500;

/** @param pattern of the route that answered; undefined when there was none. */
export function doorOf(pattern: string | undefined): Door {
  if (pattern === undefined) return 'other';
  return DOOR_OF_PATTERN.get(pattern) ?? (pattern.startsWith('/v1/') ? 'management' : 'other');
}

/** The requests of one door. */
export class DoorCounts {
  readonly durations = new Durations();
  private readonly byStatus = new Float64Array(STATUSES);

  /** Counts one answer. It is called tens of thousands of times a second: two array slots, nothing is allocated or looked up. */
  count(status: number, seconds: number): void {
    this.byStatus[status - LOWEST_STATUS]++;
    this.durations.observe(seconds);
  }

  /** @returns how many there were of each status that was answered so far. */
  get statuses(): [status: number, count: number][] {
    return [...this.byStatus]
      .map((count, at): [number, number] => [at + LOWEST_STATUS, count])
      .filter(([status, count]) => count > 0 || TOLD_AT_ZERO.includes(status));
  }
}

/** How many requests there were and how long they took, by what they came for. Whoever counts often holds on to its door. */
@Injectable()
export class RequestCounts {
  readonly doors = Object.fromEntries(DOORS.map((door) => [door, new DoorCounts()])) as Record<
    Door,
    DoorCounts
  >;
}
