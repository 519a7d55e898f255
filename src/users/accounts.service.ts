import { Injectable } from '@nestjs/common';
import { ApiError } from '#http';
import { fold, newUid, Transactions } from '#persistence';
import type { Transaction } from '#persistence';
import { commonPasswords, passwordFaults } from '#secrets';
import { Clock } from '#time';
import { Lockouts } from '../lockouts/lockouts.service.js';
import { MailQueue } from '../mail/mail-queue.service.js';
import { passwordExpiry, TenantSettingsService } from '../tenants/tenant-settings.service.js';
import type { User } from './user.entity.js';
import { UsersRepository } from './users.repository.js';
import type { UserWithTenant } from './users.repository.js';

export type { UserWithTenant } from './users.repository.js';

/** What logging in needs of a person: finding them, and changing what they log in with. The rules of who may are in the auth room. */
@Injectable()
export class AccountsService {
  constructor(
    private readonly users: UsersRepository,
    private readonly settings: TenantSettingsService,
    private readonly lockouts: Lockouts,
    private readonly transactions: Transactions,
    private readonly mails: MailQueue,
    private readonly clock: Clock,
  ) {}

  /** @returns everybody with this address, in any state, over all organisations or in the one of that name. */
  byEmail(emailId: string, orgName: string | undefined): Promise<UserWithTenant[]> {
    return this.users.byEmail(fold(emailId), orgName === undefined ? undefined : fold(orgName));
  }

  /** @returns the one with this address in an organisation, in any state. */
  async inTenant(tenantUid: string, emailId: string): Promise<UserWithTenant | null> {
    return (await this.byEmail(emailId, undefined)).find((user) => user.tenantUid === tenantUid) ?? null;
  }

  find(uid: string): Promise<UserWithTenant | null> {
    return this.users.byUid(uid);
  }

  /**
   * Judges a new password by the policy of the tenant; by the default for a tenant that is still to be made.
   * @throws ApiError InvalidInput naming `field`.
   */
  async checkRules(
    password: string,
    account: { tenantUid?: string; orgName: string; emailId: string; firstName: string; lastName: string },
    field: string,
  ): Promise<void> {
    const { tenantUid, orgName, emailId, firstName, lastName } = account;
    const policy = tenantUid === undefined ? undefined : await this.settings.passwordPolicy(tenantUid);
    const about = {
      accountWords: [orgName, emailId, firstName, lastName],
      common: await commonPasswords(),
    };
    const faults = passwordFaults(password, about, policy);
    if (faults.length > 0) throw new ApiError('InvalidInput', { details: { [field]: faults.join('; ') } });
  }

  /** @returns true when the tenant lets passwords expire and this one is too old to log in with. */
  async hasExpiredPassword({ tenantUid, passwordSetAt }: UserWithTenant): Promise<boolean> {
    const expiry = passwordExpiry(await this.settings.passwordPolicy(tenantUid), passwordSetAt);
    return expiry !== null && expiry.getTime() <= this.clock.now().getTime();
  }

  /** Forgets the wrong passwords of somebody who knew theirs, where nothing else follows from it. */
  forgetFailures({ uid }: UserWithTenant): Promise<void> {
    return this.transactions.run((tx) => this.lockouts.forget(tx, uid));
  }

  /**
   * Forgets wrong passwords along with it: before the user is written, since whoever counts the first of them has that row locked, and
   * waits for the user's.
   * @returns false when the user was disabled, deleted or given another password since they were read: they do not sign in then.
   */
  async noteSignIn(tx: Transaction, { uid, tenantUid, sessionEpoch }: UserWithTenant): Promise<boolean> {
    await this.lockouts.forget(tx, uid);
    const where = { uid, isActive: true, sessionEpoch };
    return this.users.update(tx, tenantUid, where, { lastSignInAt: this.clock.now() });
  }

  /** @returns somebody as they are until the transaction ends. */
  lock(tx: Transaction, tenantUid: string, uid: string): Promise<User | null> {
    return this.users.findLocked(tx, tenantUid, uid);
  }

  /** Ends all sessions of somebody who is locked, also one that is beginning: its login finds another epoch than it read. */
  async endSessions(tx: Transaction, { uid, tenantUid, sessionEpoch }: User): Promise<void> {
    await this.users.update(tx, tenantUid, { uid }, { sessionEpoch: sessionEpoch + 1 });
  }

