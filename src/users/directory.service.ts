import { Injectable } from '@nestjs/common';
import { reachOf } from '#access';
import type { Principal } from '#access';
import { ApiError, Cursors, pageOf, rowsFor } from '#http';
import type { User } from './user.entity.js';
import { UsersRepository } from './users.repository.js';

const ROWS_WHEN_ABSENT = 50;

/** Who is in a tenant: everything that only reads. */
@Injectable()
export class DirectoryService {
  constructor(
    private readonly users: UsersRepository,
    private readonly cursors: Cursors,
  ) {}

  /** @throws ApiError ResourceNotFound, Forbidden for anybody but oneself without the right. */
  async get(caller: Principal, uid: string): Promise<User> {
    if (reachOf(caller, 'user.get') === 'self' && uid !== caller.userUid) throw new ApiError('Forbidden');
    return found(await this.users.find(caller.tenantUid, uid));
  }

  /** @returns the users of the caller's tenant with these uids, by uid: for showing names beside other things. */
  async byUids(tenantUid: string, uids: string[]): Promise<Map<string, User>> {
    const users = await this.users.byUids(tenantUid, [...new Set(uids)]);
    return new Map(users.map((user) => [user.uid, user]));
  }

  /** The tenant's first administrator: the oldest active one. @throws ApiError ResourceNotFound when there is none. */
  async firstAdministrator(tenantUid: string): Promise<User> {
    return found((await this.users.activeAdministrators(tenantUid))[0] ?? null);
  }

  /** In the order of making. */
  async list(caller: Principal, query: { limit?: number; offset?: number; continue?: string }) {
    const scope = [caller.tenantUid, 'users'];
    const after = this.cursors.read(scope, query.continue) as [string] | undefined;
    const limit = rowsFor(query.limit, ROWS_WHEN_ABSENT);
    const offset = query.offset ?? 0;
    const { rows, count } = await this.users.page(caller.tenantUid, after, limit + 1, offset);
    return pageOf(rows, { limit, offset, count }, (last) => this.cursors.write(scope, [last.uid]));
  }
}

function found(user: User | null): User {
  if (!user) throw new ApiError('ResourceNotFound');
  return user;
}
