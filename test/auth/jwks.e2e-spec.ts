import { createPublicKey, verify } from 'node:crypto';
import type { JsonWebKey } from 'node:crypto';
import { SigningKeysService } from '../../src/auth/signing-keys.service.js';
import { Given } from '../support/given.js';
import { refreshed, whoIs } from '../support/refreshing.js';
import { TestApp } from '../support/test-app.js';
import { DAY, HOUR, MINUTE } from '../support/test-clock.js';
import { claimsOf, headerOf } from '../support/tokens.js';

interface PublishedKey extends JsonWebKey {
  kid: string;
}

describe('GET /.well-known/jwks.json', () => {
  let app: TestApp;
  let given: Given;

  // keys are the installation's: each test has one that nobody has rotated
  beforeEach(async () => {
    app = await TestApp.start({ env: { LATCHKEY_SESSION_MAX_MINUTES: '4320' } });
    given = new Given(app);
  });
  afterEach(() => app.close());

  const published = async (): Promise<PublishedKey[]> =>
    ((await app.http.get('/.well-known/jwks.json').expect(200)).body as { keys: PublishedKey[] }).keys;
  const kids = async () => (await published()).map(({ kid }) => kid);
  /** What the periodic job does each minute. */
  const rotate = () => app.get(SigningKeysService).rotate(app.clock.now());
  const login = async () => (await given.platformAdmin()).token;

  describe('200', () => {
    it('is public, holds one key at first, and nothing of its private half', async () => {
      const answer = await app.http.get('/.well-known/jwks.json').expect(200);
      expect(answer.body).toEqual({
        keys: [
          {
            kty: 'EC',
            crv: 'P-256',
            x: expect.stringMatching(/^[\w-]{43}$/),
            y: expect.stringMatching(/^[\w-]{43}$/),
            kid: headerOf(await login())['kid'],
            alg: 'ES256',
            use: 'sig',
          },
        ],
      });
      expect(answer.headers['cache-control']).toBe('public, max-age=3600');
    });

    it('is enough to check a token with nothing but the standard library', async () => {
      const token = await login();
      const key = (await published()).find(({ kid }) => kid === headerOf(token)['kid']) ?? {};
      const [header, payload, signature = ''] = token.split('.');
      const isGood = (text: string) =>
        verify(
          'sha256',
          Buffer.from(text),
          { key: createPublicKey({ key, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
          Buffer.from(signature, 'base64url'),
        );
      expect(isGood(`${header}.${payload}`)).toBe(true);
      expect(isGood(`${header}.${payload}x`)).toBe(false);
    });
  });

  describe('rotation (TK-13)', () => {
    it('publishes the next key a day before it signs, and keeps the old until its last token is dead', async () => {
      const [first] = await kids();
      app.clock.advance(89 * DAY - 1);
      await rotate();
      expect(await kids()).toEqual([first]);
      app.clock.advance(1);
      await rotate();
      const [, second] = await kids();
      expect(await kids()).toEqual([first, second]);
      expect(headerOf(await login())['kid']).toBe(first);
      app.clock.advance(DAY - 1);
      expect(headerOf(await login())['kid']).toBe(first);
      app.clock.advance(1);
      expect(headerOf(await login())['kid']).toBe(second);
      app.clock.advance(24 * HOUR);
      await rotate();
      expect(await kids()).toEqual([first, second]);
      app.clock.advance(HOUR + 1);
      await rotate();
      expect(await kids()).toEqual([second]);
    });

    it('interrupts nobody: tokens of before go on until they expire, and are refreshed into tokens of the new key', async () => {
      app.clock.advance(89 * DAY);
      await rotate();
      app.clock.advance(DAY - 10 * MINUTE);
      const old = await login();
      app.clock.advance(10 * MINUTE);
      await rotate();
      await whoIs(app, old).expect(200);
      const fresh = await refreshed(app, old);
      expect(headerOf(fresh)['kid']).not.toBe(headerOf(old)['kid']);
      expect(claimsOf(fresh).sid).toBe(claimsOf(old).sid);
      await whoIs(app, fresh).expect(200);
      app.clock.advance(5 * MINUTE - 1);
      await whoIs(app, old).expect(200);
      app.clock.advance(1);
      await whoIs(app, old).expect(401);
    });

    it('makes one next key, however often it is looked at', async () => {
      app.clock.advance(89 * DAY);
      await Promise.all([rotate(), rotate(), rotate()]);
      await rotate();
      expect(await kids()).toHaveLength(2);
    });

    it('after a long time off goes on with the old key until no cache is without the new', async () => {
      const [first] = await kids();
      app.clock.advance(400 * DAY);
      expect(headerOf(await login())['kid']).toBe(first);
      await rotate();
      const [, second] = await kids();
      app.clock.advance(65 * MINUTE - 1);
      expect(headerOf(await login())['kid']).toBe(first);
      app.clock.advance(1);
      expect(headerOf(await login())['kid']).toBe(second);
    });
  });
});
