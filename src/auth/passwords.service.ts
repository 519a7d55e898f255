import { Injectable } from '@nestjs/common';
import { actorOf, visitor } from '#access';
import type { Actor, Origin, Principal } from '#access';
import { ApiError } from '#http';
import { Transactions } from '#persistence';
import type { Transaction } from '#persistence';
import { PasswordHasher } from '#secrets';
import { AuditService } from '../audit/audit.service.js';
import { AccountsService } from '../users/accounts.service.js';
import type { UserWithTenant } from '../users/accounts.service.js';
import { SessionsService } from './sessions.service.js';

/** Changes of passwords by people who know the present one. */
@Injectable()
export class PasswordsService {
  constructor(
    private readonly accounts: AccountsService,
    private readonly hasher: PasswordHasher,
    private readonly sessions: SessionsService,
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
  ) {}

  /**
   * Changes one's own password and ends one's other sessions; the present one goes on.
   * @returns the uid of the audit entry. @throws ApiError Forbidden, WrongPassword, InvalidInput
   */
  async change(
    caller: Principal,
    uid: string,
    passwords: { currentPassword: string; newPassword: string },
  ): Promise<string> {
    const user = uid === caller.userUid ? await this.accounts.find(uid) : null;
    if (!user)
      throw new ApiError('Forbidden', {
        message: 'People change their own password only; start a reset for somebody else.',
      });
    if (!(await this.hasher.verify(user.passwordHash, passwords.currentPassword))) {
      await this.transactions.run((tx) =>
        this.record(
          tx,
          actorOf(caller),
          user,
          'refuseChange',
          'A change of password was refused: the current one was wrong.',
        ),
      );
      throw new ApiError('WrongPassword', { details: { currentPassword: 'is not right' } });
    }
    this.accounts.checkRules(passwords.newPassword, { ...user, orgName: caller.orgName }, 'newPassword');
    const passwordHash = await this.hasher.hash(passwords.newPassword);
    return this.transactions.run(async (tx) => {
      const epoch = await this.accounts.setPassword(tx, user, passwordHash);
      if (epoch === null) throw new ApiError('NotAuthenticated'); // then this session ended with the others
      if (caller.credential.kind === 'token')
        await this.sessions.carryOver(tx, user.tenantUid, caller.credential.sessionUid, epoch);
      return this.record(
        tx,
        actorOf(caller),
        user,
        'change',
        `"${user.emailId}" changed their password; their other sessions ended.`,
      );
    });
  }

  /** Sets the password of somebody who came with a good link. @returns false when somebody was faster with it. */
  async setByLink(
    user: UserWithTenant,
    password: string,
    purpose: 'activate' | 'reset',
    origin: Origin,
  ): Promise<boolean> {
    this.accounts.checkRules(password, { ...user, orgName: user.tenant.orgName }, 'password');
    const passwordHash = await this.hasher.hash(password);
    return this.transactions.run(async (tx) => {
      if ((await this.accounts.setPassword(tx, user, passwordHash, { byLink: true })) === null) return false;
      const what =
        purpose === 'activate'
          ? 'set their first password'
          : 'set a new password by a reset link; their sessions ended';
      await this.record(tx, visitor(origin, user), user, purpose, `"${user.emailId}" ${what}.`);
      return true;
    });
  }

  private record(
    tx: Transaction,
    actor: Actor,
    user: UserWithTenant,
    verb: string,
    message: string,
  ): Promise<string> {
    return this.audit.record(tx, {
      tenantUid: user.tenantUid,
      actor,
      action: `password.${verb}`,
      actionType: verb === 'refuseChange' ? 'action' : 'update',
      resource: { kind: 'user', uid: user.uid, name: user.emailId },
      message,
    });
  }
}
