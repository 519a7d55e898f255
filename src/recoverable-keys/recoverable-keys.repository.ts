import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { Transaction } from '#persistence';
import { RecoverableKey } from './recoverable-key.entity.js';

@Injectable()
export class RecoverableKeysRepository {
  /** Writes the value, in place of one that is there. */
  async save(tx: Transaction, row: RecoverableKey): Promise<void> {
    await tx.upsert(RecoverableKey, row, ['keyUid']);
  }

  async sealedValue(tx: Transaction, tenantUid: string, keyUid: string): Promise<string | null> {
    const select = { keyUid: true, sealedValue: true } as const;
    const row = await tx.findOne(RecoverableKey, { select, where: { tenantUid, keyUid } });
    return row?.sealedValue ?? null;
  }

  async delete(tx: Transaction, keyUids: string[]): Promise<void> {
    await tx.delete(RecoverableKey, { keyUid: In(keyUids) });
  }

  /** Over the index of the tenant. @returns how many there were. */
  async deleteAll(tx: Transaction, tenantUid: string): Promise<number> {
    return (await tx.delete(RecoverableKey, { tenantUid })).affected ?? 0;
  }
}
