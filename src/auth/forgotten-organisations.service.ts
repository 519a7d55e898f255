import { Injectable } from '@nestjs/common';
import { visitor } from '#access';
import type { Origin } from '#access';
import { Transactions } from '#persistence';
import { AuditService } from '../audit/audit.service.js';
import { Limits } from '../limits/limits.service.js';
import { AccountsService } from '../users/accounts.service.js';

/** For people who do not know any more which organisations they are in. */
@Injectable()
export class ForgottenOrganisationsService {
  constructor(
    private readonly accounts: AccountsService,
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
    private readonly limits: Limits,
  ) {}

  /**
   * Mails somebody the organisations that they can log in to: who owns the address may know, who only asks may not. For an address that
   * nobody has the answer and the work are the same.
   * @returns the uid of the audit entry, which belongs to no organisation. @throws ApiError TooManyRequests
   */
  async mail(emailId: string, origin: Origin): Promise<string> {
    this.limits.countLetter(origin.ip);
    const users = await this.accounts.byEmail(emailId, undefined);
    return this.transactions.run(async (tx) => {
      await this.accounts.mailOrganisations(tx, users, emailId);
      return this.audit.record(tx, {
        tenantUid: null,
        actor: visitor(origin, { uid: null, emailId }),
        action: 'user.requestOrganisations',
        actionType: 'action',
        resource: { kind: 'user', uid: null, name: emailId },
        message: 'The organisations of an e-mail address were asked for.',
      });
    });
  }
}
