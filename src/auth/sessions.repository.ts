import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, LessThanOrEqual, MoreThan } from 'typeorm';
import { TenantRepository } from '#persistence';
import type { Transaction } from '#persistence';
import { Session } from './session.entity.js';

@Injectable()
export class SessionsRepository extends TenantRepository<Session> {
  constructor(private readonly source: DataSource) {
    super(source, Session);
  }

  /** The sessions of a user that were begun in this epoch and have not ended, newest first. */
  live(tenantUid: string, userUid: string, epoch: number, now: Date): Promise<Session[]> {
    return this.list(
      tenantUid,
      { userUid, epoch, endedAt: IsNull(), endsAt: MoreThan(now) },
      { uid: 'DESC' },
    );
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
