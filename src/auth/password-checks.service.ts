import { Injectable, Logger } from '@nestjs/common';
import { visitor } from '#access';
import type { Origin } from '#access';
import { fold, Transactions } from '#persistence';
import { HasherBusyError, isAcceptable, isOutdated, PasswordHasher } from '#secrets';
import { AuditService } from '../audit/audit.service.js';
import { Limits } from '../limits/limits.service.js';
import type { Guess } from '../limits/limits.service.js';
import { Lockouts, tellLock } from '../lockouts/lockouts.service.js';
import type { Account, Lock } from '../lockouts/lockouts.service.js';
import { AccountsService, canLogIn } from '../users/accounts.service.js';
import type { UserWithTenant } from '../users/accounts.service.js';

/** What a person proves who they are with. */
export interface PasswordProof {
  emailId: string;
  password: string;
  /** Needed only when the address is active in more than one organisation. */
  org?: string;
}

/** Everybody with the address, and the one active account that organisation, address and password match; null when they do not. */
export interface Proved {
  known: UserWithTenant[];
  user: UserWithTenant | null;
  /** Whether the account was locked, so that the password was not looked at. */
  isLocked: boolean;
}

/** The one place where passwords are compared with what is stored: whatever limits guessing, limits it at every door. */
@Injectable()
export class PasswordChecks {
  /** How often an account was locked. */
  locks = 0;
  private readonly logger = new Logger(PasswordChecks.name);

  constructor(
    private readonly accounts: AccountsService,
    private readonly limits: Limits,
    private readonly lockouts: Lockouts,
    private readonly hasher: PasswordHasher,
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
  ) {}

  /**
   * Whatever is wrong, the work is the same: one look-up, one counted try and one hash. A locked account is one with a wrong password.
   * @param follow what follows; it ends before the next password of this account is tried here, so that a right one is forgotten as a
   * failure by then ({@link AccountsService.noteSignIn} and its neighbours do that).
   * @throws ApiError TooManyRequests, before and after the work, for whatever password.
   */
  async prove<T>(
    { emailId, password, org }: PasswordProof,
    origin: Origin,
    follow: (proved: Proved) => Promise<T>,
  ): Promise<T> {
    const guess = { address: origin.ip, organisation: organisationIn(emailId, org) };
    this.limits.refuseGuess(guess);
    const known = await this.accounts.byEmail(emailId, org);
    const able = known.filter(canLogIn);
    const user = able.length === 1 ? able[0] : undefined;
    const account = user
      ? { userUid: user.uid }
      : { organisation: org === undefined ? null : fold(org), address: fold(emailId) };
    return this.lockouts.inTurn(account, async () => {
      const subject = user ?? (known.length === 1 ? known[0] : undefined);
      const { isRight, isLocked } = await this.check(
        guess,
        account,
        user?.passwordHash ?? null,
        password,
        (lock) => this.recordLock(lock, subject, emailId, origin),
      );
      return follow({ known, user: user && isRight ? user : null, isLocked });
    });
  }

  /**
   * @returns true when this is the present password of somebody who is logged in, and whose account is not locked.
   * @throws ApiError TooManyRequests
   */
  async isPresent(user: UserWithTenant, password: string, origin: Origin): Promise<boolean> {
    const account = { userUid: user.uid };
    const guess = { address: origin.ip, organisation: fold(user.tenant.orgName) };
    this.limits.refuseGuess(guess);
    return this.lockouts.inTurn(account, async () => {
      const onLock = (lock: Lock) => this.recordLock(lock, user, user.emailId, origin);
      return (await this.check(guess, account, user.passwordHash, password, onLock)).isRight;
    });
  }

  /**
   * @returns true when somebody with a good link sets the password that they have. That is no way to guess it, and so it is not limited: a
   * wrong guess is the new password, and uses up the link.
   */
  isUnchanged({ passwordHash }: UserWithTenant, password: string): Promise<boolean> {
    return this.hasher.verify(passwordHash, password);
  }

  /** @returns a hash of today's parameters for somebody who knew their password; null when theirs is one, or there is no time for it now. */
  async renewed({ passwordHash }: UserWithTenant, password: string): Promise<string | null> {
    if (passwordHash === null || !isOutdated(passwordHash)) return null;
    try {
      return await this.hasher.hash(password);
    } catch (fault) {
      if (fault instanceof HasherBusyError) return null;
      throw fault;
    }
  }

  private async check(
    guess: Guess,
    account: Account,
    passwordHash: string | null,
    password: string,
    onLock: (lock: Lock) => Promise<void>,
  ): Promise<{ isRight: boolean; isLocked: boolean }> {
    const { isOpen, lock } = await this.lockouts.reserve(account);
    if (passwordHash !== null && !isAcceptable(passwordHash))
      this.logger.error({
        msg: 'a stored password hash asks for too much, or is none: nobody gets in by it',
        account,
      });
    let isRight;
    try {
      isRight = await this.hasher.verify(isOpen ? passwordHash : null, password);
    } catch (fault) {
      if (isOpen) await this.lockouts.giveBack(account);
      throw fault;
    }
    if (!isRight && lock) await onLock(lock);
    this.limits.refuseGuess(guess); // many were let through at once
    if (!isRight) this.limits.countWrong(guess);
    return { isRight, isLocked: !isOpen };
  }

  private async recordLock(
    lock: Lock,
    subject: UserWithTenant | undefined,
    emailId: string,
    origin: Origin,
  ): Promise<void> {
    this.locks++;
    await this.transactions.run((tx) =>
      this.audit.record(tx, {
        tenantUid: subject?.tenantUid ?? null,
        actor: visitor(origin, { uid: subject?.uid ?? null, emailId: subject?.emailId ?? emailId }),
        action: 'user.lock',
        actionType: 'action',
        resource: { kind: 'user', uid: subject?.uid ?? null, name: subject?.emailId ?? emailId },
        message: `Logging in was locked ${tellLock(lock)}: too many wrong passwords.`,
      }),
    );
  }
}

/** Whose account is meant, as far as whoever asks has said it: what there really is must not decide about the answer. */
function organisationIn(emailId: string, org: string | undefined): string {
  return fold(org ?? emailId.slice(emailId.lastIndexOf('@')));
}
