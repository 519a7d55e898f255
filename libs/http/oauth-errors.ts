import type { FastifyRequest } from 'fastify';
import type { ApiError, ErrorCode } from './error-catalogue.js';

/** What an OAuth client reads of an error (RFC 6749, 5.2). */
export interface OAuthError {
  error: string;
  error_description: string;
}

/** The names that the standards have; what is not here is told by its status alone. */
const NAMES: Partial<Record<ErrorCode, string>> = {
  UnsupportedGrantType: 'unsupported_grant_type',
  InvalidScope: 'invalid_scope',
  InvalidTarget: 'invalid_target', // RFC 8693, 2.2.2
};
const NAMES_BY_STATUS: Record<number, string> = {
  401: 'invalid_client',
  403: 'insufficient_scope', // RFC 6750, 3.1
  429: 'temporarily_unavailable',
  500: 'server_error',
  503: 'temporarily_unavailable',
};
/** What a description may not hold: anything but printable ASCII, the quotation mark and the backslash (RFC 6749, 5.2). */
const FORBIDDEN = /[^ !#-[\]-~]/g;

/** @returns an error in the words of OAuth. `invalid_request` is also what a subject_token that does not count must be (RFC 8693, 2.2.2). */
export function oauthErrorOf({ code, status, message, details }: ApiError): OAuthError {
  const particulars = Object.entries(details ?? {}).map(([name, what]) => `${name} ${what}`);
  return {
    error: NAMES[code] ?? NAMES_BY_STATUS[status] ?? 'invalid_request',
    error_description: (particulars.join('; ') || message).replaceAll(FORBIDDEN, "'"),
  };
}

/** @returns the headers of an error; a client that showed name and secret is told that scheme (RFC 6749, 5.2), and no browser ever is. */
export function oauthHeadersOf(error: ApiError, { headers }: FastifyRequest): Record<string, string> {
  const isBasic = error.status === 401 && /^Basic /i.test(headers.authorization ?? '');
  return { ...error.headers, ...(isBasic && { 'WWW-Authenticate': 'Basic realm="latchkey"' }) };
}
