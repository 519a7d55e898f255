import { Injectable } from '@nestjs/common';
import { visitor } from '#access';
import type { Origin } from '#access';
import { ApiError } from '#http';
import { isEmail } from '#http/email';
import { Transactions } from '#persistence';
import { AuditService } from '../audit/audit.service.js';
import { AccountsService } from '../users/accounts.service.js';
import type { UserWithTenant } from '../users/accounts.service.js';
import { PasswordChecks } from './password-checks.service.js';
import type { PasswordProof } from './password-checks.service.js';
import type { Session } from './session.entity.js';
import { SessionsService } from './sessions.service.js';

const NO_ADDRESS = '(no address)';

/** Lets people in by their passwords. Whatever is wrong, the work and the answer are the same: one hash, one transaction, one audit entry. */
@Injectable()
export class LoginService {
  constructor(
    private readonly accounts: AccountsService,
    private readonly passwords: PasswordChecks,
    private readonly sessions: SessionsService,
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
  ) {}

  /**
   * @returns a new session, or null when organisation, address and password do not match exactly one active account.
   * @throws ApiError PasswordExpired, only to whoever knows the password; TooManyRequests.
   */
  login(proof: PasswordProof, origin: Origin): Promise<Session | null> {
    return this.passwords.prove(proof, origin, async ({ known, user, isLocked }) => {
      if (user && (await this.accounts.hasExpiredPassword(user))) {
        await this.accounts.forgetFailures(user);
        await this.refuse(user, user.emailId, origin, 'A login was refused: the password has expired.');
        throw new ApiError('PasswordExpired');
      }
      const newHash = user && (await this.passwords.renewed(user, proof.password));
      const session = user ? await this.succeed(user, newHash, origin) : null;
      if (session) return session;
      const subject = known.length === 1 ? known[0] : undefined;
      const why = isLocked ? ': the account is locked' : '';
      await this.refuse(subject, proof.emailId, origin, `A login was refused${why}.`);
      return null;
    });
  }

  /** @returns null when the account was disabled, deleted or given another password since it was read. */
  private succeed(user: UserWithTenant, newHash: string | null, origin: Origin): Promise<Session | null> {
    return this.transactions.run(async (tx) => {
      // the user's row is written first: many logins of one person then take turns instead of waiting for each other
      if (!(await this.accounts.noteSignIn(tx, user))) return null;
      if (newHash !== null) await this.accounts.renewHash(tx, user, newHash);
      const session = await this.sessions.begin(tx, user, origin);
      await this.audit.record(tx, {
        tenantUid: user.tenantUid,
        actor: visitor(origin, user),
        action: 'session.begin',
        actionType: 'action',
        resource: { kind: 'session', uid: session.uid, name: user.emailId },
        message: `"${user.emailId}" logged in.`,
      });
      return session;
    });
  }

  private async refuse(
    subject: UserWithTenant | undefined,
    emailId: string,
    origin: Origin,
    message: string,
  ): Promise<void> {
    // what nobody has and is no address may be a password that was typed into the wrong field
    const name = subject || isEmail(emailId) ? emailId : NO_ADDRESS;
    await this.transactions.run((tx) =>
      this.audit.record(tx, {
        tenantUid: subject?.tenantUid ?? null,
        actor: visitor(origin, { uid: subject?.uid ?? null, emailId: name }),
        action: 'session.refuseLogin',
        actionType: 'action',
        resource: { kind: 'user', uid: subject?.uid ?? null, name },
        message,
      }),
    );
  }
}
