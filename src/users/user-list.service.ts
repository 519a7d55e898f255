import { Injectable } from '@nestjs/common';
import type { Principal } from '#access';
import { Cursors, pageOf, rowsFor } from '#http';
import type { UserFilter, UserListRequest } from './user-list.rules.js';
import { UsersRepository } from './users.repository.js';

const ROWS_WHEN_ABSENT = 50;
/** Where the wire contract has no paging, clients expect everything. */
const ROWS_WHEN_UNPAGED = 1000;

/** Where in a list somebody wants to read. */
export interface Place {
  limit?: number;
  offset?: number;
  continue?: string;
}

/** Lists the people of the caller's tenant. @throws ApiError InvalidCursor */
@Injectable()
export class UserList {
  constructor(
    private readonly users: UsersRepository,
    private readonly cursors: Cursors,
  ) {}

  /** In the order of making unless another is asked for. */
  list(caller: Principal, { filters, order }: UserListRequest, place: Place) {
    const name = filters['metadata.name'];
    const emailId = filters['spec.emailId'];
    const filter = {
      uid: filters['metadata.uid'],
      name: name === undefined ? undefined : { eq: name },
      emailId: emailId === undefined ? undefined : { eq: emailId },
    };
    const sort = { byName: order?.by === 'metadata.name', isDescending: order?.isDescending ?? false };
    return this.page(caller, ['users', filter, sort], filter, sort, {
      ...place,
      whenAbsent: ROWS_WHEN_ABSENT,
    });
  }

  /** The same by parts of names and addresses. */
  find(
    caller: Principal,
    filter: UserFilter,
    sort: { byName: boolean; isDescending: boolean },
    place: Place,
  ) {
    return this.page(caller, ['usersSummary', filter, sort], filter, sort, {
      ...place,
      whenAbsent: ROWS_WHEN_UNPAGED,
    });
  }

  /** Who there is, in the order of making. */
  async names(caller: Principal, place: Pick<Place, 'limit' | 'continue'>) {
    const scope = [caller.tenantUid, 'usersMeta'];
    const limit = rowsFor(place.limit, ROWS_WHEN_UNPAGED);
    const after = this.cursors.read(scope, place.continue);
    const { rows, count } = await this.users.names(caller.tenantUid, after, limit + 1);
    return pageOf(rows, { limit, count }, (last) => this.cursors.write(scope, [last.uid]));
  }

  private async page(
    { tenantUid }: Principal,
    list: unknown[],
    filter: UserFilter,
    sort: { byName: boolean; isDescending: boolean },
    place: Place & { whenAbsent: number },
  ) {
    const scope = [tenantUid, ...list];
    const limit = rowsFor(place.limit, place.whenAbsent);
    const offset = place.offset ?? 0;
    const after = this.cursors.read(scope, place.continue);
    const { rows, count } = await this.users.page(tenantUid, filter, {
      ...sort,
      after,
      limit: limit + 1,
      offset,
    });
    return pageOf(rows, { limit, offset, count }, (last) =>
      this.cursors.write(scope, UsersRepository.position(sort, last)),
    );
  }
}
