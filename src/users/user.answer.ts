import { Injectable } from '@nestjs/common';
import { coversGrantsOf } from '#access';
import type { Principal } from '#access';
import { objectMeta } from '#http';
import { Lockouts } from '../lockouts/lockouts.service.js';
import type { Lock } from '../lockouts/lockouts.service.js';
import { HeldRolesService, shownRoles } from '../roles/held-roles.service.js';
import type { HeldRoles } from '../roles/held-roles.service.js';
import { PasswordLinksService } from './password-links.service.js';
import { grantsBy } from './user-changes.service.js';
import type { UserAnswer } from './user.dto.js';
import type { UserSummaryAnswer } from './user-summary.dto.js';
import type { User } from './user.entity.js';

/** Builds what a caller may see of a user. */
@Injectable()
export class UserAnswers {
  constructor(
    private readonly links: PasswordLinksService,
    private readonly held: HeldRolesService,
    private readonly lockouts: Lockouts,
  ) {}

  async answerOf(caller: Principal, user: User): Promise<UserAnswer> {
    return (await this.builder(caller, [user]))(user).answer;
  }

  async answersOf(caller: Principal, users: User[]): Promise<UserAnswer[]> {
    const build = await this.builder(caller, users);
    return users.map((user) => build(user).answer);
  }

  /** The same with roles by uid and name, in the words of the summary. */
  async summariesOf(caller: Principal, users: User[]): Promise<UserSummaryAnswer[]> {
    const build = await this.builder(caller, users);
    return users.map((user) => {
      const { held, answer } = build(user);
      const { metadata, spec, status } = answer;
      const roles = held.roles.map(({ uid, name }) => ({ uid, name }));
      return { metadata, spec: { ...spec, roles, teams: [], projects: [], projectsCount: 0 }, status };
    });
  }

  /** The roles of all of them are read with one query, and their locks with another. */
  private async builder(
    caller: Principal,
    users: User[],
  ): Promise<(user: User) => { held: HeldRoles; answer: UserAnswer }> {
    const uids = users.map(({ uid }) => uid);
    const heldBy = await this.held.of(uids);
    const locks = await this.lockouts.of(uids);
    return (user) => {
      const held = heldBy(user.uid);
      return { held, answer: this.build(caller, user, held, locks.get(user.uid)) };
    };
  }

  private build(caller: Principal, user: User, held: HeldRoles, lock: Lock | undefined): UserAnswer {
    const link = this.mayHandOver(caller, user, held) ? this.links.linkOf(user) : null;
    return {
      metadata: objectMeta(user, user.name),
      spec: {
        emailId: user.emailId,
        firstName: user.firstName,
        lastName: user.lastName,
        roles: shownRoles(held).map(({ name }) => name),
      },
      status: {
        isActive: user.isActive && user.passwordHash !== null,
        isDisabled: !user.isActive,
        isLocked: lock !== undefined,
        ...(lock?.until && { lockedUntil: lock.until.toISOString() }),
        isPasswordResetting: user.passwordHash !== null && user.linkNonce !== null,
        activationLink: link?.purpose === 'activate' ? link.url : '',
        passwordResetLink: link?.purpose === 'reset' ? link.url : '',
        ...(user.lastSignInAt && { lastSignIn: user.lastSignInAt.toISOString() }),
      },
    };
  }

  /**
   * Whoever has a link can become that user. So it is shown to people who may do as much, never for oneself (that would change a
   * password without the current one), and never to an API key (it would outlive its own end).
   */
  private mayHandOver(caller: Principal, user: User, held: HeldRoles): boolean {
    return (
      caller.credential.kind === 'token' &&
      caller.userUid !== user.uid &&
      (caller.permissions.has('user.update') || caller.isPlatformAdmin) &&
      coversGrantsOf(caller, grantsBy(user, held)) &&
      // who runs the platform starts other organisations, and does not enter them afterwards
      (caller.tenantUid === user.tenantUid || user.passwordHash === null)
    );
  }
}
