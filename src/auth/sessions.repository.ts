import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, LessThanOrEqual, MoreThan } from 'typeorm';
import type { FindOptionsWhere } from 'typeorm';
import { TenantRepository } from '#persistence';
import type { Transaction } from '#persistence';
import { ChangeLog } from '../changes/change-log.service.js';
import { Session } from './session.entity.js';

@Injectable()
export class SessionsRepository extends TenantRepository<Session> {
  constructor(
    private readonly source: DataSource,
    private readonly changes: ChangeLog,
  ) {
    super(source, Session);
  }

  /** Whoever keeps a copy of the session hears of it, but not of its being refreshed, which decides nothing about its tokens. */
  override async update(
    tx: Transaction,
    tenantUid: string,
    where: FindOptionsWhere<Session> & { uid: string },
    changes: Partial<Session>,
  ): Promise<boolean> {
    const isUpdated = await super.update(tx, tenantUid, where, changes);
    if (isUpdated && ('endedAt' in changes || 'epoch' in changes))
      this.changes.note(tx, `session:${where.uid}`);
    return isUpdated;
  }

  /** The sessions of a user that were begun in this epoch and have not ended, newest first. */
  live(tenantUid: string, userUid: string, epoch: number, now: Date, tx?: Transaction): Promise<Session[]> {
    const where = { userUid, epoch, endedAt: IsNull(), endsAt: MoreThan(now) };
    return this.list(tenantUid, where, { uid: 'DESC' }, tx);
  }

  /** @returns false when it had ended already. */
  async end(tx: Transaction, tenantUid: string, uid: string, now: Date): Promise<boolean> {
    return this.update(tx, tenantUid, { uid, endedAt: IsNull() }, { endedAt: now });
  }

  /** Deletes sessions past their end, a bounded number at a time, over the index on their end. @returns how many. */
  async deletePast(now: Date, limit: number): Promise<number> {
    const past = await this.source.manager.find(Session, {
      select: { uid: true },
      where: { endsAt: LessThanOrEqual(now) },
      order: { endsAt: 'ASC' },
      take: limit,
    });
    if (past.length > 0)
      await this.source.manager.delete(
        Session,
        past.map((session) => session.uid),
      );
    return past.length;
  }
}
