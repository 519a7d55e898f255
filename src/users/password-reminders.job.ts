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

  /** @returns how many were told. */
  async remind(now: Date): Promise<number> {
    let told = 0;
    for await (const { tenantUid, policy } of this.settings.expiringPolicies()) {
      const cutoff = reminderCutoff(policy, now);
      if (cutoff === null) continue;
      for (let size = BATCH; size === BATCH;) {
        const due = await this.users.dueForReminder(tenantUid, cutoff, BATCH);
        size = due.length;
        for (const user of due) {
          const expiry = passwordExpiry(policy, user.passwordSetAt) ?? now;
          if (await this.transactions.run((tx) => this.tell(tx, user, expiry, now))) told++;
        }
      }
    }
    return told;
  }

  /** @returns false when another instance was faster, or the password is another one by now. */
  private async tell(tx: Transaction, user: User, expiry: Date, now: Date): Promise<boolean> {
    if (!(await this.users.noteReminder(tx, user, now))) return false;
    const { uid, tenantUid, emailId } = user;
    await this.mails.enqueue(tx, { kind: 'passwordReminder', tenantUid, userUid: uid, recipient: emailId });
    await this.audit.record(tx, {
      tenantUid: user.tenantUid,
      actor: SYSTEM,
      action: 'password.remind',
      actionType: 'action',
      resource: { kind: 'user', uid: user.uid, name: user.emailId },
      message: `The password of "${user.emailId}" expires at ${expiry.toISOString()}.`,
    });
    return true;
  }
}
