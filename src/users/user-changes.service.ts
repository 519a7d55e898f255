import { Injectable } from '@nestjs/common';
import { actorOf, coversGrantsOf } from '#access';
import type { Actor, Grants, Principal } from '#access';
import { ApiError } from '#http';
import { Transactions } from '#persistence';
import type { Transaction } from '#persistence';
import { AuditService } from '../audit/audit.service.js';
import { MailQueue } from '../mail/mail-queue.service.js';
import { difference, HeldRolesService, TENANT_ADMIN } from '../roles/held-roles.service.js';
import type { HeldRoles, KnownRole } from '../roles/held-roles.service.js';
import { TenantsService } from '../tenants/tenants.service.js';
import type { User } from './user.entity.js';
import { UsersRepository } from './users.repository.js';

/** What every change to a person has in common: the order of locks, who may, the audit entry, and who must not go. */
@Injectable()
export class UserChanges {
  constructor(
    private readonly users: UsersRepository,
    private readonly tenants: TenantsService,
    private readonly held: HeldRolesService,
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
    private readonly mails: MailQueue,
  ) {}

  /**
   * One change to one user. The tenant is locked first and the user read after it, so that two administrators who remove each other
   * at the same moment take turns.
   * @throws ApiError ResourceNotFound; Forbidden for somebody who may do more than the caller.
   */
  run<T>(
    caller: Principal,
    uid: string,
    work: (tx: Transaction, user: User, held: HeldRoles) => Promise<T>,
  ): Promise<T> {
    return this.transactions.run(async (tx) => {
      await this.tenants.lock(tx, caller.tenantUid);
      await this.held.refuseDemoted(tx, caller);
      const user = found(await this.users.findLocked(tx, caller.tenantUid, uid));
      const held = (await this.held.of([uid], tx))(uid);
      if (uid !== caller.userUid && !coversGrantsOf(caller, grantsBy(user, held)))
        throw new ApiError('Forbidden', { message: 'This user may do more than you.' });
      return work(tx, user, held);
    });
  }

  /**
   * For whoever goes, or stops being an administrator of their tenant: nobody could let themselves in again once the last one who can
   * log in is gone. Who runs the platform does it from within a tenant, so the last of them stays one there too.
   */
  async refuseLastAdministrator(tx: Transaction, user: User, held: HeldRoles): Promise<void> {
    await this.refuseLastTenantAdministrator(tx, user, held);
    if (!user.isActive || !user.isPlatformAdmin) return;
    if (isLast(user, await this.users.activePlatformAdministrators(tx)))
      throw new ApiError('LastAdministrator', { message: 'This is the only administrator of the platform.' });
  }

  private async refuseLastTenantAdministrator(tx: Transaction, user: User, held: HeldRoles): Promise<void> {
    if (!user.isActive || !held.roles.some(({ uid }) => uid === TENANT_ADMIN.uid)) return;
    if (isLast(user, await this.users.activeAdministrators(user.tenantUid, tx)))
      throw new ApiError('LastAdministrator');
  }

  /** Mails the activation link of somebody who has no password yet. */
  async invite(tx: Transaction, { uid, tenantUid, emailId }: User): Promise<void> {
    await this.mails.enqueue(tx, { kind: 'activation', tenantUid, userUid: uid, recipient: emailId });
  }

  /** @returns the uid of the entry. */
  record(tx: Transaction, by: Actor | Principal, user: User, verb: string, message: string): Promise<string> {
    return this.audit.record(tx, {
      tenantUid: user.tenantUid,
      actor: 'credential' in by ? actorOf(by) : by,
      action: `user.${verb}`,
      actionType: verb === 'create' || verb === 'delete' ? verb : 'update',
      resource: { kind: 'user', uid: user.uid, name: user.emailId },
      message,
    });
  }
}

/** @returns what somebody who holds these roles may do. */
export function grantsBy({ isPlatformAdmin }: Pick<User, 'isPlatformAdmin'>, held: HeldRoles): Grants {
  return { isPlatformAdmin, permissions: held.permissions };
}

/** Nobody grants what they lack. @throws ApiError Forbidden */
export function refuseToGrant(caller: Principal, roles: readonly KnownRole[]): void {
  const isCovered = roles.every(({ permissions }) =>
    coversGrantsOf(caller, { isPlatformAdmin: false, permissions }),
  );
  if (!isCovered)
    throw new ApiError('Forbidden', {
      message: 'A role that allows more than you may do is not yours to give.',
    });
}

export function isSameRoles(before: readonly KnownRole[], after: readonly KnownRole[]): boolean {
  const { added, removed } = difference(before, after);
  return added.length === 0 && removed.length === 0;
}

/** Somebody who never set a password lets nobody in, and only stands in for another who did not either. */
function isLast(user: User, all: User[]): boolean {
  return !all.some(
    (other) => other.uid !== user.uid && (other.passwordHash !== null || user.passwordHash === null),
  );
}

/** @throws ApiError ResourceNotFound */
export function found(user: User | null): User {
  if (!user) throw new ApiError('ResourceNotFound');
  return user;
}
