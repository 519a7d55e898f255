import { Injectable } from '@nestjs/common';
import { coversGrantsOf } from '#access';
import type { Principal } from '#access';
import { objectMeta } from '#http';
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
  ) {}

  async answerOf(caller: Principal, user: User): Promise<UserAnswer> {
    return this.build(caller, user, (await this.held.of([user.uid]))(user.uid));
  }

  /** The roles of all of them are read with one query. */
  async answersOf(caller: Principal, users: User[]): Promise<UserAnswer[]> {
    const heldBy = await this.held.of(users.map(({ uid }) => uid));
    return users.map((user) => this.build(caller, user, heldBy(user.uid)));
  }

  /** The same with roles by uid and name, in the words of the summary. */
  async summariesOf(caller: Principal, users: User[]): Promise<UserSummaryAnswer[]> {
    const heldBy = await this.held.of(users.map(({ uid }) => uid));
    return users.map((user) => {
      const held = heldBy(user.uid);
      const { metadata, spec, status } = this.build(caller, user, held);
      const roles = held.roles.map(({ uid, name }) => ({ uid, name }));
      return { metadata, spec: { ...spec, roles, teams: [], projects: [], projectsCount: 0 }, status };
    });
  }

  private build(caller: Principal, user: User, held: HeldRoles): UserAnswer {
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
