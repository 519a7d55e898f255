import { kidOf, makeSigningKeyPair, signToken } from '#secrets';
import type { ExchangedClaims } from '#secrets';
import { keyRow, laterBy, NOW, sessionRow } from '../../test/support/credential-rows.js';
import type { ConfigService } from '../config/config.service.js';
import { ExchangedTokens } from './exchanged-tokens.service.js';
import { KnownApiKey, KnownSession } from './known-records.js';
import type { PrincipalsService } from './principals.service.js';
import type { SigningKeysService } from './signing-keys.service.js';

const PERMISSIONS = new Set(['apiKey.get', 'user.get'] as const);
const SECONDS = NOW.getTime() / 1000;
const NOT_FOUND = { code: 'NOT_FOUND', holder: null, expiry: null };
const keyOf = (...change: Parameters<typeof keyRow>) => new KnownApiKey(keyRow(...change), PERMISSIONS);

describe('ExchangedTokens', () => {
  const pair = makeSigningKeyPair();
  const apiKeyByUid = vi.fn();
  const settings = { issuer: 'https://keys.example' };
  let now: Date;
  const tokens = new ExchangedTokens(
    {
      signer: () => pair,
      publicKey: (kid: string) => (kid === pair.kid ? pair.publicKey : undefined),
    } as unknown as SigningKeysService,
    { apiKeyByUid } as unknown as PrincipalsService,
    settings as unknown as ConfigService,
    { now: () => now },
  );

  beforeEach(() => {
    vi.resetAllMocks();
    now = laterBy(999); // times in tokens are whole seconds
    apiKeyByUid.mockResolvedValue(keyOf());
  });

  describe('issue', () => {
    it('says whose key it stands for, what it may, and that it is for all services of the tenant', async () => {
      const { token, expiresIn } = tokens.issue(keyOf(), ['apiKey.get', 'user.get']);
      expect(expiresIn).toBe(900);
      expect(kidOf(token, 'at+jwt')).toBe(pair.kid);
      expect((await tokens.judge(token)).claims).toEqual({
        iss: 'https://keys.example',
        aud: 'urn:latchkey:tenant:acme',
        sub: 'ada',
        tid: 'acme',
        client_id: 'key',
        scope: 'apiKey.get user.get',
        jti: expect.any(String),
        iat: SECONDS,
        exp: SECONDS + 900,
      });
    });

    it('says for whom it is', async () => {
      const { token } = tokens.issue(keyOf(), [], 'https://orders.example');
      expect((await tokens.judge(token)).claims).toMatchObject({ aud: 'https://orders.example', scope: '' });
    });

    it('never outlives its key', async () => {
      const { token, expiresIn } = tokens.issue(keyOf({ row: { expiry: laterBy(60_999) } }), []);
      expect(expiresIn).toBe(60);
      expect((await tokens.judge(token)).expiry).toEqual(laterBy(60_000));
    });

    it('is for keys alone', () => {
      const session = new KnownSession(sessionRow(), PERMISSIONS);
      expect(() => tokens.issue(session, [])).toThrow('only API keys are exchanged');
    });
  });

  it.each([
    ['urn:latchkey:tenant:acme', true],
    ['https://orders.example', true],
    ['latchkeys', true],
    ['my-latchkey', true],
    ['x', true],
    ['x'.repeat(255), true],
    ['x'.repeat(256), false],
    ['', false],
    ['latchkey', false],
    ['urn:latchkey:tenant:other', false],
    ['urn:latchkey:', false],
    ['with space', false],
    ['orders\n', false],
    ['bücher', false],
  ])('the audience %j may be asked for: %s', (audience, expected) => {
    expect(tokens.isAudience('acme', audience)).toBe(expected);
  });

  describe('judge', () => {
    const issued = () => tokens.issue(keyOf(), ['apiKey.get', 'user.get']).token;

    it('judges by what the key is now, with the permissions of the token', async () => {
      const verdict = await tokens.judge(issued());
      expect(verdict).toMatchObject({ code: 'VALID', expiry: laterBy(900_000), holder: { userUid: 'ada' } });
      expect(apiKeyByUid).toHaveBeenCalledWith('key', new Set(['apiKey.get', 'user.get']));
    });

    it('counts to its last moment', async () => {
      const token = issued();
      now = laterBy(899_999);
      expect(await tokens.judge(token)).toMatchObject({ code: 'VALID' });
      now = laterBy(900_000);
      expect(await tokens.judge(token)).toEqual(NOT_FOUND);
    });

    it.each([
      ['is not there', null],
      ['was revoked', keyOf({ row: { isActive: false } })],
      ['has expired', keyOf({ row: { expiry: NOW } })],
      ['is of a disabled user', keyOf({ user: { isActive: false } })],
      ['is of a suspended tenant', keyOf({ tenant: { isActive: false } })],
      ["is somebody else's", keyOf({ user: { uid: 'bob' } })],
      ['is of another tenant', keyOf({ tenant: { uid: 'other' } })],
    ])('does not count when its key %s', async (_what, key) => {
      const token = issued();
      apiKeyByUid.mockResolvedValue(key);
      expect(await tokens.judge(token)).toEqual(NOT_FOUND);
    });

    it.each([
      ['of another installation', { iss: 'https://other.example' }],
      ['for this service', { aud: 'latchkey' }],
    ])('does not count when it is %s, and nothing is read', async (_what, change) => {
      const claims = {
        iss: settings.issuer,
        aud: 'https://orders.example',
        sub: 'ada',
        tid: 'acme',
        client_id: 'key',
        scope: '',
        iat: SECONDS,
        exp: SECONDS + 60,
      };
      expect(await tokens.judge(signToken<ExchangedClaims>({ ...claims }, pair, 'at+jwt'))).toMatchObject({
        code: 'VALID',
      });
      apiKeyByUid.mockClear();
      expect(
        await tokens.judge(signToken<ExchangedClaims>({ ...claims, ...change }, pair, 'at+jwt')),
      ).toEqual(NOT_FOUND);
      expect(await tokens.judge(signToken<ExchangedClaims>({ ...claims }, pair))).toEqual(NOT_FOUND);
      expect(
        await tokens.judge(signToken<ExchangedClaims>({ ...claims }, makeSigningKeyPair(), 'at+jwt')),
      ).toEqual(NOT_FOUND);
      expect(await tokens.judge('text')).toEqual(NOT_FOUND);
      expect(apiKeyByUid).not.toHaveBeenCalled();
    });
  });
});
