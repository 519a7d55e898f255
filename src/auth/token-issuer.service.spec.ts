import { makeSigningKeyPair } from '#secrets';
import { laterBy, NOW, sessionRow } from '../../test/support/credential-rows.js';
import type { ConfigService } from '../config/config.service.js';
import type { TenantSettingsService } from '../tenants/tenant-settings.service.js';
import type { SigningKeysService } from './signing-keys.service.js';
import { TokenIssuer } from './token-issuer.service.js';

describe('TokenIssuer', () => {
  const pair = makeSigningKeyPair();
  const tokenMinutes = vi.fn((_tenantUid: string) => Promise.resolve(15));
  let now: Date;
  let issuer: string;
  const made = () =>
    new TokenIssuer(
      {
        signer: () => pair,
        publicKey: (kid: string) => (kid === pair.kid ? pair.publicKey : undefined),
      } as unknown as SigningKeysService,
      { tokenMinutes } as unknown as TenantSettingsService,
      { issuer } as unknown as ConfigService,
      { now: () => now },
    );

  beforeEach(() => {
    now = laterBy(999); // times in tokens are whole seconds
    issuer = 'https://keys.example';
  });

  it('makes tokens for this generation of the session, of the life that its tenant has set', async () => {
    const claims = made().verify(await made().issue(sessionRow(), 4));
    expect(claims).toEqual({
      iss: issuer,
      aud: 'latchkey',
      sub: 'ada',
      tid: 'acme',
      sid: 'session',
      gen: 4,
      jti: expect.any(String),
      iat: NOW.getTime() / 1000,
      exp: NOW.getTime() / 1000 + 900,
    });
    expect(tokenMinutes).toHaveBeenCalledWith('acme');
  });

  it('makes none that outlives the session', async () => {
    const session = sessionRow({ row: { endsAt: laterBy(60_999) } });
    expect(made().verify(await made().issue(session, 0))?.exp).toBe(NOW.getTime() / 1000 + 60);
  });

  it('takes one until it expires, and after that only from whoever does not mind', async () => {
    const token = await made().issue(sessionRow(), 0);
    now = laterBy(899_999);
    expect(made().verify(token)).not.toBeNull();
    now = laterBy(900_000);
    expect(made().verify(token)).toBeNull();
    expect(made().verify(token, {})).toBeNull();
    expect(made().verify(token, { ignoreExpiry: true })).not.toBeNull();
  });

  it('takes none of another installation, nor claims of one', async () => {
    const token = await made().issue(sessionRow(), 0);
    const claims = made().verify(token);
    expect(made().check(claims)).toEqual(claims);
    issuer = 'https://other.example';
    expect(made().verify(token)).toBeNull();
    expect(made().check(claims)).toBeNull();
  });

  it('knows its own keys, and no other', () => {
    expect(made().knows(pair.kid)).toBe(true);
    expect(made().knows('other')).toBe(false);
  });
});
