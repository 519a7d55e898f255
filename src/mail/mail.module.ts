import { Module } from '@nestjs/common';
import type { OnApplicationBootstrap } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { PeriodicJobs } from '#jobs';
import { AuditModule } from '../audit/audit.module.js';
import { ConfigService } from '../config/config.service.js';
import { MailComposers } from './mail-composers.service.js';
import { MailQueue } from './mail-queue.service.js';
import { MailSender } from './mail-sender.service.js';
import { Mail } from './mail.entity.js';
import { MailJob } from './mail.job.js';
import { MailRepository } from './mail.repository.js';

/** Letters to people: kept until they are sent. */
@Module({
  imports: [TypeOrmModule.forFeature([Mail]), AuditModule],
  providers: [MailRepository, MailComposers, MailSender, MailJob, MailQueue],
  exports: [MailComposers, MailQueue],
})
export class MailModule implements OnApplicationBootstrap {
  constructor(
    private readonly jobs: PeriodicJobs,
    private readonly job: MailJob,
    private readonly sender: MailSender,
    private readonly config: ConfigService,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.sender.isOn) return;
    this.jobs.every(this.config.settings.LATCHKEY_MAIL_JOB_SECONDS, 'send-mails', () => this.job.run());
  }
}
