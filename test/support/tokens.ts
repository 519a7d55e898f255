import { sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { SigningKeysService } from '../../src/auth/signing-keys.service.js';
import type { TestApp } from './test-app.js';

/** What a token says. */
export interface Claims {
  [name: string]: unknown;
  iss: string;
  aud: string;
  sub: string;
  tid: string;
  sid: string;
  gen: number;
  jti: string;
  iat: number;
  exp: number;
}

/** @returns what a token says, without checking anything. */
export const claimsOf = (token: string): Claims => part(token, 1) as Claims;

/** @returns the header of a token, without checking anything. */
export const headerOf = (token: string) => part(token, 0) as Record<string, unknown>;

/** @returns any JSON value as a part of a token. */
export const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/**
 * Signs what is given with the key that the service signs with, by hand: a library refuses to make what we want to be attacked
 * with. Only what the token says can be wrong with it.
 */
export function signAs(app: TestApp, claims: object, header: Record<string, unknown> = {}): string {
  const { privateKey, kid } = app.get(SigningKeysService).signer();
  return signWith(privateKey, { alg: 'ES256', typ: 'session+jwt', kid, ...header }, claims);
}

/** Signs with any P-256 key (ES256), whatever the header says. */
export function signWith(key: KeyObject, header: object, claims: object): string {
  const input = `${encode(header)}.${encode(claims)}`;
  return `${input}.${sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}

function part(token: string, index: number): unknown {
  return JSON.parse(Buffer.from(token.split('.')[index] ?? '', 'base64url').toString());
}
