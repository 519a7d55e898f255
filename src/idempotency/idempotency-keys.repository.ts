import { Injectable } from '@nestjs/common';
import { DataSource, In, LessThanOrEqual } from 'typeorm';
import { isUniqueViolation } from '#persistence';
import type { Transaction } from '#persistence';
import { IdempotencyKey } from './idempotency-key.entity.js';

@Injectable()
export class IdempotencyKeysRepository {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Writes the row before anything is made, so that a second request waits here for the first one's end.
   * @param before rows from this moment and earlier count no longer.
   * @returns the row that was there and stands in the way; null when the new one was written.
   */
  async claim(tx: Transaction, row: IdempotencyKey, before: Date): Promise<IdempotencyKey | null> {
    const { digest } = row;
    await tx.delete(IdempotencyKey, { digest, createdAt: LessThanOrEqual(before) });
    try {
      await tx.insert(IdempotencyKey, row);
      return null;
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      return tx.findOneByOrFail(IdempotencyKey, { digest });
    }
  }

  /** Says in the claimed row what was made. */
  async finish(
    tx: Transaction,
    digest: string,
    made: Pick<IdempotencyKey, 'resourceUid' | 'auditUid'>,
  ): Promise<void> {
    await tx.update(IdempotencyKey, { digest }, made);
  }

  /** Deletes rows from this moment and earlier, a bounded number at a time, over the index on their time. @returns how many were found. */
  async deletePast(before: Date, limit: number): Promise<number> {
    const { manager } = this.dataSource;
    const createdAt = LessThanOrEqual(before);
    const past = await manager.find(IdempotencyKey, {
      select: { digest: true },
      where: { createdAt },
      order: { createdAt: 'ASC' },
      take: limit,
    });
    // one of them may have been claimed anew meanwhile: the time is asked again
    if (past.length > 0)
      await manager.delete(IdempotencyKey, { digest: In(past.map(({ digest }) => digest)), createdAt });
    return past.length;
  }
}
