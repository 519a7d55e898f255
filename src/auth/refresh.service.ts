import { Injectable } from '@nestjs/common';
import { visitor } from '#access';
import type { Origin } from '#access';
import type { Transaction } from '#persistence';
import type { TokenClaims } from '#secrets';
import { Clock } from '#time';
import { AuditService } from '../audit/audit.service.js';
import { ConfigService } from '../config/config.service.js';
import { CredentialsRepository } from './credentials.repository.js';
import type { Holder } from './credentials.repository.js';
import type { Session } from './session.entity.js';
import { isHeldBy, judgeRefresh } from './session.rules.js';
import { SessionsRepository } from './sessions.repository.js';

/** Decides what a token may be exchanged for. */
@Injectable()
export class RefreshService {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly credentials: CredentialsRepository,
    private readonly audit: AuditService,
    private readonly config: ConfigService,
    private readonly clock: Clock,
  ) {}

  /**
   * @param claims of a token whose signature and times are good.
   * @returns the session and the generation that the new token is of, or null when it is refused; the transaction is to be committed
   * either way, since a refusal leaves an audit entry.
   */
  async exchange(
    tx: Transaction,
    claims: TokenClaims,
    origin: Origin,
  ): Promise<{ session: Session; generation: number } | null> {
    // locked first, read after: of many refreshes at once one moves the session on, and the others see that
    await this.sessions.findLocked(tx, claims.tid, claims.sid);
    const session = await this.credentials.sessionByUid(claims.sid, tx);
    const now = this.clock.now();
    if (!session || !isHeldBy(session, claims, now)) return null;
    const verdict = judgeRefresh(session, claims.gen, this.config.settings.LATCHKEY_REFRESH_STRICT, now);
    if (verdict === 'repeat') return { session, generation: session.generation };
    if (verdict === 'advance') {
      const generation = session.generation + 1;
      await this.sessions.update(
        tx,
        session.tenantUid,
        { uid: session.uid },
        { generation, refreshedAt: now },
      );
      return { session, generation };
    }
    if (verdict === 'end') await this.sessions.end(tx, session.tenantUid, session.uid, now);
    await this.recordReuse(tx, session, verdict === 'end', origin);
    return null;
  }

  private async recordReuse(
    tx: Transaction,
    session: Session & Holder,
    isEnded: boolean,
    origin: Origin,
  ): Promise<void> {
    await this.audit.record(tx, {
      tenantUid: session.tenantUid,
      actor: visitor(origin, session.user),
      action: 'session.refuseRefresh',
      actionType: 'action',
      resource: { kind: 'session', uid: session.uid, name: session.user.emailId },
      message: `A token that had been replaced was used for a refresh, and was refused${isEnded ? '; the session was ended' : ''}.`,
    });
  }
}
