import { Injectable } from '@nestjs/common';
import { SYSTEM } from '#access';
import { Transactions } from '#persistence';
import type { Transaction } from '#persistence';
import { AuditService } from '../audit/audit.service.js';
import { ConfigService } from '../config/config.service.js';
import type { ApiKey } from './api-key.entity.js';
import { isShortLived, reminderHorizon } from './api-key.rules.js';
import { ApiKeysRepository } from './api-keys.repository.js';
import { KeyMails } from './key-mails.service.js';

const BATCH = 200;

/**
 * Tells owners that a key of theirs is about to expire, once for each key and each expiry that it is given: by an entry in the audit
 * trail, and by a letter where there is a mail server. Any number of instances may run it at once.
 */
@Injectable()
export class ReminderJob {
  constructor(
    private readonly keys: ApiKeysRepository,
    private readonly mails: KeyMails,
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
    private readonly config: ConfigService,
  ) {}

  /** @returns of how many keys was told, in batches that each are a transaction of their own. */
  async remind(now: Date): Promise<number> {
    const days = this.config.settings.LATCHKEY_KEY_REMINDER_DAYS;
    const until = reminderHorizon(now, days);
    let told = 0;
    if (days === 0 || !(await this.keys.hasToRemind(now, until))) return told;
    for (let taken = BATCH; taken === BATCH;) {
      const keys = await this.transactions.run(async (tx) => {
        const due = await this.keys.takeToRemind(tx, now, until, BATCH);
        const uids = due.map(({ uid }) => uid);
        if (uids.length > 0) await this.keys.markReminded(tx, uids, now);
        await this.tell(
          tx,
          due.filter((key) => !isShortLived(key, days)),
        );
        return due;
      });
      taken = keys.length;
      told += keys.filter((key) => !isShortLived(key, days)).length;
    }
    return told;
  }

  private async tell(tx: Transaction, keys: ApiKey[]): Promise<void> {
    await this.mails.enqueue(tx, 'apiKeyReminder', keys);
    for (const { tenantUid, uid, name, expiry } of keys)
      await this.audit.record(tx, {
        tenantUid,
        actor: SYSTEM,
        action: 'apiKey.remind',
        actionType: 'action',
        resource: { kind: 'apiKey', uid, name },
        message: `API key "${name}" expires at ${expiry.toISOString()}.`,
      });
  }
}
