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
import { PasswordChecks } from './password-checks.service.js';
import { SessionsService } from './sessions.service.js';

const REFUSED = 'A change of password was refused: the current one was wrong.';
const NOT_NEW = 'must not be the current one';

/** A change of password by somebody who knows the present one. */
export interface PasswordChange {
  currentPassword: string;
  newPassword: string;
}

/** Sets passwords: by people who know the present one, and by those who came with a link. */
@Injectable()
export class PasswordsService {
  constructor(
    private readonly accounts: AccountsService,
    private readonly checks: PasswordChecks,
    private readonly hasher: PasswordHasher,
    private readonly sessions: SessionsService,
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
  ) {}

  /**
   * Changes one's own password and ends one's other sessions; the present one goes on.
   * @returns the uid of the audit entry. @throws ApiError Forbidden, WrongPassword, InvalidInput, TooManyRequests
   */
  async change(caller: Principal, uid: string, change: PasswordChange): Promise<string> {
    const user = uid === caller.userUid ? await this.accounts.find(uid) : null;
    if (!user)
      throw new ApiError('Forbidden', {
        message: 'People change their own password only; start a reset for somebody else.',
      });
    if (!(await this.checks.isPresent(user, change.currentPassword, caller.origin))) {
      await this.transactions.run((tx) => this.record(tx, actorOf(caller), user, 'refuseChange', REFUSED));
      throw new ApiError('WrongPassword', { details: { currentPassword: 'is not right' } });
    }
    const passwordHash = await this.newHash(user, change);
    return this.transactions.run(async (tx) => {
      const epoch = await this.accounts.setPassword(tx, user, passwordHash);
      if (epoch === null) throw new ApiError('NotAuthenticated'); // then this session ended with the others
      if (caller.credential.kind === 'token')
        await this.sessions.carryOver(tx, user.tenantUid, caller.credential.sessionUid, epoch);
      const message = `"${user.emailId}" changed their password; their other sessions ended.`;
      return this.record(tx, actorOf(caller), user, 'change', message);
    });
  }

  /**
   * The same for somebody who is not logged in, such as one whose password has expired; ends all their sessions. Until the current
   * password was right, whatever is wrong is answered as a login would be.
   * @returns the uid of the audit entry. @throws ApiError LoginFailed, InvalidInput, TooManyRequests
   */
  changeByEmail(
    { emailId, org, ...change }: PasswordChange & { emailId: string; org?: string },
    origin: Origin,
  ): Promise<string> {
    const proof = { emailId, password: change.currentPassword, ...(org !== undefined && { org }) };
    return this.checks.prove(proof, origin, async ({ known, user }) => {
      const passwordHash = user && (await this.newHash(user, change));
      const auditUid =
        user &&
        passwordHash &&
        (await this.transactions.run(async (tx) => {
          if ((await this.accounts.setPassword(tx, user, passwordHash)) === null) return null;
          const message = `"${user.emailId}" changed their password; their sessions ended.`;
          return this.record(tx, visitor(origin, user), user, 'change', message);
        }));
      if (auditUid) return auditUid;
      await this.recordRefusal(known, emailId, origin);
      throw new ApiError('LoginFailed');
    });
  }

  /** Sets the password of somebody who came with a good link. @returns false when somebody was faster with it. */
  async setByLink(
    user: UserWithTenant,
    password: string,
    purpose: 'activate' | 'reset',
    origin: Origin,
  ): Promise<boolean> {
    await this.accounts.checkRules(password, { ...user, orgName: user.tenant.orgName }, 'password');
    if (user.passwordHash !== null && (await this.checks.isUnchanged(user, password)))
      throw new ApiError('InvalidInput', { details: { password: NOT_NEW } });
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

  /** @param user somebody who knew their password: a new one that is no good is no failure to know it. */
  private async newHash(
    user: UserWithTenant,
    { currentPassword, newPassword }: PasswordChange,
  ): Promise<string> {
    try {
      if (newPassword === currentPassword)
        throw new ApiError('InvalidInput', { details: { newPassword: NOT_NEW } });
      await this.accounts.checkRules(newPassword, { ...user, orgName: user.tenant.orgName }, 'newPassword');
      return await this.hasher.hash(newPassword);
    } catch (refusal) {
      await this.accounts.forgetFailures(user);
      throw refusal;
    }
  }

  private async recordRefusal(known: UserWithTenant[], emailId: string, origin: Origin): Promise<void> {
    const subject = known.length === 1 ? known[0] : undefined;
    const person = subject ?? { uid: null, tenantUid: null, emailId };
    await this.transactions.run((tx) =>
      this.record(tx, visitor(origin, { uid: person.uid, emailId }), person, 'refuseChange', REFUSED),
    );
  }

  private record(
    tx: Transaction,
    actor: Actor,
    user: { uid: string | null; tenantUid: string | null; emailId: string },
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
