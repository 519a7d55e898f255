import { Injectable } from '@nestjs/common';
import { SYSTEM } from '#access';
import { Transactions } from '#persistence';
import type { Transaction } from '#persistence';
import { AuditService } from '../audit/audit.service.js';
import { RecoverableKeys } from '../recoverable-keys/recoverable-keys.service.js';
import { ApiKeysRepository } from './api-keys.repository.js';

const BATCH = 200;

/**
 * Marks keys whose expiry has passed, erases values of them that were kept, and writes it into the audit trail. Nothing depends on it running:
 * an expired key is refused at the instant. Any number of instances may run it at once; each key is marked by one of them.
 */
@Injectable()
export class ExpiryJob {
  constructor(
    private readonly keys: ApiKeysRepository,
    private readonly recoverable: RecoverableKeys,
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
  ) {}

  /** @returns how many keys were marked, in batches that each are a transaction of their own. */
  async expire(now: Date): Promise<number> {
    let marked = 0;
    if (!(await this.keys.hasDue(now))) return marked;
    for (let size = BATCH; size === BATCH; marked += size) {
      size = await this.transactions.run((tx) => this.batch(tx, now));
    }
    return marked;
  }

  private async batch(tx: Transaction, now: Date): Promise<number> {
    const due = await this.keys.takeDue(tx, now, BATCH);
    if (due.length === 0) return 0;
    const uids = due.map((key) => key.uid);
    await this.keys.markExpired(tx, uids, now);
    await this.recoverable.forget(tx, uids);
    for (const key of due) {
      await this.audit.record(tx, {
        tenantUid: key.tenantUid,
        actor: SYSTEM,
        action: 'apiKey.expire',
        actionType: 'update',
        resource: { kind: 'apiKey', uid: key.uid, name: key.name },
        message: `API key "${key.name}" expired at ${key.expiry.toISOString()}.`,
      });
    }
    return due.length;
  }
}
