import { Injectable, Logger } from '@nestjs/common';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import { SYSTEM } from '#access';
import { Transactions } from '#persistence';
import { Clock } from '#time';
import { AuditService } from '../audit/audit.service.js';
import { CredentialsRepository } from './credentials.repository.js';

/**
 * Writes down, once for each value, that a value of a key was used after it had been replaced and its end had come: a program that was
 * forgotten, or a thief. The request is refused meanwhile and waits for nothing.
 */
@Injectable()
export class LateKeyUses implements BeforeApplicationShutdown {
  private readonly logger = new Logger(LateKeyUses.name);
  private readonly running = new Map<string, Promise<void>>();

  constructor(
    private readonly credentials: CredentialsRepository,
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** @param value as it was read, maybe a while ago; it says from then on that nothing is to be written any more. */
  note(value: { digest: string; isUsedAfter: boolean }): void {
    const { digest, isUsedAfter } = value;
    if (isUsedAfter || this.running.has(digest)) return;
    const writing = this.write(digest)
      .then(() => void (value.isUsedAfter = true))
      .catch((error: unknown) =>
        this.logger.warn({ msg: 'late use of an API key was not recorded', err: error }),
      )
      .finally(() => this.running.delete(digest));
    this.running.set(digest, writing);
  }

  /** When all that was noted is written. */
  async written(): Promise<void> {
    await Promise.all(this.running.values());
  }

  /** While the database is still there. */
  beforeApplicationShutdown(): Promise<void> {
    return this.written();
  }

  private write(digest: string): Promise<void> {
    return this.transactions.run(async (tx) => {
      const late = await this.credentials.noteLateUse(tx, digest, this.clock.now());
      if (!late) return;
      const { key, value } = late;
      await this.audit.record(tx, {
        tenantUid: key.tenantUid,
        actor: SYSTEM,
        action: 'apiKey.refuseReplaced',
        actionType: 'action',
        resource: { kind: 'apiKey', uid: key.uid, name: key.name },
        message: `A value that API key "${key.name}" had before, ${value.start}...${value.lastFour}, was used after ${value.validUntil.toISOString()}, and was refused. Somebody still has it.`,
      });
    });
  }
}
