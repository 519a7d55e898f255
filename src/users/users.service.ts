import { Injectable } from '@nestjs/common';
import { actorOf, coversGrantsOf, grantsOf, reachOf } from '#access';
import type { Actor, Principal } from '#access';
import { ApiError } from '#http';
import { fold, isUniqueViolation, newUid, Transactions } from '#persistence';
import type { Transaction } from '#persistence';
import { Clock } from '#time';
import { AuditService } from '../audit/audit.service.js';
import { TenantsService } from '../tenants/tenants.service.js';
import type { User } from './user.entity.js';
import { UsersRepository } from './users.repository.js';

/** What a user is made from. */
export interface NewUser {
  emailId: string;
  firstName: string;
  lastName: string;
  isTenantAdmin: boolean;
  isPlatformAdmin?: boolean;
  /** Absent: the user sets their own through the activation link. */
  passwordHash?: string;
  annotations?: Record<string, string> | undefined;
  labels?: Record<string, string> | undefined;
}

/** What may be changed; undefined stays as it is. */
export interface UserChanges {
  emailId?: string | undefined;
  firstName?: string | undefined;
  lastName?: string | undefined;
  isTenantAdmin?: boolean | undefined;
  annotations?: Record<string, string> | undefined;
  labels?: Record<string, string> | undefined;
}

