import { Injectable } from '@nestjs/common';
import { visitor } from '#access';
import type { Origin } from '#access';
import { ApiError } from '#http';
import { Transactions } from '#persistence';
import type { Transaction } from '#persistence';
import type { TokenClaims } from '#secrets';
import { Clock } from '#time';
import { AuditService } from '../audit/audit.service.js';
import { Limits } from '../limits/limits.service.js';
import { CredentialsRepository } from './credentials.repository.js';
import { whyRefused } from './session.rules.js';

/** The session that a token or a cookie of ours names; null for what is none of ours. */
export type NamedSession = Pick<TokenClaims, 'sid'> & Partial<Pick<TokenClaims, 'sub' | 'tid' | 'exp'>>;

/** Whom an entry is about. */
interface Subject {
  tenantUid: string | null;
  userUid: string | null;
  emailId: string;
}

const NOBODY: Subject = { tenantUid: null, userUid: null, emailId: '' };

/** Answers refreshes that are refused, all alike, and writes down why: of one client no more than {@link Limits.countWritten} allows. */
@Injectable()
export class RefusedRefreshes {
  constructor(
    private readonly credentials: CredentialsRepository,
    private readonly limits: Limits,
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** @returns what to throw. @param isQuiet true for what is not written here: it has an entry already, or is a forgery that costs no query. */
  async answer(named: NamedSession | null, origin: Origin, isQuiet = false): Promise<ApiError> {
    const answer = this.limits.invalid(origin.ip, new ApiError('NotAuthenticated'));
    if (isQuiet || answer.code === 'TooManyRequests' || !this.limits.countWritten(origin.ip)) return answer;
    const { subject, message } = await this.look(named);
    await this.transactions.run((tx) => this.write(tx, subject, named?.sid ?? null, origin, message));
    return answer;
  }

  /** Writes the entry of one refusal. */
  async write(
    tx: Transaction,
    { tenantUid, userUid, emailId }: Subject,
    sessionUid: string | null,
    origin: Origin,
    message: string,
  ): Promise<void> {
    await this.audit.record(tx, {
      tenantUid,
      actor: visitor(origin, { uid: userUid, emailId }),
      action: 'session.refuseRefresh',
      actionType: 'action',
      resource: { kind: 'session', uid: sessionUid, name: emailId },
      message,
    });
  }

  private async look(named: NamedSession | null): Promise<{ subject: Subject; message: string }> {
    if (!named)
      return { subject: NOBODY, message: 'A refresh was refused: what was shown is not of this service.' };
    const session = await this.credentials.sessionByUid(named.sid);
    const isTheirs = named.sub === undefined || session?.userUid === named.sub;
    if (!session || !isTheirs)
      return {
        subject: { tenantUid: named.tid ?? null, userUid: named.sub ?? null, emailId: '' },
        message: 'A refresh was refused: there is no such session any more.',
      };
    const { tenantUid, userUid, user } = session;
    return {
      subject: { tenantUid, userUid, emailId: user.emailId },
      message: whyRefused(session, named.exp, this.clock.now()),
    };
  }
}
