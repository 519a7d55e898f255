import { Injectable } from '@nestjs/common';
import { reachOf } from '#access';
import type { Principal } from '#access';
import { ApiError } from '#http';
import type { Transaction } from '#persistence';
import type { User } from './user.entity.js';
import { UsersRepository } from './users.repository.js';

/** Who is in a tenant: everything that only reads. */
@Injectable()
export class DirectoryService {
  constructor(private readonly users: UsersRepository) {}

  /** @throws ApiError ResourceNotFound, Forbidden for anybody but oneself without the right. */
  async get(caller: Principal, uid: string): Promise<User> {
    if (reachOf(caller, 'user.get') === 'self' && uid !== caller.userUid) throw new ApiError('Forbidden');
    return found(await this.users.find(caller.tenantUid, uid));
  }

  /** @returns the users of the caller's tenant with these uids, by uid: for showing names beside other things. */
  async byUids(tenantUid: string, uids: string[], tx?: Transaction): Promise<Map<string, User>> {
    const users = await this.users.byUids(tenantUid, [...new Set(uids)], tx);
    return new Map(users.map((user) => [user.uid, user]));
  }

  /** The tenant's first administrator: the oldest active one. @throws ApiError ResourceNotFound when there is none. */
  async firstAdministrator(tenantUid: string): Promise<User> {
    return found((await this.users.activeAdministrators(tenantUid))[0] ?? null);
  }
}

function found(user: User | null): User {
  if (!user) throw new ApiError('ResourceNotFound');
  return user;
}
