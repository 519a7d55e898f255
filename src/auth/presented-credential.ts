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

/** Looks at a request once. Node joins repeated headers or drops them, so the raw list is counted. @returns all that it shows. */
export function shownCredentials(request: FastifyRequest): PresentedCredential[] {
  const found: PresentedCredential[] = [];
  const { rawHeaders } = request.raw;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]?.toLowerCase();
    const value = rawHeaders[at + 1] ?? '';
    if (name === 'apikey') found.push({ kind: 'apiKey', value, isInQuery: false });
    if (name === 'authorization')
      found.push({ kind: 'token', value: value.replace(/^Bearer +/i, ''), isInQuery: false });
  }
  const { ApiKey: inQuery } = request.query as { ApiKey?: string | string[] };
  for (const value of inQuery === undefined ? [] : [inQuery].flat())
    found.push({ kind: 'apiKey', value, isInQuery: true });
  return found;
}

/** @returns null when there is none. @throws ApiError AmbiguousCredentials when there is more than one, of whatever kind. */
export function presentedCredential(request: FastifyRequest): PresentedCredential | null {
  const found = shownCredentials(request);
  if (found.length > 1) throw new ApiError('AmbiguousCredentials');
  return found[0] ?? null;
}
