import { Controller, Logger } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Public, Requires, SignedIn } from '#access';
import type { Credential, Principal } from '#access';
import { ApiError } from '#http';
import { makeSigningKeyPair, signToken } from '#secrets';
import type { ConfigService } from '../config/config.service.js';
import type { KeyUses } from '../key-uses/key-uses.service.js';
import type { Limits } from '../limits/limits.service.js';
import { ApiKeyStrategy } from './api-key.strategy.js';
import { AuthenticationGuard } from './authentication.guard.js';
import type { KnownCredentials, Verdict } from './known-credentials.service.js';
import { KnownHolder } from './known-records.js';
import type { PresentedCredential } from './presented-credential.js';
import type { PrincipalsService } from './principals.service.js';
import type { SigningKeysService } from './signing-keys.service.js';
import type { TokenIssuer } from './token-issuer.service.js';
import { TokenStrategy } from './token.strategy.js';

@Controller()
class Doors {
  @Public() open(): void {}
  @SignedIn() guarded(): void {}
  @Requires('apiKey.verify', { fromCopies: true }) fast(): void {}
  forgotten(): void {}
}

const holderOf = (credential: Credential, { allowsQueryApiKeys = true } = {}) =>
  new KnownHolder(
    {
      user: { uid: 'ada', emailId: 'ada@acme.example', isPlatformAdmin: false },
      tenant: { uid: 'acme', orgName: 'Acme', allowsQueryApiKeys },
    },
    new Set(['apiKey.verify'] as const),
    credential,
  );
const BY_KEY: Credential = { kind: 'apiKey', keyUid: 'k', expiry: new Date(0) };
const BY_TOKEN: Credential = { kind: 'token', sessionUid: 's', loggedInAt: new Date(0) };
const REFUSED = expect.objectContaining({ code: 'NotAuthenticated' });

