import { endOfDay } from '../keys/expiry.js';
import type { AuditFilter } from './audit-query.js';

const HOUR_MS = 3_600_000;
/** What can be picked, with its length. */
export const PRESETS = {
  '1h': HOUR_MS,
  '24h': 24 * HOUR_MS,
  '7d': 168 * HOUR_MS,
  '30d': 720 * HOUR_MS,
} as const;

export const TIMES = ['1h', '24h', '7d', '30d', 'custom'] as const;
/** What the service writes; it takes the names of others too, of which it has no entry. */
export const ACTIONS = ['create', 'update', 'delete', 'action'] as const;
export const KINDS = ['apiKey', 'audit', 'role', 'session', 'system', 'tenant', 'user'] as const;

/** What the address says about the log: whoever gets the address sees the same. */
export interface AuditSearch {
  /** The uid of who did it. */
  user?: string;
  action?: (typeof ACTIONS)[number];
  kind?: (typeof KINDS)[number];
  /** The uid of what it was done to. */
  thing?: string;
  time?: (typeof TIMES)[number];
  /** Days, for a time of one's own; each may be left out. */
  from?: string;
  to?: string;
  /** Where the page begins; the service made it. */
  after?: string;
  /** The instant from which the pages before this one counted: "the last hour" goes on while somebody reads. */
  since?: string;
}

/** @returns what of an address counts; anybody may have written it. */
export function readAuditSearch(search: Record<string, unknown>): AuditSearch {
  const text = (name: keyof AuditSearch) => {
    const value = search[name];
    return typeof value === 'string' && value !== '' ? { [name]: value } : {};
  };
  const oneOf = (name: keyof AuditSearch, known: readonly string[]) =>
    known.includes(String(search[name])) ? text(name) : {};
  const when = (name: 'from' | 'to' | 'since') =>
    Number.isNaN(Date.parse(String(search[name]))) ? {} : text(name);
  return {
    ...text('user'),
    ...oneOf('action', ACTIONS),
    ...oneOf('kind', KINDS),
    ...text('thing'),
    ...oneOf('time', TIMES),
    ...(search['time'] === 'custom' && { ...when('from'), ...when('to') }),
    ...text('after'),
    ...when('since'),
  };
}

/** @returns true when some entries may be left out. */
export function isFiltered({ user, action, kind, thing, time }: AuditSearch): boolean {
  return [user, action, kind, thing, time].some((value) => value !== undefined);
}

/** @returns from when on, and before when; undefined where there is no bound. */
export function spanOf(search: AuditSearch, now: Date): { from: Date | undefined; to: Date | undefined } {
  const { time, since } = search;
  if (time === undefined) return { from: undefined, to: undefined };
  if (time !== 'custom')
    return { from: since ? new Date(since) : new Date(now.getTime() - PRESETS[time]), to: undefined };
  const end = endOfDay(search.to ?? '');
  return { from: startOfDay(search.from ?? ''), to: end && new Date(end.getTime() + 1) };
}

/** @returns what the service is asked for. */
export function filterOf(search: AuditSearch, now: Date): AuditFilter {
  const { from, to } = spanOf(search, now);
  return {
    ...(from && { startTime: from.toISOString() }),
    ...(to && { endTime: to.toISOString() }),
    ...(search.user !== undefined && { userUid: search.user }),
    ...(search.kind !== undefined && { resourceKind: search.kind }),
    ...(search.thing !== undefined && { resourceUid: search.thing }),
    ...(search.action !== undefined && { actionType: search.action }),
  };
}

function startOfDay(day: string): Date | undefined {
  const start = endOfDay(day);
  start?.setHours(0, 0, 0, 0);
  return start;
}
