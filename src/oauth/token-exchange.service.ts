import { Injectable } from '@nestjs/common';
import { isPermission } from '#access';
import type { Permission } from '#access';
import { ApiError } from '#http';
import { ExchangedTokens } from '../auth/exchanged-tokens.service.js';
import { KnownCredentials } from '../auth/known-credentials.service.js';
import type { Verdict } from '../auth/known-credentials.service.js';
import { KeyUses } from '../key-uses/key-uses.service.js';
import { Limits } from '../limits/limits.service.js';

type Holder = NonNullable<Verdict['holder']>;

/** What a client wants to have for a key. */
export interface ExchangeRequest {
  apiKey: string;
  /** Permissions, separated by spaces. Undefined: all that the owner of the key has. */
  scope: string | undefined;
  /** Who the token is for. Undefined: all services of the organisation. */
  audience: string | undefined;
  /** The address of the client. */
  address: string;
}

/** A token with what must be said of it. */
export interface Exchanged {
  token: string;
  /** In seconds. */
  expiresIn: number;
  scope: string;
  /** Whose the key is. */
  holder: Holder;
}

/** Gives short-lived tokens for API keys (RFC 8693). Nothing is stored or audited: the log names the key, as for all that is done with it. */
@Injectable()
export class TokenExchange {
  constructor(
    private readonly credentials: KnownCredentials,
    private readonly tokens: ExchangedTokens,
    private readonly limits: Limits,
    private readonly uses: KeyUses,
  ) {}

  /** At most one query. @throws ApiError InvalidSubjectToken, alike for every reason; TooManyRequests, InvalidScope, InvalidTarget. */
  async exchange({ apiKey, scope, audience, address }: ExchangeRequest): Promise<Exchanged> {
    const { code, holder } = await this.credentials.apiKey(apiKey);
    if (code !== 'VALID' || !holder) throw this.limits.invalid(address, new ApiError('InvalidSubjectToken'));
    const permissions = scope === undefined ? [...holder.permissions] : narrowed(holder.permissions, scope);
    if (audience !== undefined && !this.tokens.isAudience(holder.tenantUid, audience))
      throw new ApiError('InvalidTarget');
    const { token, expiresIn } = this.tokens.issue(holder, permissions.toSorted(), audience);
    if (expiresIn <= 0) throw new ApiError('InvalidSubjectToken');
    this.uses.note(holder, 'exchange', address);
    return { token, expiresIn, scope: permissions.toSorted().join(' '), holder };
  }
}

/** @throws ApiError InvalidScope when one is asked for that is not held: less than was asked for would surprise whoever gets the token. */
function narrowed(held: ReadonlySet<Permission>, scope: string): Permission[] {
  const asked = [...new Set(scope.split(' '))];
  const permissions = asked.filter(isPermission).filter((permission) => held.has(permission));
  if (permissions.length < asked.length) throw new ApiError('InvalidScope');
  return permissions;
}
