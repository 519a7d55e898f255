import type { FastifyRequest } from 'fastify';
import { ApiError, formDecoded, isForOAuth } from '#http';

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
export function presentedCredential(request: FastifyRequest): PresentedCredential | null {
  const { ApiKey: inQuery } = request.query as { ApiKey?: string | string[] };
  const found = shownCredentials(request.raw.rawHeaders, inQuery === undefined ? [] : [inQuery].flat());
  if (found.length > 1) throw new ApiError('AmbiguousCredentials');
  const [one = null] = found;
  return (one?.kind === 'token' && isForOAuth(request) && keyOfClient(one.value)) || one;
}

/**
 * OAuth clients show who they are as name and secret (RFC 6749, 2.3.1): the secret is an API key, and the name says nothing more. Elsewhere
 * this scheme is not ours, since browsers send it along by themselves.
 */
function keyOfClient(value: string): PresentedCredential | null {
  const [, encoded] = /^Basic +([A-Za-z\d+/]+=*)$/i.exec(value) ?? [];
  if (encoded === undefined) return null;
  const [, secret = ''] = /^[^:]*:(.*)$/s.exec(Buffer.from(encoded, 'base64').toString()) ?? [];
  try {
    return { kind: 'apiKey', value: formDecoded(secret), isInQuery: false };
  } catch {
    return null;
  }
}

function isName(name: string, lowerCase: string): boolean {
  return name.length === lowerCase.length && name.toLowerCase() === lowerCase;
}
