import { Injectable } from '@nestjs/common';
import { coversGrantsOf, grantsOf } from '#access';
import type { Principal } from '#access';
import { objectMeta } from '#http';
import { TENANT_ADMIN, USER } from './built-in-roles.js';
import { PasswordLinksService } from './password-links.service.js';
import type { UserAnswer } from './user.dto.js';
import type { User } from './user.entity.js';

/** Builds what a caller may see of a user. */
@Injectable()
export class UserAnswers {
  constructor(private readonly links: PasswordLinksService) {}

  answerOf(caller: Principal, user: User): UserAnswer {
    const link = this.mayHandOver(caller, user) ? this.links.linkOf(user) : null;
    return {
      metadata: objectMeta(user, [user.firstName, user.lastName].filter(Boolean).join(' ')),
      spec: {
        emailId: user.emailId,
        firstName: user.firstName,
        lastName: user.lastName,
        roles: [user.isTenantAdmin ? TENANT_ADMIN : USER],
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
  private mayHandOver(caller: Principal, user: User): boolean {
    return (
      caller.credential.kind === 'token' &&
      caller.userUid !== user.uid &&
      (caller.permissions.has('user.update') || caller.isPlatformAdmin) &&
      coversGrantsOf(caller, grantsOf(user)) &&
      // who runs the platform starts other organisations, and does not enter them afterwards
      (caller.tenantUid === user.tenantUid || user.passwordHash === null)
    );
  }
}
