import { Injectable, Logger } from '@nestjs/common';
import { newUid, Transactions } from '#persistence';
import type { Transaction } from '#persistence';
import { Clock } from '#time';
import { MailSender } from './mail-sender.service.js';
import type { Mail } from './mail.entity.js';
import { MailJob } from './mail.job.js';
import type { MailCounts } from './mail.job.js';
import { MailRepository } from './mail.repository.js';

/** A letter to be sent: what it is about, whom, and where it goes. */
export type NewMail = Pick<Mail, 'kind' | 'tenantUid' | 'userUid' | 'recipient'> &
  Partial<Pick<Mail, 'resourceUid'>>;

/** The outbox. A letter is queued in the transaction of the change that it tells of: neither is there without the other. */
@Injectable()
export class MailQueue {
  private readonly logger = new Logger(MailQueue.name);
  private hasToldThatOff = false;

  constructor(
    private readonly mails: MailRepository,
    private readonly sender: MailSender,
    private readonly job: MailJob,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** What became of letters that this instance sent, for whoever counts. */
  get counts(): MailCounts {
    return this.job.counts;
  }

  /** Queues a letter, which is sent right after the commit. Without a mail server there is nothing to queue for. */
  async enqueue(
    tx: Transaction,
    { kind, tenantUid, userUid, resourceUid = null, recipient }: NewMail,
  ): Promise<void> {
    if (!this.sender.isOn) return this.tellThatOff();
    const now = this.clock.now();
    await this.mails.insert(tx, {
      uid: newUid(),
      kind,
      tenantUid,
      userUid,
      resourceUid,
      recipient,
      attempts: 0,
      dueAt: now,
      createdAt: now,
    });
    this.transactions.afterCommit(() => this.job.wake());
  }

  private tellThatOff(): void {
    if (this.hasToldThatOff) return;
    this.hasToldThatOff = true;
    this.logger.log(
      'There is no SMTP_URL: nothing is mailed, and links are shown to administrators instead.',
    );
  }
}
