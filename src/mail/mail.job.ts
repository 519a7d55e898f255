import { Injectable, Logger } from '@nestjs/common';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import { SYSTEM } from '#access';
import { Transactions } from '#persistence';
import { Clock } from '#time';
import { AuditService } from '../audit/audit.service.js';
import { MailComposers } from './mail-composers.service.js';
import type { Letter } from './mail-composers.service.js';
import { MailSender } from './mail-sender.service.js';
import type { Mail } from './mail.entity.js';
import { MailRepository } from './mail.repository.js';
import { faultOf, isTooOld, pauseAfter } from './mail.rules.js';
import type { MailFault } from './mail.rules.js';

/** As many letters are sent side by side. */
const BATCH = 5;
/** How long a letter is kept from other instances: much longer than one attempt may take. */
const LEASE_MS = 5 * 60_000;
/** How long a letter that is being sent may hold up the end of the process. */
const LONGEST_END_MS = 5000;

/** What became of letters on this instance since its start. */
export interface MailCounts {
  sent: number;
  postponed: number;
  givenUp: number;
}

/**
 * Sends what lies in the outbox. Each letter arrives at least once: it is forgotten after the mail server took it, and tried again
 * while nobody knows. Any number of instances may send; each attempt is made by one of them.
 */
@Injectable()
export class MailJob implements BeforeApplicationShutdown {
  readonly counts: MailCounts = { sent: 0, postponed: 0, givenUp: 0 };
  private readonly logger = new Logger(MailJob.name);
  private running: Promise<void> | undefined;
  private isAskedAgain = false;
  private isStopping = false;

  constructor(
    private readonly mails: MailRepository,
    private readonly composers: MailComposers,
    private readonly sender: MailSender,
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** Sends what is due, without anybody waiting for it. */
  wake(): void {
    this.run().catch((error: unknown) =>
      this.logger.error({ msg: 'letters were not sent; they are at the next turn', err: error }),
    );
  }

  /** Sends what is due. Asked again while it runs, it looks once more at the end; the promise is for all of it. */
  run(): Promise<void> {
    if (this.isStopping) return this.running ?? Promise.resolve();
    this.isAskedAgain = true;
    return (this.running ??= this.work());
  }

  /** Lets what is being sent be sent while the database is still there. What is queued from now on is for the next start. */
  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    const patience = setTimeout(() => this.sender.abort(), LONGEST_END_MS);
    await this.running?.catch(() => undefined); // whoever asked for it tells of it
    clearTimeout(patience);
  }

  private async work(): Promise<void> {
    try {
      while (this.isAskedAgain && !this.isStopping) {
        this.isAskedAgain = false;
        let isMore = await this.mails.hasDue(this.clock.now());
        while (isMore && !this.isStopping) isMore = await this.batch();
      }
    } finally {
      this.running = undefined;
    }
  }

  /** @returns false when there is nothing more to be done now: all are sent, or the server takes none. */
  private async batch(): Promise<boolean> {
    const now = this.clock.now();
    const leaseEnd = new Date(now.getTime() + LEASE_MS);
    const taken = await this.transactions.run((tx) => this.mails.takeDue(tx, now, leaseEnd, BATCH));
    const attempts = await Promise.allSettled(taken.map((mail) => this.attempt(mail)));
    const broken = attempts.find((attempt) => attempt.status === 'rejected');
    if (broken) throw broken.reason;
    const isServerDown = attempts.some(
      (attempt) => attempt.status === 'fulfilled' && attempt.value?.isServers,
    );
    return taken.length === BATCH && !isServerDown;
  }

  private async attempt(mail: Mail): Promise<MailFault | null> {
    try {
      const letter = await this.compose(mail);
      if (letter) await this.sender.send(mail, letter);
      if (letter) this.counts.sent++;
      this.tell(letter ? 'log' : 'debug', letter ? 'letter sent' : 'letter dropped: it is of no use', mail);
    } catch (error) {
      const fault = faultOf(error);
      await this.putBack(mail, fault);
      return fault;
    }
    await this.mails.delete(mail);
    return null;
  }

  private async compose(mail: Mail): Promise<Letter | null> {
    try {
      return await this.composers.compose(mail);
    } catch (error) {
      this.tell('error', 'letter not written', mail, { err: error });
      throw error;
    }
  }

  private async putBack(mail: Mail, fault: MailFault): Promise<void> {
    const now = this.clock.now();
    if (fault.isPermanent || isTooOld(mail, now)) return this.giveUp(mail, fault);
    const dueAt = new Date(now.getTime() + pauseAfter(mail.attempts));
    await this.mails.postpone(mail, dueAt);
    this.counts.postponed++;
    this.tell('warn', 'letter not sent; it is tried again', mail, { reason: fault.reason, dueAt });
  }

  private async giveUp(mail: Mail, { reason, isPermanent }: MailFault): Promise<void> {
    const why = isPermanent ? 'the mail server refused it' : 'nobody took it for a week';
    const isOurs = await this.transactions.run(async (tx) => {
      if (!(await this.mails.drop(tx, mail))) return false;
      await this.audit.record(tx, {
        tenantUid: mail.tenantUid,
        actor: SYSTEM,
        action: 'mail.giveUp',
        actionType: 'action',
        resource: { kind: 'user', uid: mail.userUid, name: mail.recipient },
        message: `A letter (${mail.kind}) to "${mail.recipient}" was given up: ${why} (${reason}).`,
      });
      return true;
    });
    if (!isOurs) return;
    this.counts.givenUp++;
    this.tell('error', `letter given up: ${why}`, mail, { reason });
  }

  private tell(level: 'debug' | 'log' | 'warn' | 'error', msg: string, mail: Mail, more: object = {}): void {
    const { uid: mailUid, kind, tenantUid, userUid, attempts } = mail;
    this.logger[level]({ msg, mailUid, kind, tenantUid, userUid, attempts, ...more });
  }
}
