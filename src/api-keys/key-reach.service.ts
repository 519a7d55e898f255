import { Injectable } from '@nestjs/common';
import { coversGrantsOf, reachOf } from '#access';
import type { Permission, Principal } from '#access';
import { ApiError } from '#http';
import type { Transaction } from '#persistence';
import { UsersService } from '../users/users.service.js';
import type { ApiKey } from './api-key.entity.js';
import { refuseOutliving } from './api-key.rules.js';

/** How far somebody reaches with keys that there are: an administrator to all of the tenant, a user to their own. */
@Injectable()
export class KeyReach {
  constructor(private readonly users: UsersService) {}

  /** @returns the key. @throws ApiError ResourceNotFound when there is none; Forbidden for a colleague's without the right. */
  within<Key extends ApiKey>(caller: Principal, permission: Permission, key: Key | null): Key {
    if (!key) throw new ApiError('ResourceNotFound');
    if (key.userUid !== caller.userUid && reachOf(caller, permission) === 'self') {
      throw new ApiError('Forbidden', { message: 'This key belongs to somebody else.' });
    }
    return key;
  }

  /** Giving a key more time, or its value, is giving its owner's rights to whoever holds it. @throws ApiError Forbidden */
  async refuseLending(tx: Transaction, caller: Principal, key: ApiKey, expiry: Date): Promise<void> {
    refuseOutliving(caller, expiry);
    if (key.userUid === caller.userUid) return;
    const owner = await this.users.lock(tx, key.tenantUid, key.userUid);
    if (!coversGrantsOf(caller, await this.users.grantsOf(owner, tx)))
      throw new ApiError('Forbidden', { message: 'The owner of this key may do more than you.' });
  }
}
