import { Injectable } from '@nestjs/common';
import { reachOf } from '#access';
import type { Principal } from '#access';
import { ApiError, Cursors, pageOf, rowsFor } from '#http';
import { Clock } from '#time';
import type { Sort } from './api-key.rules.js';
import { ApiKeysRepository } from './api-keys.repository.js';
import type { ApiKeyFilter } from './api-keys.repository.js';

/** Existing clients send no paging and expect everything. */
const ROWS_WHEN_ABSENT = 1000;

/** Lists keys: an administrator sees those of the tenant, a user their own. */
@Injectable()
export class ApiKeyList {
  constructor(
    private readonly keys: ApiKeysRepository,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  /** @throws ApiError Forbidden when a user asks for a colleague's keys; InvalidCursor */
  async list(
    caller: Principal,
    filter: ApiKeyFilter,
    page: { orderBy?: Sort; limit?: number; continue?: string },
  ) {
    const isSelf = reachOf(caller, 'apiKey.list') === 'self';
    if (isSelf && filter.userUid !== undefined && filter.userUid !== caller.userUid)
      throw new ApiError('Forbidden');
    const narrowed = { ...filter, userUid: isSelf ? caller.userUid : filter.userUid };
    const sort = page.orderBy ?? '-creationTimestamp';
    const scope = [caller.tenantUid, 'apiKeys', narrowed, sort];
    const limit = rowsFor(page.limit, ROWS_WHEN_ABSENT);
    const after = this.cursors.read(scope, page.continue);
    const { rows, count } = await this.keys.page(
      caller.tenantUid,
      narrowed,
      sort,
      after,
      limit + 1,
      this.clock.now(),
    );
    return pageOf(rows, { limit, count }, (last) =>
      this.cursors.write(scope, ApiKeysRepository.position(sort, last)),
    );
  }
}
