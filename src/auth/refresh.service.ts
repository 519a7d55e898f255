import { Injectable } from '@nestjs/common';
import type { Origin } from '#access';
import type { Transaction } from '#persistence';
import type { TokenClaims } from '#secrets';
import { Clock } from '#time';
import { ConfigService } from '../config/config.service.js';
import { CredentialsRepository } from './credentials.repository.js';
import { RefusedRefreshes } from './refused-refreshes.service.js';
import type { Session } from './session.entity.js';
import { isHeldBy, judgeRefresh } from './session.rules.js';
import { SessionsRepository } from './sessions.repository.js';

const REUSED =
  'A token that had been replaced was used for a refresh, and was refused; the session was ended.';

/** What a new token is to be of. */
interface Exchange {
  session: Session;
  generation: number;
}

/** Decides what a token may be exchanged for. */
@Injectable()
export class RefreshService {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly credentials: CredentialsRepository,
    private readonly refused: RefusedRefreshes,
    private readonly config: ConfigService,
    private readonly clock: Clock,
  ) {}

  /**
   * @param claims of a token whose signature and times are good.
   * @returns the session and the generation that the new token is of, or that it is refused; the transaction is to be committed
   * either way, since a refusal may end the session, with an audit entry.
   */
  async exchange(
    tx: Transaction,
    claims: TokenClaims,
    origin: Origin,
  ): Promise<Exchange | 'refused' | 'refused and ended'> {
    // locked first, read after: of many refreshes at once one moves the session on, and the others see that
    await this.sessions.findLocked(tx, claims.tid, claims.sid);
    const session = await this.credentials.sessionByUid(claims.sid, tx);
    const now = this.clock.now();
    if (!session || !isHeldBy(session, claims, now)) return 'refused';
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
    if (verdict === 'refuse') return 'refused';
    await this.sessions.end(tx, session.tenantUid, session.uid, now);
    const { tenantUid, userUid, uid, user } = session;
    await this.refused.write(tx, { tenantUid, userUid, emailId: user.emailId }, uid, origin, REUSED);
    return 'refused and ended';
  }
}
