import { Injectable } from '@nestjs/common';
import { reachOf } from '#access';
import type { Principal } from '#access';
import { ApiError } from '#http';
import { Lockouts } from '../lockouts/lockouts.service.js';
import { UserChanges } from './user-changes.service.js';

/** Lets people in again whom too many wrong passwords keep out. */
@Injectable()
export class UserLocksService {
  constructor(
    private readonly changes: UserChanges,
    private readonly lockouts: Lockouts,
  ) {}

  /** Changes nothing for somebody who is not locked. @throws ApiError ResourceNotFound, Forbidden, PasswordResetNeeded */
  async unlock(caller: Principal, uid: string): Promise<void> {
    // whoever has taken over a session must not give themselves more guesses at the password
    if (reachOf(caller, 'user.update') === 'self') throw new ApiError('Forbidden');
    await this.changes.run(caller, uid, async (tx, user) => {
      const isUnlocked = await this.lockouts.unlock(tx, uid);
      if (isUnlocked === null) throw new ApiError('PasswordResetNeeded');
      if (isUnlocked)
        await this.changes.record(tx, caller, user, 'unlock', `User "${user.emailId}" was unlocked.`);
    });
  }
}
