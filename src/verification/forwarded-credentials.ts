import type { IncomingMessage } from 'node:http';
import { shownCredentials } from '../auth/presented-credential.js';
import type { PresentedCredential } from '../auth/presented-credential.js';

/** What gateways call the address that the client asked for: nginx and its ingress, Caddy and Traefik. */
const ORIGINAL_ADDRESSES = ['x-original-uri', 'x-original-url', 'x-forwarded-uri'];
const NONE: readonly string[] = [];

/**
 * Looks at a request as a gateway describes it.
 * @returns the credential that it shows; null when there is none, or when nobody can say which one counts.
 */
export function forwardedCredential(request: IncomingMessage): PresentedCredential | null {
  const shown = shownCredentials(request.rawHeaders, queryKeys(request.url ?? '')).filter(isOurs);
  for (const value of inOriginalQuery(request)) shown.push({ kind: 'apiKey', value, isInQuery: true });
  const [first, ...more] = shown;
  // a gateway may tell the same address twice, or pass the key on in its own as well
  const isSame = ({ isInQuery, value }: PresentedCredential) =>
    isInQuery && first?.isInQuery && value === first.value;
  return first && more.every(isSame) ? first : null;
}

/** `Authorization: Basic ...` and the like are for the upstream; `Bearer` was taken off already. */
function isOurs({ kind, value }: PresentedCredential): boolean {
  return kind === 'apiKey' || !value.includes(' ');
}

function inOriginalQuery(request: IncomingMessage): readonly string[] {
  const named = ORIGINAL_ADDRESSES.filter((name) => request.headers[name] !== undefined);
  if (named.length === 0) return NONE;
  return named.flatMap((name) => request.headersDistinct[name] ?? []).flatMap(queryKeys);
}

/** As a browser would read the address: the query is between the first question mark and the number sign. */
function queryKeys(address: string): readonly string[] {
  const query = address.indexOf('?');
  if (query < 0) return NONE;
  return new URLSearchParams(address.slice(query + 1).split('#', 1)[0]).getAll('ApiKey');
}
