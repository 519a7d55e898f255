import { Injectable } from '@nestjs/common';
import type { Principal } from '#access';
import { ConfigService } from '../config/config.service.js';
import { ExchangedTokens } from '../auth/exchanged-tokens.service.js';
import { KnownCredentials } from '../auth/known-credentials.service.js';
import type { Verdict } from '../auth/known-credentials.service.js';
import { KeyUses } from '../key-uses/key-uses.service.js';
import { Limits } from '../limits/limits.service.js';
import type { IntrospectionAnswer } from './oauth.dto.js';

const KEY_PREFIX = 'lk_';

/** Says of other people's keys and tokens what they are worth, to a back end that was shown them (RFC 7662). */
@Injectable()
export class Introspection {
  constructor(
    private readonly credentials: KnownCredentials,
    private readonly exchanged: ExchangedTokens,
    private readonly limits: Limits,
    private readonly uses: KeyUses,
    private readonly config: ConfigService,
  ) {}

  /**
   * Whatever does not count, or is another organisation's, is told alike; what is none of the caller's counts against their address, as when
   * they have keys verified, but has the same answer: a client that is told to wait might stop asking about good ones.
   */
  async introspect(caller: Principal, token: string): Promise<IntrospectionAnswer> {
    const { code, holder, expiry, claims } = await this.judge(token);
    if (holder?.tenantUid !== caller.tenantUid) {
      this.limits.countInvalid(caller.origin.ip);
      return { active: false };
    }
    if (code !== 'VALID' || !expiry) return { active: false };
    const { credential } = holder;
    this.uses.note(holder, 'verify'); // the address of whoever showed it there is not known here
    return {
      active: true,
      scope: [...holder.permissions].toSorted().join(' '),
      ...(credential.kind === 'apiKey' && { client_id: credential.keyUid }),
      username: holder.emailId,
      token_type: claims ? 'Bearer' : 'ApiKey',
      exp: Math.floor(expiry.getTime() / 1000),
      ...(claims && { iat: claims.iat, aud: claims.aud, jti: claims.jti }),
      sub: holder.userUid,
      iss: this.config.issuer,
      tid: holder.tenantUid,
      org: holder.orgName,
    };
  }

  /** The form says what it is; `token_type_hint` could only mislead. */
  private async judge(token: string): Promise<Verdict> {
    if (token.startsWith(KEY_PREFIX)) return this.credentials.apiKey(token);
    const verdict = await this.credentials.token(token);
    return verdict.holder ? verdict : this.exchanged.judge(token);
  }
}
