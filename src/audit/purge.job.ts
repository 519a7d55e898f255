import { Injectable } from '@nestjs/common';
import type { OnModuleDestroy } from '@nestjs/common';
import { SYSTEM } from '#access';
import { Transactions } from '#persistence';
import type { Transaction } from '#persistence';
import { ConfigService } from '../config/config.service.js';
import { AuditChains, chainOf } from './audit-chains.service.js';
import { AuditRetentionRepository } from './audit-retention.repository.js';
import type { OldEntry } from './audit-retention.repository.js';
import { AuditService } from './audit.service.js';

const BATCH = 1000;
const DAY_MS = 86_400_000;

/**
 * Deletes entries that are older than they are to be kept. Any number of instances may run it at once; each entry is deleted and told of
 * by one of them.
 */
@Injectable()
export class PurgeJob implements OnModuleDestroy {
  private isStopping = false;

  constructor(
    private readonly old: AuditRetentionRepository,
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
    private readonly chains: AuditChains,
    private readonly config: ConfigService,
  ) {}

  /** Whether there is anything to do, ever. */
  get isOn(): boolean {
    return this.days > 0;
  }

  /** @returns how many entries were deleted, in batches that each are a transaction of their own. */
  async purge(now: Date): Promise<number> {
    let deleted = 0;
    if (!this.isOn) return deleted;
    const before = new Date(now.getTime() - this.days * DAY_MS);
    if (!(await this.old.hasOlder(before))) return deleted;
    const chains = new Set<string>();
    for (let size = BATCH; size === BATCH && !this.isStopping; deleted += size) {
      const entries = await this.transactions.run((tx) => this.batch(tx, before));
      for (const entry of entries) chains.add(chainOf(entry));
      size = entries.length;
    }
    for (const chain of chains) await this.chains.forget(chain, before);
    return deleted;
  }

  /** The first run after years can take long: the service stops between two batches, and the next run goes on. */
  onModuleDestroy(): void {
    this.isStopping = true;
  }

  /** Each batch is told of in its own transaction: whatever happens to the next one, nothing is gone without an entry. */
  private async batch(tx: Transaction, before: Date): Promise<OldEntry[]> {
    const entries = await this.old.takeOlder(tx, before, BATCH);
    if (entries.length === 0) return [];
    await this.old.delete(
      tx,
      entries.map(({ uid }) => uid),
    );
    await this.audit.record(tx, {
      tenantUid: null,
      actor: SYSTEM,
      action: 'audit.purge',
      actionType: 'delete',
      resource: { kind: 'audit', uid: null, name: '' },
      message: `Audit entries from before ${before.toISOString()} were deleted: ${entries.length}. They are kept for ${this.days} days.`,
    });
    return entries;
  }

  private get days(): number {
    return this.config.settings.LATCHKEY_AUDIT_RETENTION_DAYS;
  }
}
