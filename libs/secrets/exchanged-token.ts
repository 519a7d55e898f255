import { isInTime } from './token.js';

/** How long one is good for whoever checks it alone: so long a revoked key lives on there. */
export const EXCHANGED_LIFE_SECONDS = 900;

/**
 * The claims of a token that was given in exchange for an API key (RFC 8693), for others to check (RFC 9068). It names no session, and its
 * audience is never this service, so that it is no authorization token here. Times are seconds since 1970, UTC.
 */
export interface ExchangedClaims {
  iss: string;
  aud: string;
  /** The uid of the key's owner. */
  sub: string;
  /** The tenant's uid. */
  tid: string;
  /** The key's uid. */
  client_id: string;
  /** Permissions, separated by spaces; empty for none. */
  scope: string;
  jti: string;
  iat: number;
  exp: number;
}

/**
 * Judges the claims of a token whose signature is good. Every one of them is required.
 * @param own the audience of authorization tokens, which no exchanged one has.
 * @returns null when one is missing, of the wrong type, expired, too long-lived, or of another kind of token.
 */
export function checkExchangedClaims(
  payload: unknown,
  { issuer, own, now }: { issuer: string; own: string; now: Date },
): ExchangedClaims | null {
  if (typeof payload !== 'object' || payload === null) return null;
  const claims = payload as ExchangedClaims;
  const texts = [claims.iss, claims.aud, claims.sub, claims.tid, claims.client_id, claims.jti];
  if (!texts.every((claim) => typeof claim === 'string' && claim.length > 0 && claim.length <= 2048))
    return null;
  if (typeof claims.scope !== 'string' || 'sid' in claims || claims.aud === own) return null;
  if (![claims.iat, claims.exp].every((claim) => Number.isSafeInteger(claim))) return null;
  return claims.iss === issuer && isInTime(claims, EXCHANGED_LIFE_SECONDS, now) ? claims : null;
}
