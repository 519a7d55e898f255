import { Injectable } from '@nestjs/common';
import type { Origin, Principal } from '#access';
import { ApiError } from '#http';
import { Transactions } from '#persistence';
import { LoginService } from './login.service.js';
import type { PasswordProof } from './password-checks.service.js';
import { RefreshService } from './refresh.service.js';
import { RefusedRefreshes } from './refused-refreshes.service.js';
import { SessionCookies } from './session-cookies.service.js';
import type { Session } from './session.entity.js';
import { SessionsService } from './sessions.service.js';
import { TokenIssuer } from './token-issuer.service.js';

/** A token, and the session that it is of. */
export interface Issued {
  token: string;
  session: Session;
}

/** What can be done with authorization tokens. */
@Injectable()
export class AuthenticationService {
  constructor(
    private readonly logins: LoginService,
    private readonly refreshes: RefreshService,
    private readonly sessions: SessionsService,
    private readonly cookies: SessionCookies,
    private readonly tokens: TokenIssuer,
    private readonly refused: RefusedRefreshes,
    private readonly transactions: Transactions,
  ) {}

  /** @returns a token. @throws ApiError LoginFailed, alike for every reason; PasswordExpired, TooManyRequests. */
  async authenticate(proof: PasswordProof, origin: Origin): Promise<Issued> {
    const session = await this.logins.login(proof, origin);
    if (!session) throw new ApiError('LoginFailed');
    return this.issue(session, session.generation);
  }

  /** @returns a new token of the same session. @throws ApiError NotAuthenticated, alike for every reason; TooManyRequests. */
  async refresh(token: string, origin: Origin): Promise<Issued> {
    const claims = this.tokens.verify(token);
    const exchanged = claims
      ? await this.transactions.run((tx) => this.refreshes.exchange(tx, claims, origin))
      : 'refused';
    if (typeof exchanged === 'string') {
      const named = claims ?? this.tokens.verify(token, { ignoreExpiry: true });
      throw await this.refused.answer(named, origin, exchanged === 'refused and ended');
    }
    return this.issue(exchanged.session, exchanged.generation);
  }

  /**
   * @param cookies as the browser sent them. @returns a token of the session that our cookie names, of its present generation: the
   * session does not move on. @throws ApiError NotAuthenticated, alike for every reason; TooManyRequests.
   */
  async resume(cookies: string | undefined, origin: Origin): Promise<Issued> {
    const session = await this.cookies.session(cookies);
    if (!session) {
      if (!this.cookies.isIn(cookies)) throw new ApiError('NotAuthenticated');
      const sid = this.cookies.sessionUidIn(cookies);
      throw await this.refused.answer(sid === null ? null : { sid }, origin, sid === null);
    }
    return this.issue(session, session.generation);
  }

  /**
   * Revokes tokens by ending their sessions: what they were refreshed from and to ends with them. Tokens that are unknown, or that the
   * caller may not revoke, are passed over in silence (RFC 7009, 2.2).
   */
  async revoke(caller: Principal, tokens: string[]): Promise<void> {
    const claims = tokens.map((token) => this.tokens.verify(token, { ignoreExpiry: true }));
    const sessionUids = claims.flatMap((claim) => (claim?.tid === caller.tenantUid ? [claim.sid] : []));
    await this.sessions.endAll(caller, sessionUids);
  }

  /** Ends the caller's own session. */
  async logOut(caller: Principal): Promise<void> {
    if (caller.credential.kind === 'token') await this.sessions.end(caller, caller.credential.sessionUid);
  }

  private async issue(session: Session, generation: number): Promise<Issued> {
    return { token: await this.tokens.issue(session, generation), session };
  }
}
