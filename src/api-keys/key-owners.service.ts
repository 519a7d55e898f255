import { Injectable } from '@nestjs/common';
import { coversGrantsOf, reachOf } from '#access';
import type { Principal } from '#access';
import { ApiError } from '#http';
import { isUid } from '#persistence';
import type { Transaction } from '#persistence';
import { ConfigService } from '../config/config.service.js';
import { TenantSettingsService } from '../tenants/tenant-settings.service.js';
import { TenantsService } from '../tenants/tenants.service.js';
import { DirectoryService } from '../users/directory.service.js';
import type { User } from '../users/user.entity.js';
import { UsersService } from '../users/users.service.js';
import { ApiKeysRepository } from './api-keys.repository.js';

/** Who makes new keys, who they may be for, and how many somebody may have. */
@Injectable()
export class KeyOwners {
  constructor(
    private readonly users: UsersService,
    private readonly directory: DirectoryService,
    private readonly tenants: TenantsService,
    private readonly keys: ApiKeysRepository,
    private readonly settings: TenantSettingsService,
    private readonly config: ConfigService,
  ) {}

  /** Whoever steals the key of a user could make more, which stay when it is revoked: the organisation says whether it can. @throws ApiError Forbidden */
  async refuseUserKey(tx: Transaction, caller: Principal): Promise<void> {
    const { credential, tenantUid } = caller;
    if (credential.kind !== 'apiKey' || reachOf(caller, 'apiKey.create') !== 'self') return;
    if ((await this.settings.apiKeySettings(tenantUid, tx)).userKeysMakeKeys) return;
    throw new ApiError('Forbidden', {
      message:
        'An API key of a user cannot make another one: log in, or have an administrator of your organisation allow it in its settings.',
    });
  }

  /** @returns whom a request means. @throws ApiError Forbidden beyond the caller's reach; ResourceNotFound */
  async uidOf(caller: Principal, userUid: string | undefined): Promise<string> {
    if (userUid === undefined) return caller.userUid;
    const uid =
      userUid === caller.tenantUid
        ? (await this.directory.firstAdministrator(caller.tenantUid)).uid
        : userUid;
    if (reachOf(caller, 'apiKey.create') === 'self' && uid !== caller.userUid) {
      throw new ApiError('Forbidden', { message: 'Only an administrator makes keys for others.' });
    }
    if (!isUid(uid)) throw new ApiError('ResourceNotFound');
    return uid;
  }

  /**
   * Keeps the owner as they are until the transaction ends, and everybody who makes a key that would count with this one waiting.
   * @throws ApiError ResourceNotFound, InvalidInput for a disabled owner, Forbidden for one who may do more than the caller, TooMany
   */
  async take(tx: Transaction, caller: Principal, uid: string): Promise<User> {
    const { LATCHKEY_MAX_KEYS_PER_USER: perUser, LATCHKEY_MAX_KEYS_PER_ORG: perOrg } = this.config.settings;
    // the tenant before the user, as everywhere
    if (perOrg > 0) await this.tenants.lock(tx, caller.tenantUid);
    const owner = await this.users.lock(tx, caller.tenantUid, uid);
    await this.refuseBeyond(tx, caller, owner);
    const { tenantUid } = owner;
    if (perUser > 0 && (await this.keys.hasAsMany(tx, { tenantUid, userUid: uid }, perUser)))
      throw tooMany('user', perUser);
    if (perOrg > 0 && (await this.keys.hasAsMany(tx, { tenantUid }, perOrg)))
      throw tooMany('organisation', perOrg);
    return owner;
  }

  private async refuseBeyond(tx: Transaction, caller: Principal, owner: User): Promise<void> {
    if (!owner.isActive)
      throw new ApiError('InvalidInput', {
        details: { 'spec.userUid': 'must be a user who is not disabled' },
      });
    if (owner.uid !== caller.userUid && !coversGrantsOf(caller, await this.users.grantsOf(owner, tx))) {
      throw new ApiError('Forbidden', {
        message: 'This user may do more than you: a key for them would let you do it too.',
      });
    }
  }
}

function tooMany(whose: string, most: number): ApiError {
  return new ApiError('TooMany', {
    message: `This ${whose} has as many API keys as there may be (${most}), revoked and expired ones included; delete one first.`,
  });
}
