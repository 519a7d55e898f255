import { Injectable } from '@nestjs/common';
import type { Permission } from '#access';
import { checkExchangedClaims, EXCHANGED_LIFE_SECONDS, signToken, verifySignature } from '#secrets';
import type { ExchangedClaims } from '#secrets';
import { Clock } from '#time';
import { ConfigService } from '../config/config.service.js';
import { judgeApiKey } from './api-key.rules.js';
import type { Verdict } from './known-credentials.service.js';
import { PrincipalsService } from './principals.service.js';
import type { KnownHolder } from './known-records.js';
import { SigningKeysService } from './signing-keys.service.js';
import { OWN_AUDIENCE } from './token-issuer.service.js';

/** As the libraries of those who check it expect it (RFC 9068). */
const TYPE = 'at+jwt';
const NOT_FOUND: Verdict = { code: 'NOT_FOUND', holder: null, expiry: null };
/** Audiences that mean something here; nobody else may be called so. */
const RESERVED = /^(latchkey$|urn:latchkey:)/;
const AUDIENCE = /^[!-~]{1,255}$/;

/** @returns the audience of tokens that are for all services of a tenant: whoever expects it lets in nobody of another tenant. */
const audienceOf = (tenantUid: string) => `urn:latchkey:tenant:${tenantUid}`;

/**
 * Short-lived tokens that stand for an API key with some of its permissions, so that others can check it without asking. They are for others
 * alone: here they are no credential.
 */
@Injectable()
export class ExchangedTokens {
  constructor(
    private readonly keys: SigningKeysService,
    private readonly principals: PrincipalsService,
    private readonly config: ConfigService,
    private readonly clock: Clock,
  ) {}

  /**
   * @param holder of a key that counts. @param audience who it is for; absent: all services of the holder's tenant.
   * @returns the token and its life in seconds; 0 when the key ends within this very second.
   */
  issue(
    { tenantUid, userUid, credential }: KnownHolder,
    permissions: readonly Permission[],
    audience = audienceOf(tenantUid),
  ): { token: string; expiresIn: number } {
    if (credential.kind !== 'apiKey') throw new Error('only API keys are exchanged');
    const iat = Math.floor(this.clock.now().getTime() / 1000);
    const exp = Math.min(iat + EXCHANGED_LIFE_SECONDS, Math.floor(credential.expiry.getTime() / 1000));
    const token = signToken<ExchangedClaims>(
      {
        iss: this.config.issuer,
        aud: audience,
        sub: userUid,
        tid: tenantUid,
        client_id: credential.keyUid,
        scope: permissions.join(' '),
        iat,
        exp,
      },
      this.keys.signer(),
      TYPE,
    );
    return { token, expiresIn: exp - iat };
  }

  /** @returns whether tokens of this tenant may be for this audience. */
  isAudience(tenantUid: string, audience: string): boolean {
    return audience === audienceOf(tenantUid) || (AUDIENCE.test(audience) && !RESERVED.test(audience));
  }

  /**
   * Judges one by what its key is at this moment; of its permissions those count that the key's owner still has. One query, none for what
   * we did not sign.
   */
  async judge(text: string): Promise<Verdict> {
    const now = this.clock.now();
    const expected = { issuer: this.config.issuer, own: OWN_AUDIENCE, now };
    const claims = checkExchangedClaims(verifySignature(text, this.keys.publicKey, TYPE), expected);
    const key =
      claims && (await this.principals.apiKeyByUid(claims.client_id, new Set(claims.scope.split(' '))));
    const isTheirs = key?.userUid === claims?.sub && key?.tenantUid === claims?.tid;
    if (!claims || !key || !isTheirs || judgeApiKey(key, now) !== 'VALID') return NOT_FOUND;
    return { code: 'VALID', holder: key, expiry: new Date(claims.exp * 1000), claims };
  }
}
