import { Injectable } from '@nestjs/common';
import type { Principal } from '#access';
import { newUid } from '#persistence';
import { Clock } from '#time';
import { UserChanges } from './user-changes.service.js';
import { UsersRepository } from './users.repository.js';

/** Who is let in at all: disabling, enabling and deleting the people of a tenant. */
@Injectable()
export class UserStateService {
  constructor(
    private readonly users: UsersRepository,
    private readonly changes: UserChanges,
    private readonly clock: Clock,
  ) {}

  /** Disables or enables. A disabled user's keys and sessions stop at once; keys work again afterwards, sessions do not. */
  async setState(caller: Principal, uid: string, isActive: boolean): Promise<void> {
    await this.changes.run(caller, uid, async (tx, user, held) => {
      if (user.isActive === isActive) return;
      if (!isActive) await this.changes.refuseLastAdministrator(tx, user, held);
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
      if (isActive && user.passwordHash === null) await this.changes.invite(tx, user); // the link before is closed
      const verb = isActive ? 'enable' : 'disable';
      await this.changes.record(
        tx,
        caller,
        user,
        verb,
        `User "${user.emailId}" was ${verb}d${isActive ? '' : '; their keys and sessions stopped'}.`,
      );
    });
  }

  /** Deletes a user with their keys and sessions. */
  async delete(caller: Principal, uid: string): Promise<void> {
    await this.changes.run(caller, uid, async (tx, user, held) => {
      await this.changes.refuseLastAdministrator(tx, user, held);
      await this.users.delete(tx, user.tenantUid, uid);
      await this.changes.record(
        tx,
        caller,
        user,
        'delete',
        `User "${user.emailId}" was deleted with their keys and sessions.`,
      );
    });
  }
}
