import { Injectable } from '@nestjs/common';
import { actorOf, reachOf } from '#access';
import type { Actor, Grants, Principal } from '#access';
import { ApiError } from '#http';
import type { IdempotentRequest } from '#http';
import { fold, foldToLength, isUniqueViolation, newUid } from '#persistence';
import type { Transaction } from '#persistence';
import { Clock } from '#time';
import { Creations } from '../idempotency/creations.service.js';
import type { Made } from '../idempotency/creations.service.js';
import { difference, HeldRolesService, shownRoles, TENANT_ADMIN } from '../roles/held-roles.service.js';
import type { HeldRoles, KnownRole } from '../roles/held-roles.service.js';
import { TenantsService } from '../tenants/tenants.service.js';
import { found, grantsBy, isSameRoles, refuseToGrant, UserChanges } from './user-changes.service.js';
import type { User } from './user.entity.js';
import { UsersRepository } from './users.repository.js';

/** What a user is made from. */
export interface NewUser {
  emailId: string;
  firstName: string;
  lastName: string;
  isPlatformAdmin?: boolean;
  /** Absent: the user sets their own through the activation link. */
  passwordHash?: string;
  annotations?: Record<string, string> | undefined;
  labels?: Record<string, string> | undefined;
}

/** What may be changed; undefined stays as it is. */
export interface UserChangeRequest {
  emailId?: string | undefined;
  firstName?: string | undefined;
  lastName?: string | undefined;
  /** Uids or names. */
  roles?: string[] | undefined;
  annotations?: Record<string, string> | undefined;
  labels?: Record<string, string> | undefined;
}

const ROLES_FIELD = 'spec.roles';
const FOLDED_NAME_LENGTH = 256;

/** Changes to the people of a tenant. */
@Injectable()
export class UsersService {
  constructor(
    private readonly users: UsersRepository,
    private readonly tenants: TenantsService,
    private readonly held: HeldRolesService,
    private readonly changes: UserChanges,
    private readonly creations: Creations,
    private readonly clock: Clock,
  ) {}

  /**
   * @param references uids or names of roles; absent: none.
   * @returns the new user's uid and that of the audit entry. @throws ApiError InvalidInput, DuplicateResource, Forbidden
   */
  create(
    caller: Principal,
    input: NewUser,
    references: string[] | undefined,
    request: IdempotentRequest | undefined,
  ): Promise<Made> {
    return this.creations.once(caller, request, async (tx) => {
      await this.tenants.lock(tx, caller.tenantUid); // a role must not go while it is given
      await this.held.refuseDemoted(tx, caller);
      const roles = references ? await this.held.resolve(caller.tenantUid, references, ROLES_FIELD, tx) : [];
      refuseToGrant(caller, roles);
      const user = await this.insert(tx, caller.tenantUid, input, roles);
      return { uid: user.uid, auditUid: await this.recordCreation(tx, actorOf(caller), user, roles) };
    });
  }

  /** Writes a user without an audit entry of its own, as part of something bigger. @throws ApiError DuplicateResource */
  async insert(
    tx: Transaction,
    tenantUid: string,
    input: NewUser,
    roles: readonly KnownRole[] = [TENANT_ADMIN],
  ): Promise<User> {
    const now = this.clock.now();
    const isActivated = input.passwordHash !== undefined;
    const user: User = {
      uid: newUid(),
      tenantUid,
      emailId: input.emailId,
      emailFolded: fold(input.emailId),
      firstName: input.firstName,
      lastName: input.lastName,
      ...namesOf(input),
      annotations: input.annotations ?? {},
      labels: input.labels ?? {},
      isActive: true,
      isPlatformAdmin: input.isPlatformAdmin ?? false,
      passwordHash: input.passwordHash ?? null,
      passwordSetAt: isActivated ? now : null,
      passwordRemindedAt: null,
      sessionEpoch: 0,
      linkNonce: isActivated ? null : newUid(),
      lastSignInAt: null,
      createdAt: now,
      modifiedAt: now,
    };
    await uniqueEmail(this.users.insert(tx, user));
    await this.held.replace(tx, user, [], roles);
    if (!isActivated) await this.changes.invite(tx, user);
    return user;
  }

  /** Reads a user and keeps them as they are until the transaction ends. @throws ApiError ResourceNotFound */
  async lock(tx: Transaction, tenantUid: string, uid: string): Promise<User> {
    return found(await this.users.findLocked(tx, tenantUid, uid));
  }

