import type { FastifyRequest } from 'fastify';
import { ApiError } from '#http';

/** The one credential that a request shows. */
export interface PresentedCredential {
  kind: 'apiKey' | 'token';
  value: string;
  /** True for `?ApiKey=`. */
  isInQuery: boolean;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the authentication guard before a Passport strategy looks at the request. */
    presented?: PresentedCredential;
  }
}

/**
 * Looks at a request once. Node joins repeated headers or drops them, so the raw list is counted.
 * @param inQuery the values of `?ApiKey=`. @returns all that it shows.
 */
export function shownCredentials(
  rawHeaders: readonly string[],
  inQuery: readonly string[],
): PresentedCredential[] {
  const found: PresentedCredential[] = [];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at];
    const value = rawHeaders[at + 1];
    if (isName(name, 'apikey')) found.push({ kind: 'apiKey', value, isInQuery: false });
    else if (isName(name, 'authorization'))
      found.push({ kind: 'token', value: value.replace(/^Bearer +/i, ''), isInQuery: false });
  }
  for (const value of inQuery) found.push({ kind: 'apiKey', value, isInQuery: true });
  return found;
}

/** @returns null when there is none. @throws ApiError AmbiguousCredentials when there is more than one, of whatever kind. */
export function presentedCredential({ raw, query }: FastifyRequest): PresentedCredential | null {
  const { ApiKey: inQuery } = query as { ApiKey?: string | string[] };
  const found = shownCredentials(raw.rawHeaders, inQuery === undefined ? [] : [inQuery].flat());
  if (found.length > 1) throw new ApiError('AmbiguousCredentials');
  return found[0] ?? null;
}

function isName(name: string, lowerCase: string): boolean {
  return name.length === lowerCase.length && name.toLowerCase() === lowerCase;
}
