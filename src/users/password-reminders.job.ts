import { Injectable } from '@nestjs/common';
import { SYSTEM } from '#access';
import { Transactions } from '#persistence';
import type { Transaction } from '#persistence';
import { AuditService } from '../audit/audit.service.js';
import { MailQueue } from '../mail/mail-queue.service.js';
import { passwordExpiry, reminderCutoff, TenantSettingsService } from '../tenants/tenant-settings.service.js';
import type { User } from './user.entity.js';
import { UsersRepository } from './users.repository.js';

const BATCH = 200;

/**
 * Tells people that their password is about to expire, where their tenant asks for it; once for each password. Any number of instances
 * may run it at once.
 */
@Injectable()
export class PasswordReminders {
  constructor(
    private readonly users: UsersRepository,
    private readonly settings: TenantSettingsService,
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
    private readonly mails: MailQueue,
  ) {}

  /** @returns how many were told, in batches that each are a transaction of their own. */
  async remind(now: Date): Promise<number> {
    let told = 0;
    for await (const { tenantUid, policy } of this.settings.expiringPolicies()) {
      const cutoff = reminderCutoff(policy, now);
      if (cutoff === null || !(await this.users.hasDueForReminder(tenantUid, cutoff))) continue;
      for (let size = BATCH; size === BATCH; told += size)
        size = await this.transactions.run(async (tx) => {
          const due = await this.users.takeDueForReminder(tx, tenantUid, cutoff, BATCH);
          const uids = due.map(({ uid }) => uid);
          if (uids.length > 0) await this.users.noteReminders(tx, tenantUid, uids, now);
          for (const user of due)
            await this.tell(tx, user, passwordExpiry(policy, user.passwordSetAt) ?? now);
          return due.length;
        });
    }
    return told;
  }

  private async tell(tx: Transaction, { uid, tenantUid, emailId }: User, expiry: Date): Promise<void> {
    await this.mails.enqueue(tx, { kind: 'passwordReminder', tenantUid, userUid: uid, recipient: emailId });
    await this.audit.record(tx, {
      tenantUid,
      actor: SYSTEM,
      action: 'password.remind',
      actionType: 'action',
      resource: { kind: 'user', uid, name: emailId },
      message: `The password of "${emailId}" expires at ${expiry.toISOString()}.`,
    });
  }
}