/** Changes to the people of a tenant. */
@Injectable()
export class UsersService {
  constructor(
    private readonly users: UsersRepository,
    private readonly tenants: TenantsService,
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** @returns the new user's uid and that of the audit entry. @throws ApiError DuplicateResource, Forbidden */
  async create(caller: Principal, input: NewUser): Promise<{ uid: string; auditUid: string }> {
    if (!coversGrantsOf(caller, grantsOf({ isPlatformAdmin: false, ...input })))
      throw new ApiError('Forbidden');
    return this.transactions.run(async (tx) => {
      const user = await this.insert(tx, caller.tenantUid, input);
      return { uid: user.uid, auditUid: await this.recordCreation(tx, actorOf(caller), user) };
    });
  }

  /** Writes a user without an audit entry of its own, as part of something bigger. @throws ApiError DuplicateResource */
  async insert(tx: Transaction, tenantUid: string, input: NewUser): Promise<User> {
    const now = this.clock.now();
    const user: User = {
      uid: newUid(),
      tenantUid,
      emailId: input.emailId,
      emailFolded: fold(input.emailId),
      firstName: input.firstName,
      lastName: input.lastName,
      annotations: input.annotations ?? {},
      labels: input.labels ?? {},
      isActive: true,
      isTenantAdmin: input.isTenantAdmin,
      isPlatformAdmin: input.isPlatformAdmin ?? false,
      passwordHash: input.passwordHash ?? null,
      sessionEpoch: 0,
      linkNonce: input.passwordHash === undefined ? newUid() : null,
      lastSignInAt: null,
      createdAt: now,
      modifiedAt: now,
    };
    await uniqueEmail(this.users.insert(tx, user));
    return user;
  }

  /** Reads a user and keeps them as they are until the transaction ends. @throws ApiError ResourceNotFound */
  async lock(tx: Transaction, tenantUid: string, uid: string): Promise<User> {
    return found(await this.users.findLocked(tx, tenantUid, uid));
  }

  async recordCreation(tx: Transaction, actor: Actor, user: User): Promise<string> {
    return this.record(
      tx,
      actor,
      user,
      'create',
      `User "${user.emailId}" was created${user.isTenantAdmin ? ' as an administrator' : ''}.`,
    );
  }

  /** @throws ApiError ResourceNotFound, Forbidden, TokenRequired, DuplicateResource, LastAdministrator */
  async update(caller: Principal, uid: string, changes: UserChanges): Promise<void> {
    if (reachOf(caller, 'user.update') === 'self' && uid !== caller.userUid) throw new ApiError('Forbidden');
    await this.changing(caller, uid, async (tx, user) => {
      const isNewEmail = changes.emailId !== undefined && changes.emailId !== user.emailId;
      const isNewRole = changes.isTenantAdmin !== undefined && changes.isTenantAdmin !== user.isTenantAdmin;
      if ((isNewEmail || isNewRole) && reachOf(caller, 'user.update') === 'self')
        throw new ApiError('Forbidden', {
          message: 'Only an administrator changes e-mail addresses and roles.',
        });
      if (isNewEmail && caller.credential.kind === 'apiKey') throw new ApiError('TokenRequired');
      if (changes.isTenantAdmin && !coversGrantsOf(caller, grantsOf({ ...user, isTenantAdmin: true })))
        throw new ApiError('Forbidden');
      if (isNewRole && user.isTenantAdmin) await this.refuseLastAdministrator(tx, user);
      const given = Object.entries(changes).filter(([, value]) => value !== undefined);
      if (given.length === 0) return;
      await uniqueEmail(
        this.users.update(
          tx,
          user.tenantUid,
          { uid },
          {
            ...Object.fromEntries(given),
            ...(isNewEmail && {
              emailFolded: fold(changes.emailId ?? ''),
              linkNonce: user.passwordHash === null ? newUid() : null,
            }),
            modifiedAt: this.clock.now(),
          },
        ),
      );
      await this.record(
        tx,
        actorOf(caller),
        user,
        'update',
        `User "${user.emailId}" was changed: ${given.map(([name]) => name).join(', ')}.`,
      );
    });
  }

  /** Disables or enables. A disabled user's keys and sessions stop at once; keys work again afterwards, sessions do not. */
  async setState(caller: Principal, uid: string, isActive: boolean): Promise<void> {
    await this.changing(caller, uid, async (tx, user) => {
      if (user.isActive === isActive) return;
      if (!isActive) await this.refuseLastAdministrator(tx, user);
      await this.users.update(
        tx,
        user.tenantUid,
        { uid },
        {
          isActive,
          sessionEpoch: user.sessionEpoch + (isActive ? 0 : 1),
          linkNonce: user.passwordHash === null ? newUid() : null,
          modifiedAt: this.clock.now(),
        },
      );
      const verb = isActive ? 'enable' : 'disable';
      await this.record(
        tx,
        actorOf(caller),
        user,
        verb,
        `User "${user.emailId}" was ${verb}d${isActive ? '' : '; their keys and sessions stopped'}.`,
      );
    });
  }

  /** Deletes a user with their keys and sessions. */
  async delete(caller: Principal, uid: string): Promise<void> {
    await this.changing(caller, uid, async (tx, user) => {
      await this.refuseLastAdministrator(tx, user);
      await this.users.delete(tx, user.tenantUid, uid);
      await this.record(
        tx,
        actorOf(caller),
        user,
        'delete',
        `User "${user.emailId}" was deleted with their keys and sessions.`,
      );
    });
  }

  /**
   * One change to one user. The tenant is locked first and the user read after it, so that two administrators who remove each other
   * at the same moment take turns.
   */
  private changing(
    caller: Principal,
    uid: string,
    work: (tx: Transaction, user: User) => Promise<void>,
  ): Promise<void> {
    return this.transactions.run(async (tx) => {
      await this.tenants.lock(tx, caller.tenantUid);
      const user = found(await this.users.findLocked(tx, caller.tenantUid, uid));
      if (uid !== caller.userUid && !coversGrantsOf(caller, grantsOf(user)))
        throw new ApiError('Forbidden', { message: 'This user may do more than you.' });
      await work(tx, user);
    });
  }

  /** For whoever goes altogether: nobody could let themselves in again once the last administrator who can log in is gone. */
  private async refuseLastAdministrator(tx: Transaction, user: User): Promise<void> {
    await this.refuseLastTenantAdministrator(tx, user);
    if (!user.isActive || !user.isPlatformAdmin) return;
    if (isLast(user, await this.users.activePlatformAdministrators(tx)))
      throw new ApiError('LastAdministrator', { message: 'This is the only administrator of the platform.' });
  }

  private async refuseLastTenantAdministrator(tx: Transaction, user: User): Promise<void> {
    if (!user.isActive || !user.isTenantAdmin) return;
    if (isLast(user, await this.users.activeAdministrators(user.tenantUid, tx)))
      throw new ApiError('LastAdministrator');
  }

  private record(tx: Transaction, actor: Actor, user: User, verb: string, message: string): Promise<string> {
    return this.audit.record(tx, {
      tenantUid: user.tenantUid,
      actor,
      action: `user.${verb}`,
      actionType: verb === 'create' || verb === 'delete' ? verb : 'update',
      resource: { kind: 'user', uid: user.uid, name: user.emailId },
      message,
    });
  }
}

/** Somebody who never set a password lets nobody in, and only stands in for another who did not either. */
function isLast(user: User, all: User[]): boolean {
  return !all.some(
    (other) => other.uid !== user.uid && (other.passwordHash !== null || user.passwordHash === null),
  );
}

function found(user: User | null): User {
  if (!user) throw new ApiError('ResourceNotFound');
  return user;
}

async function uniqueEmail<T>(writing: Promise<T>): Promise<T> {
  try {
    return await writing;
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new ApiError('DuplicateResource', {
      message: 'A user with this e-mail address exists already.',
      details: { 'spec.emailId': 'must be unique in the organisation' },
    });
  }
}
