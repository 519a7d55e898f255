import { Injectable } from '@nestjs/common';
import { actorOf, reachOf } from '#access';
import type { Actor, Origin, Principal } from '#access';
import { ApiError } from '#http';
import { newUid, Transactions } from '#persistence';
import type { Transaction } from '#persistence';
import { Clock } from '#time';
import { AuditService } from '../audit/audit.service.js';
import { ConfigService } from '../config/config.service.js';
import { AccountsService } from '../users/accounts.service.js';
import type { User } from '../users/user.entity.js';
import type { Session } from './session.entity.js';
import { SessionsRepository } from './sessions.repository.js';

const SWEEP_BATCH = 500;

/** Begins, lists and ends sessions. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly accounts: AccountsService,
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
    private readonly config: ConfigService,
    private readonly clock: Clock,
  ) {}

  /** Writes a new session. @param user as read together with the hash that was checked: a change since then leaves the session dead. */
  async begin(tx: Transaction, user: User, origin: Origin): Promise<Session> {
    const now = this.clock.now();
    const session: Session = {
      uid: newUid(),
      tenantUid: user.tenantUid,
      userUid: user.uid,
      epoch: user.sessionEpoch,
      generation: 0,
      startedAt: now,
      endsAt: new Date(now.getTime() + this.config.settings.LATCHKEY_SESSION_MAX_MINUTES * 60_000),
      refreshedAt: now,
      endedAt: null,
      ip: origin.ip,
      userAgent: origin.userAgent,
    };
    await this.sessions.insert(tx, session);
    return session;
  }

  /** The sessions of a user that count now, newest first. @throws ApiError Forbidden for somebody else's without the right. */
  async list(caller: Principal, user: User): Promise<Session[]> {
    this.refuseBeyondReach(caller, 'session.list', user.uid);
    return this.sessions.live(caller.tenantUid, user.uid, user.sessionEpoch, this.clock.now());
  }

  /** Ends one session with all its tokens; ending it again changes nothing. @throws ApiError ResourceNotFound, Forbidden */
  async end(caller: Principal, uid: string): Promise<void> {
    const session = await this.sessions.find(caller.tenantUid, uid);
    if (!session) throw new ApiError('ResourceNotFound');
    this.refuseBeyondReach(caller, 'session.delete', session.userUid);
    await this.transactions.run((tx) => this.endIn(tx, session, actorOf(caller), 'session.end'));
  }

  /** Ends the sessions that revoked tokens belong to. Sessions that the caller may not end are left alone, silently (RFC 7009, 2.2). */
  async endAll(caller: Principal, uids: string[]): Promise<void> {
    await this.transactions.run(async (tx) => {
      for (const uid of [...new Set(uids)].toSorted()) {
        const session = await this.sessions.find(caller.tenantUid, uid, tx);
        const isWithinReach =
          session?.userUid === caller.userUid || reachOf(caller, 'session.delete') !== 'self';
        if (session && isWithinReach) await this.endIn(tx, session, actorOf(caller), 'session.revoke');
      }
    });
  }

  /**
   * Ends every session of a user, that of the caller too; when there is none, nothing is changed.
   * @throws ApiError ResourceNotFound, Forbidden
   */
  async endAllOf(caller: Principal, userUid: string): Promise<void> {
    this.refuseBeyondReach(caller, 'session.delete', userUid);
    await this.transactions.run(async (tx) => {
      const user = await this.accounts.lock(tx, caller.tenantUid, userUid);
      if (!user) throw new ApiError('ResourceNotFound');
      const { tenantUid, uid, sessionEpoch, emailId } = user;
      const live = await this.sessions.live(tenantUid, uid, sessionEpoch, this.clock.now(), tx);
      if (live.length === 0) return;
      await this.accounts.endSessions(tx, user);
      await this.audit.record(tx, {
        tenantUid,
        actor: actorOf(caller),
        action: 'session.endAll',
        actionType: 'action',
        resource: { kind: 'user', uid, name: emailId },
        message: `All sessions of "${emailId}" were ended with their tokens.`,
      });
    });
  }

  /** Lets the session that changes a password go on when all others end. */
  async carryOver(tx: Transaction, tenantUid: string, uid: string, epoch: number): Promise<void> {
    await this.sessions.update(tx, tenantUid, { uid }, { epoch });
  }

  /** Deletes sessions past their end. @returns how many. */
  async sweep(now: Date): Promise<number> {
    let deleted = 0;
    for (let size = SWEEP_BATCH; size === SWEEP_BATCH; deleted += size)
      size = await this.sessions.deletePast(now, SWEEP_BATCH);
    return deleted;
  }

  private async endIn(tx: Transaction, session: Session, actor: Actor, action: string): Promise<void> {
    if (!(await this.sessions.end(tx, session.tenantUid, session.uid, this.clock.now()))) return;
    await this.audit.record(tx, {
      tenantUid: session.tenantUid,
      actor,
      action,
      actionType: 'action',
      resource: { kind: 'session', uid: session.uid, name: '' },
      message: 'A session was ended with all its tokens.',
    });
  }

  private refuseBeyondReach(
    caller: Principal,
    permission: 'session.list' | 'session.delete',
    userUid: string,
  ): void {
    if (userUid !== caller.userUid && reachOf(caller, permission) === 'self') throw new ApiError('Forbidden');
  }
}