describe('AuthenticationGuard', () => {
  const pair = makeSigningKeyPair();
  const claims = { iss: 'i', aud: 'a', sub: 'u', tid: 't', sid: 's', gen: 0, iat: 1, exp: 2 };
  const token = signToken(claims, pair);
  const log = vi.spyOn(Logger.prototype, 'error').mockReturnValue();
  const settings = { LATCHKEY_QUERY_API_KEYS: true };
  const byApiKey = vi.fn<(text: string) => Promise<KnownHolder | null>>();
  const byClaims = vi.fn<(value: unknown) => Promise<KnownHolder | null>>();
  const check = vi.fn<(value: unknown) => unknown>((payload) => payload);
  const judge = vi.fn<(presented: PresentedCredential) => Verdict | Promise<Verdict>>();
  const invalid = vi.fn((_address: string, otherwise: ApiError) => otherwise);
  const note = vi.fn<(holder: KnownHolder, address: string, way: string) => void>();

  const principals = { byApiKey, byClaims } as unknown as PrincipalsService;
  // Passport knows them from then on
  const keyStrategy = new ApiKeyStrategy(principals);
  const tokenStrategy = new TokenStrategy(
    {
      publicKey: (kid: string) => (kid === pair.kid ? pair.publicKey : undefined),
    } as unknown as SigningKeysService,
    { check } as unknown as TokenIssuer,
    principals,
  );
  const guard = new AuthenticationGuard(
    new Reflector(),
    { settings } as unknown as ConfigService,
    { judge } as unknown as KnownCredentials,
    { invalid } as unknown as Limits,
    { note } as unknown as KeyUses,
  );

  beforeEach(() => {
    vi.clearAllMocks();
    settings.LATCHKEY_QUERY_API_KEYS = true;
    byApiKey.mockImplementation((value) => Promise.resolve(value === 'good' ? holderOf(BY_KEY) : null));
    byClaims.mockImplementation(() => Promise.resolve(holderOf(BY_TOKEN)));
    judge.mockImplementation(({ value }) =>
      value === 'good'
        ? { code: 'VALID', holder: holderOf(BY_KEY), expiry: null }
        : { code: 'NOT_FOUND', holder: null, expiry: null },
    );
  });
  afterAll(() => log.mockRestore());

  interface Asked {
    rawHeaders?: string[];
    query?: object;
  }

  /** @returns who is calling, as the routes find it; undefined for nobody. */
  const enter = async (
    door: keyof Doors,
    { rawHeaders = [], query = {} }: Asked,
  ): Promise<Principal | undefined> => {
    const request = { raw: { rawHeaders }, query, headers: {}, ip: '192.0.2.7', id: 'r', user: undefined };
    const context = {
      getHandler: () => Doors.prototype[door],
      getClass: () => Doors,
      switchToHttp: () => ({ getRequest: () => request, getResponse: () => ({}), getNext: () => () => {} }),
    } as unknown as ExecutionContext;
    expect(await guard.canActivate(context)).toBe(true);
    return request.user;
  };
  const byHeader = (value: string): Asked => ({ rawHeaders: ['ApiKey', value] });
  const inQuery = (value: string): Asked => ({ query: { ApiKey: value } });
  const byToken = (value: string): Asked => ({ rawHeaders: ['Authorization', value] });

  it('lets everybody in where a route is public, and looks at no credential', async () => {
    expect(await enter('open', byHeader('bad'))).toBeUndefined();
    expect(byApiKey).not.toHaveBeenCalled();
  });

  it('lets nobody in where a route does not say who may call it, and says so to those who run it', async () => {
    await expect(enter('forgotten', byHeader('good'))).rejects.toMatchObject({ code: 'Forbidden' });
    expect(log).toHaveBeenCalledWith('Doors.forgotten does not say who may call it');
  });

  it.each<keyof Doors>(['guarded', 'fast'])(
    'wants a credential for "%s", and counts none as invalid',
    async (door) => {
      await expect(enter(door, {})).rejects.toEqual(REFUSED);
      expect(invalid).not.toHaveBeenCalled();
    },
  );

  describe.each<keyof Doors>(['guarded', 'fast'])('at the door "%s"', (door) => {
    it.each([
      ['header', byHeader('good')],
      ['query', inQuery('good')],
    ])('knows the holder of a good key in the %s, and notes its use', async (way, asked) => {
      expect(await enter(door, asked)).toEqual({
        tenantUid: 'acme',
        orgName: 'Acme',
        userUid: 'ada',
        emailId: 'ada@acme.example',
        isPlatformAdmin: false,
        permissions: new Set(['apiKey.verify']),
        credential: BY_KEY,
        origin: { ip: '192.0.2.7', requestId: 'r', userAgent: '' },
      });
      expect(note).toHaveBeenCalledTimes(1);
      expect(note).toHaveBeenCalledWith(expect.any(KnownHolder), way, '192.0.2.7');
    });

    it('refuses a bad key, counts it for the address, and notes no use', async () => {
      await expect(enter(door, byHeader('bad'))).rejects.toEqual(REFUSED);
      expect(invalid).toHaveBeenCalledTimes(1);
      expect(invalid).toHaveBeenCalledWith('192.0.2.7', REFUSED);
      expect(note).not.toHaveBeenCalled();
    });

    it('says what the limit says after too many bad keys', async () => {
      invalid.mockReturnValueOnce(new ApiError('TooManyRequests', { retryAfter: 3 }));
      await expect(enter(door, byHeader('bad'))).rejects.toMatchObject({ code: 'TooManyRequests' });
    });

    it('takes no key out of an address where the installation forbids it, but from the header', async () => {
      settings.LATCHKEY_QUERY_API_KEYS = false;
      await expect(enter(door, inQuery('good'))).rejects.toEqual(REFUSED);
      expect(note).not.toHaveBeenCalled();
      expect(await enter(door, byHeader('good'))).toBeDefined();
    });

    it('takes no key out of an address where the organisation forbids it, but from the header', async () => {
      const holder = holderOf(BY_KEY, { allowsQueryApiKeys: false });
      byApiKey.mockResolvedValue(holder);
      judge.mockResolvedValue({ code: 'VALID', holder, expiry: null });
      await expect(enter(door, inQuery('good'))).rejects.toEqual(REFUSED);
      expect(note).not.toHaveBeenCalled();
      expect(await enter(door, byHeader('good'))).toBeDefined();
    });

    it.each([
      ['a fault', new Error('the database is gone')],
      ['an answer of its own', new ApiError('ServiceUnavailable', { retryAfter: 1 })],
    ])('passes on %s, and blames no credential for it', async (_what, fault) => {
      byApiKey.mockRejectedValue(fault);
      judge.mockRejectedValue(fault);
      await expect(enter(door, byHeader('good'))).rejects.toBe(fault);
      expect(invalid).not.toHaveBeenCalled();
    });
  });

  it.each<[string, Verdict]>([
    ['does not count, whoever holds it', { code: 'EXPIRED', holder: holderOf(BY_KEY), expiry: null }],
    ['nobody holds, whatever counts', { code: 'VALID', holder: null, expiry: null }],
  ])('refuses what %s', async (_what, verdict) => {
    judge.mockReturnValue(verdict);
    await expect(enter('fast', byHeader('good'))).rejects.toEqual(REFUSED);
    expect(invalid).toHaveBeenCalledTimes(1);
  });

  it('judges by the database where the route does not say otherwise, and by copies where it does', async () => {
    await enter('guarded', byHeader('good'));
    expect([byApiKey.mock.calls.length, judge.mock.calls.length]).toEqual([1, 0]);
    await enter('fast', byHeader('good'));
    expect([byApiKey.mock.calls.length, judge.mock.calls.length]).toEqual([1, 1]);
    expect(judge).toHaveBeenCalledWith({ kind: 'apiKey', value: 'good', isInQuery: false });
  });

  it('knows the holder of a token that is signed by us and whose claims are good, whatever the time', async () => {
    expect(await enter('guarded', byToken(token))).toMatchObject({ userUid: 'ada', credential: BY_TOKEN });
    expect(check).toHaveBeenCalledWith(expect.objectContaining(claims));
    expect(byClaims).toHaveBeenCalledWith(expect.objectContaining(claims));
    expect(byApiKey).not.toHaveBeenCalled();
  });

  it.each([
    ['of another key', () => signToken(claims, makeSigningKeyPair())],
    ['of another key by the same name', () => signToken(claims, { ...makeSigningKeyPair(), kid: pair.kid })],
    ['of another type', () => signToken(claims, pair, 'at+jwt')],
    ['that is none', () => 'text'],
    ['that is empty', () => ''],
  ])('refuses a token %s, and counts it for the address', async (_what, made) => {
    await expect(enter('guarded', byToken(made()))).rejects.toEqual(REFUSED);
    expect(invalid).toHaveBeenCalledTimes(1);
    expect([check.mock.calls.length, byClaims.mock.calls.length]).toEqual([0, 0]);
  });

  it('refuses a token whose claims are bad, and asks nobody whose it is', async () => {
    check.mockReturnValueOnce(null);
    await expect(enter('guarded', byToken(token))).rejects.toEqual(REFUSED);
    expect(byClaims).not.toHaveBeenCalled();
  });

  it('refuses a token whose session does not count', async () => {
    byClaims.mockResolvedValueOnce(null);
    await expect(enter('guarded', byToken(token))).rejects.toEqual(REFUSED);
  });

  it.each([[undefined], [null], [0]])(
    'takes it for a fault of ours when looking threw %j',
    async (thrown) => {
      byApiKey.mockRejectedValue(thrown);
      byClaims.mockRejectedValue(thrown);
      const said = 'nothing was said about why';
      await expect(enter('guarded', byHeader('good'))).rejects.toThrow(said);
      await expect(keyStrategy.validate('good')).rejects.toThrow(said);
      await expect(enter('guarded', byToken(token))).rejects.toThrow(said);
      await expect(tokenStrategy.validate(claims)).rejects.toThrow(said);
      expect(invalid).not.toHaveBeenCalled();
    },
  );
});