  /** @returns what somebody may do at this moment. */
  async grantsOf(user: Pick<User, 'uid' | 'isPlatformAdmin'>, tx?: Transaction): Promise<Grants> {
    return grantsBy(user, (await this.held.of([user.uid], tx))(user.uid));
  }

  async recordCreation(
    tx: Transaction,
    actor: Actor,
    user: User,
    roles: readonly KnownRole[] = [TENANT_ADMIN],
  ): Promise<string> {
    const names = roles.map(({ name }) => `"${name}"`).join(', ') || 'no role';
    return this.changes.record(
      tx,
      actor,
      user,
      'create',
      `User "${user.emailId}" was created with ${names}.`,
    );
  }

  /** @throws ApiError ResourceNotFound, InvalidInput, Forbidden, TokenRequired, DuplicateResource, LastAdministrator */
  async update(
    caller: Principal,
    uid: string,
    request: UserChangeRequest,
    rolesField = ROLES_FIELD,
  ): Promise<void> {
    await this.change(caller, uid, () => request, rolesField);
  }

  /**
   * The same for changes that depend on what is there: `ask` sees the user locked, so that nobody changes them in between.
   */
  async change(
    caller: Principal,
    uid: string,
    ask: (user: User, held: HeldRoles) => UserChangeRequest | Promise<UserChangeRequest>,
    rolesField = ROLES_FIELD,
  ): Promise<void> {
    if (reachOf(caller, 'user.update') === 'self' && uid !== caller.userUid) throw new ApiError('Forbidden');
    await this.changes.run(caller, uid, async (tx, user, held) => {
      const { roles: references, ...changes } = await ask(user, held);
      const roles = references && (await this.held.resolve(user.tenantUid, references, rolesField, tx));
      const isNewEmail = changes.emailId !== undefined && changes.emailId !== user.emailId;
      // reading shows whoever holds nothing with what everybody has: sending that back asks for nothing
      const before = rolesField === ROLES_FIELD ? shownRoles(held) : held.roles;
      const isNewRoles = roles !== undefined && !isSameRoles(before, roles);
      if ((isNewEmail || isNewRoles) && reachOf(caller, 'user.update') === 'self')
        throw new ApiError('Forbidden', {
          message: 'Only an administrator changes e-mail addresses and roles.',
        });
      if (isNewEmail && caller.credential.kind === 'apiKey') throw new ApiError('TokenRequired');
      if (isNewRoles) await this.giveRoles(tx, caller, user, held, roles);
      const given = Object.entries(changes).filter(([, value]) => value !== undefined);
      if (given.length > 0 || isNewRoles) await this.write(tx, user, changes, isNewEmail);
      const what = [
        ...given.map(([name]) => name),
        ...(isNewRoles ? [`roles to ${roles.map(({ name }) => `"${name}"`).join(', ') || 'none'}`] : []),
      ];
      if (what.length === 0) return;
      await this.changes.record(
        tx,
        caller,
        user,
        'update',
        `User "${user.emailId}" was changed: ${what.join(', ')}.`,
      );
    });
  }

  private async write(
    tx: Transaction,
    user: User,
    changes: Omit<UserChangeRequest, 'roles'>,
    isNewEmail: boolean,
  ): Promise<void> {
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    const writing = this.users.update(
      tx,
      user.tenantUid,
      { uid: user.uid },
      {
        ...given,
        ...namesOf({ ...user, ...given }),
        ...(isNewEmail && {
          emailFolded: fold(changes.emailId ?? ''),
          linkNonce: user.passwordHash === null ? newUid() : null,
        }),
        modifiedAt: this.clock.now(),
      },
    );
    await uniqueEmail(writing);
    if (isNewEmail && user.passwordHash === null) await this.changes.invite(tx, { ...user, ...given });
  }

  private async giveRoles(
    tx: Transaction,
    caller: Principal,
    user: User,
    held: HeldRoles,
    roles: readonly KnownRole[],
  ): Promise<void> {
    const { added, removed } = difference(held.roles, roles);
    refuseToGrant(caller, added);
    if (removed.some(({ uid }) => uid === TENANT_ADMIN.uid))
      await this.changes.refuseLastAdministrator(tx, user, held);
    await this.held.replace(tx, user, held.roles, roles);
  }
}

/** The name as it is shown, and as it is searched and sorted. */
function namesOf({ firstName, lastName }: { firstName: string; lastName: string }) {
  const name = [firstName, lastName].filter(Boolean).join(' ');
  return { name, nameFolded: foldToLength(name, FOLDED_NAME_LENGTH) };
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
