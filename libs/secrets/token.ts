import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import type { JsonWebKey, KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';

/**
 * What a token says in its header that it is (RFC 8725, 3.11): no kind is taken for another, whatever else it says. Those that are for others
 * to check have the name that their libraries expect (RFC 9068).
 */
export type TokenType = 'session+jwt' | 'at+jwt';
/** The longest life that can be set for authorization tokens. None that claims to live longer is ours. */
export const LONGEST_TOKEN_MINUTES = 1440;
const ALGORITHM = 'ES256';
const LONGEST_TOKEN = 4096;
const COMPACT_JWS = /^[\w-]+\.[\w-]+\.[\w-]+$/;
const KID = /^[\w-]{1,64}$/;
/** How far `iat` may lie ahead of our clock, in seconds: two servers' clocks differ a little. */
const ISSUED_LEEWAY_SECONDS = 30;

/** The claims of an authorization token (RFC 7519). Times are seconds since 1970, UTC. */
export interface TokenClaims {
  iss: string;
  aud: string;
  /** The user's uid. */
  sub: string;
  /** The tenant's uid. */
  tid: string;
  /** The session's uid: what revocation works on. */
  sid: string;
  /** How many times the session had been refreshed when this token was made. */
  gen: number;
  jti: string;
  iat: number;
  exp: number;
}

/** What a signature is checked with. */
export type PublicKey = KeyObject;

/** An ES256 key pair. `kid` is random and safe in a URL. */
export interface SigningKeyPair {
  kid: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
}

/**
 * Makes a key pair for ES256 (P-256). The keys are read back from a text: those that Node 20 hands out themselves share a lock with the job
 * that made them, and when the job is collected while one of them is exported, the process stands still for ever.
 */
export function makeSigningKeyPair(): SigningKeyPair {
  const { privateKey: made } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const privateKey = createPrivateKey(made);
  return { kid: randomBytes(12).toString('base64url'), privateKey, publicKey: createPublicKey(privateKey) };
}

/** The private half as text, to be sealed. */
export function exportSigningKey({ privateKey }: SigningKeyPair): string {
  return JSON.stringify(privateKey.export({ format: 'jwk' }));
}

/** Reads a pair back from what {@link exportSigningKey} gave. */
export function importSigningKey(kid: string, privateJwk: string): SigningKeyPair {
  const privateKey = createPrivateKey({ key: JSON.parse(privateJwk) as JsonWebKey, format: 'jwk' });
  return { kid, privateKey, publicKey: createPublicKey(privateKey) };
}

/** The public half as others find it (RFC 7517). */
export function publicJwkOf({ kid, publicKey }: SigningKeyPair): Record<string, unknown> {
  return { ...publicKey.export({ format: 'jwk' }), kid, alg: ALGORITHM, use: 'sig' };
}

/** Signs a token with ES256; `jti` is made here, everything else is the caller's. */
export function signToken<Claims extends { jti: string } = TokenClaims>(
  claims: Omit<Claims, 'jti'>,
  key: SigningKeyPair,
  type: TokenType = 'session+jwt',
): string {
  return jwt.sign({ ...claims, jti: randomUUID() }, key.privateKey, {
    algorithm: ALGORITHM,
    keyid: key.kid,
    header: { alg: ALGORITHM, typ: type },
  });
}

/**
 * Reads which key a token says it was signed with. Only `kid` is taken from the header: algorithm and type must be ours, and whatever
 * else it holds (`jwk`, `jku`, `x5c`) is not looked at.
 * @returns null for anything that cannot be a token of ours of this type (RFC 8725).
 */
export function kidOf(token: string, type: TokenType = 'session+jwt'): string | null {
  if (token.length > LONGEST_TOKEN || !COMPACT_JWS.test(token) || !token.split('.').every(isCanonical))
    return null;
  const header = decodeHeader(token);
  if (!header) return null;
  const { alg, typ, kid, crit } = header;
  return alg === ALGORITHM && typ === type && crit === undefined && typeof kid === 'string' && KID.test(kid)
    ? kid
    : null;
}

/** The last character of a part can hold bits that mean nothing: of the spellings that decode alike, one counts. */
function isCanonical(part: string): boolean {
  return Buffer.from(part, 'base64url').toString('base64url') === part;
}

function decodeHeader(token: string): jwt.JwtHeader | null {
  try {
    return jwt.decode(token, { complete: true })?.header ?? null;
  } catch {
    return null; // the library throws at a payload that is no JSON when the header says "JWT"
  }
}

/**
 * Checks an authorization token whole: form, key, signature, claims.
 * @param keyOf finds a public key by its `kid`. @param ignoreExpiry for revoking what has expired.
 * @returns the claims, or null when the token does not count.
 */
export function verifyToken(
  token: string,
  keyOf: (kid: string) => KeyObject | undefined,
  expected: Expected & { ignoreExpiry?: boolean },
): TokenClaims | null {
  return checkClaims(verifySignature(token, keyOf), expected);
}

/** @returns what a token says of this type whose form and signature are good: the claims are still to be judged. Null for any other. */
export function verifySignature(
  token: string,
  keyOf: (kid: string) => KeyObject | undefined,
  type: TokenType = 'session+jwt',
): unknown {
  const key = keyOf(kidOf(token, type) ?? '');
  if (!key) return null;
  try {
    // our clock judges the times, with the claims
    return jwt.verify(token, key, {
      algorithms: [ALGORITHM],
      ignoreExpiration: true,
      ignoreNotBefore: true,
    });
  } catch {
    return null;
  }
}

/** What a token must say to be one of ours, at this moment. */
interface Expected {
  issuer: string;
  audience: string;
  now: Date;
}

/**
 * Judges the claims of a token whose signature is good. Every one of them is required.
 * @returns null when one is missing, of the wrong type, expired, not for us, or lives longer than any of ours.
 */
export function checkClaims(
  payload: unknown,
  expected: Expected & { ignoreExpiry?: boolean },
): TokenClaims | null {
  if (typeof payload !== 'object' || payload === null) return null;
  const claims = payload as TokenClaims;
  const texts = [claims.iss, claims.aud, claims.sub, claims.tid, claims.sid, claims.jti];
  if (!texts.every((claim) => typeof claim === 'string' && claim.length > 0 && claim.length <= 2048))
    return null;
  if (![claims.gen, claims.iat, claims.exp].every((claim) => Number.isSafeInteger(claim))) return null;
  if (claims.iss !== expected.issuer || claims.aud !== expected.audience) return null;
  const longestSeconds = LONGEST_TOKEN_MINUTES * 60;
  return isInTime(claims, longestSeconds, expected.now, expected.ignoreExpiry) ? claims : null;
}

/** @returns true from (about) `iat` until just before `exp`, for a token that lives no longer than this. */
export function isInTime(
  { iat, exp }: { iat: number; exp: number },
  longestSeconds: number,
  now: Date,
  ignoreExpiry = false,
): boolean {
  const nowSeconds = now.getTime() / 1000;
  if (exp - iat > longestSeconds) return false;
  return (ignoreExpiry || exp > nowSeconds) && iat <= nowSeconds + ISSUED_LEEWAY_SECONDS;
}