  /** Writes the same password with today's parameters, unless it has become another one; sessions and times stay. */
  async renewHash(tx: Transaction, user: UserWithTenant, newHash: string): Promise<void> {
    const { uid, tenantUid, passwordHash } = user;
    if (passwordHash === null) return;
    await this.users.update(tx, tenantUid, { uid, passwordHash }, { passwordHash: newHash });
  }

  /**
   * Sets a password, closes the open link, ends a lock and ends all sessions by raising the epoch. Who had another password is told by mail.
   * @param user as it was when the right to do this was checked: when its epoch moved since, nothing is written.
   * @param options `byLink`: the link that gave the right must still be the open one. A link that somebody else asked for meanwhile must
   * not get in the way of a person who knows their password.
   * @returns the new epoch, or null when somebody was faster.
   */
  async setPassword(
    tx: Transaction,
    user: UserWithTenant,
    passwordHash: string,
    { byLink = false } = {},
  ): Promise<number | null> {
    await this.lockouts.forget(tx, user.uid);
    const sessionEpoch = user.sessionEpoch + 1;
    const { uid, tenantUid, sessionEpoch: seen } = user;
    const where = {
      uid,
      isActive: true,
      sessionEpoch: seen,
      ...(byLink && { linkNonce: user.linkNonce ?? 'none' }),
    };
    const isSet = await this.users.update(tx, tenantUid, where, {
      passwordHash,
      passwordSetAt: this.clock.now(),
      passwordRemindedAt: null,
      sessionEpoch,
      linkNonce: null,
      modifiedAt: this.clock.now(),
    });
    if (!isSet) return null;
    if (user.passwordHash !== null)
      await this.mails.enqueue(tx, {
        kind: 'passwordChanged',
        tenantUid,
        userUid: uid,
        recipient: user.emailId,
      });
    return sessionEpoch;
  }

  /** Opens a link in place of any that was open, and mails it. @param user somebody who has a password: an activation link must stay good. */
  async openReset(tx: Transaction, user: UserWithTenant): Promise<void> {
    const { uid, tenantUid, emailId } = user;
    await this.users.update(tx, tenantUid, { uid }, { linkNonce: newUid() });
    await this.mails.enqueue(tx, { kind: 'passwordReset', tenantUid, userUid: uid, recipient: emailId });
  }

  /** Mails an activation link once more; those that were mailed before stay good for their hour. */
  async repeatActivation(tx: Transaction, user: UserWithTenant): Promise<void> {
    const { uid, tenantUid, emailId, linkNonce } = user;
    if (linkNonce === null) return;
    await this.users.update(tx, tenantUid, { uid, linkNonce }, { linkNonce }); // as much work as any other, see pretendReset
    await this.mails.enqueue(tx, { kind: 'activation', tenantUid, userUid: uid, recipient: emailId });
  }

  /** Does for an address that nobody has what {@link openReset} does: who asks must not tell one from the other by the time it takes. */
  async pretendReset(tx: Transaction, emailId: string): Promise<void> {
    await this.users.update(tx, newUid(), { uid: newUid() }, { linkNonce: newUid() });
    await this.mails.enqueue(tx, {
      kind: 'passwordReset',
      tenantUid: null,
      userUid: null,
      recipient: emailId,
    });
  }

  /**
   * Mails the organisations that somebody can log in to.
   * @param users everybody with this address. When there is nobody it costs the same, and the letter is dropped when it is due.
   */
  async mailOrganisations(tx: Transaction, users: UserWithTenant[], emailId: string): Promise<void> {
    const addresses = users.filter(canLogIn).map((user) => user.emailId); // may be spelt in more than one way
    for (const recipient of new Set(addresses.length > 0 ? addresses : [emailId]))
      await this.mails.enqueue(tx, { kind: 'organisations', tenantUid: null, userUid: null, recipient });
  }
}

/** @returns true for somebody who may log in with their password: activated, not disabled, in an organisation that is not suspended. */
export function canLogIn(user: UserWithTenant): boolean {
  return user.isActive && user.tenant.isActive && user.passwordHash !== null;
}

/** @returns true for somebody who may get a letter: it must not follow them to an address that is not theirs any more. */
export function canReceive(user: UserWithTenant | null, address: string): user is UserWithTenant {
  return user !== null && user.emailId === address && user.isActive && user.tenant.isActive;
}
