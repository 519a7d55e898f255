import { Injectable } from '@nestjs/common';
import { actorOf, coversGrantsOf, reachOf, visitor } from '#access';
import type { Actor, Origin, Principal } from '#access';
import { ApiError } from '#http';
import { Transactions } from '#persistence';
import type { Transaction } from '#persistence';
import { AuditService } from '../audit/audit.service.js';
import { Limits } from '../limits/limits.service.js';
import { AccountsService, canLogIn } from '../users/accounts.service.js';
import type { UserWithTenant } from '../users/accounts.service.js';
import { PasswordLinksService } from '../users/password-links.service.js';
import type { LinkPurpose } from '../users/password-links.service.js';
import { UsersService } from '../users/users.service.js';
import { PasswordsService } from './passwords.service.js';

/** Passwords for people who have none, or forgot it: opening one-time links, and using them. */
@Injectable()
export class PasswordResetsService {
  constructor(
    private readonly accounts: AccountsService,
    private readonly users: UsersService,
    private readonly links: PasswordLinksService,
    private readonly passwords: PasswordsService,
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
    private readonly limits: Limits,
  ) {}

  /**
   * Opens a reset for everybody with this address; whoever has no password yet is sent their activation link once more. For nobody the
   * answer is the same, and so is the work: every way is one read, and one write to the user, the outbox and the audit trail.
   * @returns the uid of an audit entry. @throws ApiError TooManyRequests
   */
  async request(emailId: string, origin: Origin): Promise<string> {
    this.limits.countLetter(origin.ip);
    const everybody = await this.accounts.byEmail(emailId, undefined);
    const users = everybody.filter((user) => user.isActive && user.tenant.isActive);
    const nobody = visitor(origin, { uid: null, emailId });
    return this.transactions.run(async (tx) => {
      if (users.length === 0) await this.accounts.pretendReset(tx, emailId);
      let auditUid: string | undefined;
      for (const user of users) {
        await (canLogIn(user) ? this.accounts.openReset(tx, user) : this.accounts.repeatActivation(tx, user));
        auditUid = await this.record(tx, nobody, user.tenantUid, user, emailId);
      }
      return auditUid ?? this.record(tx, nobody, null, null, emailId);
    });
  }

  /** Opens a reset for a user of the tenant; whoever may read the link hands it over. @throws ApiError ResourceNotFound, Forbidden, AccountPending */
  async open(caller: Principal, uid: string): Promise<string> {
    return this.openFor(caller, uid === caller.userUid, await this.accounts.find(uid));
  }

  /** The same for whoever has this address in the tenant of the caller. */
  async openByEmail(caller: Principal, emailId: string): Promise<string> {
    const user = await this.accounts.inTenant(caller.tenantUid, emailId);
    return this.openFor(caller, user?.uid === caller.userUid, user);
  }

  private async openFor(caller: Principal, isSelf: boolean, user: UserWithTenant | null): Promise<string> {
    if (!isSelf && reachOf(caller, 'user.update') === 'self') throw new ApiError('Forbidden');
    if (!user || user.tenantUid !== caller.tenantUid) throw new ApiError('ResourceNotFound');
    if (!isSelf && !coversGrantsOf(caller, await this.users.grantsOf(user)))
      throw new ApiError('Forbidden', { message: 'This user may do more than you.' });
    if (user.passwordHash === null) throw new ApiError('AccountPending');
    return this.transactions.run(async (tx) => {
      await this.accounts.openReset(tx, user);
      return this.record(tx, actorOf(caller), user.tenantUid, user, user.emailId);
    });
  }

  /** Sets the password that a link is for. @throws ApiError InvalidLink alike for every bad link; InvalidInput for a password that the rules refuse. */
  async use(token: string, purpose: LinkPurpose, password: string, origin: Origin): Promise<void> {
    const uid = this.links.subjectOf(token);
    const user = uid === null ? null : await this.accounts.find(uid);
    const isGood = user !== null && user.tenant.isActive && this.links.isGood(token, purpose, user);
    if (!isGood || !(await this.passwords.setByLink(user, password, purpose, origin)))
      throw this.limits.invalid(origin.ip, new ApiError('InvalidLink'));
  }

  private record(
    tx: Transaction,
    actor: Actor,
    tenantUid: string | null,
    user: UserWithTenant | null,
    emailId: string,
  ): Promise<string> {
    return this.audit.record(tx, {
      tenantUid,
      actor,
      action: 'password.requestReset',
      actionType: 'action',
      resource: { kind: 'user', uid: user?.uid ?? null, name: emailId },
      message: 'A password reset was asked for.',
    });
  }
}
