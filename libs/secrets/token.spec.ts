import { createPublicKey, verify } from 'node:crypto';
import type { JsonWebKey } from 'node:crypto';
import * as fc from 'fast-check';
import {
  checkClaims,
  exportSigningKey,
  importSigningKey,
  kidOf,
  makeSigningKeyPair,
  publicJwkOf,
  signToken,
  verifyToken,
} from './token.js';

const NOW = new Date('2030-01-01T12:00:00.000Z');
const SECONDS = NOW.getTime() / 1000;
const CLAIMS = {
  iss: 'https://keys.example',
  aud: 'latchkey',
  sub: 'user-1',
  tid: 'tenant-1',
  sid: 'session-1',
  gen: 0,
  iat: SECONDS,
  exp: SECONDS + 900,
};
const EXPECTED = { issuer: CLAIMS.iss, audience: CLAIMS.aud, now: NOW };

describe('token', () => {
  const pair = makeSigningKeyPair();
  const token = signToken(CLAIMS, pair);
  const keyOf = (kid: string) => (kid === pair.kid ? pair.publicKey : undefined);
  const check = (text: string, change: object = {}) => verifyToken(text, keyOf, { ...EXPECTED, ...change });
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const withHeader = (header: object) => `${encode(header)}.${token.split('.').slice(1).join('.')}`;

  describe('makeSigningKeyPair', () => {
    it('names each key differently, with characters that are safe anywhere', () => {
      const kids = Array.from({ length: 50 }, () => makeSigningKeyPair().kid);
      expect(new Set(kids).size).toBe(50);
      for (const kid of kids) expect(kid).toMatch(/^[\w-]{16}$/);
    });

    it('comes back from its text, and still checks what it signed', () => {
      const restored = importSigningKey(pair.kid, exportSigningKey(pair));
      expect(verifyToken(token, () => restored.publicKey, EXPECTED)).not.toBeNull();
      expect(verifyToken(signToken(CLAIMS, restored), keyOf, EXPECTED)).not.toBeNull();
    });

    it('shows nothing private in what is published', () => {
      const jwk = publicJwkOf(pair);
      expect(Object.keys(jwk).toSorted()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
      const { d } = JSON.parse(exportSigningKey(pair)) as { d: string };
      expect(JSON.stringify(jwk)).not.toContain(d);
    });
  });

  describe('signToken', () => {
    it('signs ES256 as anybody can check who has the published key (RFC 7518, 3.4)', () => {
      const [header = '', payload = '', signature = ''] = token.split('.');
      const key = createPublicKey({ key: publicJwkOf(pair) as JsonWebKey, format: 'jwk' });
      const bytes = Buffer.from(signature, 'base64url');
      expect(bytes).toHaveLength(64);
      expect(
        verify('sha256', Buffer.from(`${header}.${payload}`), { key, dsaEncoding: 'ieee-p1363' }, bytes),
      ).toBe(true);
      expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toEqual({
        alg: 'ES256',
        typ: 'session+jwt',
        kid: pair.kid,
      });
    });

    it('TK-04 gives a token the type that is asked for, and takes it for no other', () => {
      const exchanged = signToken(CLAIMS, pair, 'at+jwt');
      expect([kidOf(exchanged), kidOf(exchanged, 'at+jwt')]).toEqual([null, pair.kid]);
      expect([kidOf(token), kidOf(token, 'at+jwt')]).toEqual([pair.kid, null]);
    });

    it('gives each token a jti of its own', () => {
      const jtis = Array.from({ length: 50 }, () => check(signToken(CLAIMS, pair))?.jti);
      expect(new Set(jtis).size).toBe(50);
    });
  });

  describe('kidOf', () => {
    it('reads the name of the key from a token of ours', () => {
      expect(kidOf(token)).toBe(pair.kid);
    });

    it.each([
      ['another algorithm', { alg: 'HS256', typ: 'session+jwt', kid: 'x' }],
      ['no algorithm', { typ: 'session+jwt', kid: 'x' }],
      ['none', { alg: 'none', typ: 'session+jwt', kid: 'x' }],
      ['another type', { alg: 'ES256', typ: 'JWT', kid: 'x' }],
      ['the type of an exchanged token', { alg: 'ES256', typ: 'at+jwt', kid: 'x' }],
      ['no type', { alg: 'ES256', kid: 'x' }],
      ['crit', { alg: 'ES256', typ: 'session+jwt', kid: 'x', crit: [] }],
      ['no kid', { alg: 'ES256', typ: 'session+jwt' }],
      ['a kid that is no text', { alg: 'ES256', typ: 'session+jwt', kid: ['x'] }],
      ['an empty kid', { alg: 'ES256', typ: 'session+jwt', kid: '' }],
      ['a kid of 65 characters', { alg: 'ES256', typ: 'session+jwt', kid: 'k'.repeat(65) }],
      ['a kid with other characters', { alg: 'ES256', typ: 'session+jwt', kid: '../x' }],
    ])('is null for a header with %s', (_what, header) => {
      expect(kidOf(withHeader({ alg: 'ES256', typ: 'session+jwt', kid: 'x' }))).toBe('x');
      expect(kidOf(withHeader(header))).toBeNull();
    });

    it('is null beyond 4096 characters', () => {
      const [header, , signature] = token.split('.');
      const sized = (length: number) =>
        `${header}.${'A'.repeat(length - `${header}..${signature}`.length)}.${signature}`;
      expect([sized(4096).length, kidOf(sized(4096))]).toEqual([4096, pair.kid]);
      // of three lengths in a row two at least could be of a part in base64
      for (const length of [4097, 4098, 4099])
        expect([sized(length).length, kidOf(sized(length))]).toEqual([length, null]);
    });

    it('never throws, whatever it is given (TK-05)', () => {
      const part = fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.json().map((text) => Buffer.from(text).toString('base64url')),
        fc.constantFrom(encode({ alg: 'ES256', typ: 'JWT', kid: 'x' }), ...token.split('.')),
      );
      fc.assert(
        fc.property(fc.array(part, { maxLength: 4 }), (parts) => {
          const kid = kidOf(parts.join('.'));
          if (kid !== null) expect(kid).toMatch(/^[\w-]{1,64}$/);
        }),
        { numRuns: 500 },
      );
    });
  });

  describe('verifyToken', () => {
    it('gives the claims of a good token', () => {
      expect(check(token)).toEqual({ ...CLAIMS, jti: expect.any(String) });
    });

    it('refuses a token with any character changed, added or left out (TK-06)', () => {
      const characters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/. \n';
      fc.assert(
        fc.property(fc.nat(token.length - 1), fc.constantFrom(...characters), (at, char) => {
          fc.pre(token[at] !== char);
          expect(check(token.slice(0, at) + char + token.slice(at + 1))).toBeNull();
          expect(check(token.slice(0, at) + char + token.slice(at))).toBeNull();
          expect(check(token.slice(0, at) + token.slice(at + 1))).toBeNull();
        }),
        { numRuns: 500 },
      );
      for (const char of characters.replace(token.at(-1) ?? '', ''))
        expect(check(token.slice(0, -1) + char)).toBeNull();
    });

    it('TK-06 refuses a token with white space or padding around, which a decoder would read past', () => {
      for (const char of ['\n', '\r\n', ' ', '\t', '=', '\0', '\u00a0']) {
        expect([char, check(token + char)]).toEqual([char, null]);
        expect([char, check(char + token)]).toEqual([char, null]);
      }
    });

    it('refuses a good signature of another key', () => {
      const other = makeSigningKeyPair();
      expect(check(signToken(CLAIMS, { ...other, kid: pair.kid }))).toBeNull();
      expect(check(signToken(CLAIMS, other))).toBeNull();
    });

    it('judges the times by the clock it is given, and not by the machine’s', () => {
      for (const year of [1990, 2001, 2090]) {
        const seconds = Date.UTC(year, 0, 1) / 1000;
        const old = signToken({ ...CLAIMS, iat: seconds, exp: seconds + 900 }, pair);
        expect(check(old, { now: new Date(seconds * 1000) })).not.toBeNull();
        expect(check(old, { now: new Date((seconds + 900) * 1000) })).toBeNull();
      }
    });

    it('takes an expired one when it is to be revoked, and still no forged one', () => {
      const late = { now: new Date(NOW.getTime() + 86_400_000), ignoreExpiry: true };
      expect(check(token, late)).not.toBeNull();
      expect(check(`${token.slice(0, -4)}AAAA`, late)).toBeNull();
    });
  });

  describe('checkClaims', () => {
    const good = { ...CLAIMS, jti: 'jti-1' };

    it('needs every claim, each of its type', () => {
      expect(checkClaims(good, EXPECTED)).toEqual(good);
      for (const name of Object.keys(good)) {
        const { [name as keyof typeof good]: _left, ...others } = good;
        expect(checkClaims(others, EXPECTED)).toBeNull();
        for (const value of [null, true, {}, [], ['x'], '', NaN, Infinity, '7', 0.5])
          expect([name, value, checkClaims({ ...good, [name]: value }, EXPECTED)]).toEqual(
            accepts(name, value) ? [name, value, expect.anything()] : [name, value, null],
          );
      }
    });

    /** Where one text is as good as another. */
    const accepts = (name: string, value: unknown) =>
      value === '7' && ['sub', 'tid', 'sid', 'jti'].includes(name);

    it.each([null, undefined, 'text', 7, true])('is null for a payload of %j', (payload) => {
      expect(checkClaims(payload, EXPECTED)).toBeNull();
    });

    it.each([
      ['exp', SECONDS + 1, true],
      ['exp', SECONDS, false],
      ['iat', SECONDS + 30, true],
      ['iat', SECONDS + 31, false],
      ['iss', 'https://keys.example/', false],
      ['sub', 'x'.repeat(2048), true],
      ['sub', 'x'.repeat(2049), false],
      ['jti', 'x'.repeat(2049), false],
      ['aud', 'latchkeys', false],
      ['exp', CLAIMS.iat + 86_400, true],
      ['exp', CLAIMS.iat + 86_401, false],
    ])('with %s of %j: %j', (name, value, isGood) => {
      expect(checkClaims({ ...good, [name]: value }, EXPECTED) !== null).toBe(isGood);
    });
  });
});
