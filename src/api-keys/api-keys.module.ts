import { Module } from '@nestjs/common';
import type { OnApplicationBootstrap } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { PeriodicJobs } from '#jobs';
import { Clock } from '#time';
import { AuditModule } from '../audit/audit.module.js';
import { ChangesModule } from '../changes/changes.module.js';
import { ConfigService } from '../config/config.service.js';
import { IdempotencyModule } from '../idempotency/idempotency.module.js';
import { LimitsModule } from '../limits/limits.module.js';
import { MailModule } from '../mail/mail.module.js';
import { RecoverableKeysModule } from '../recoverable-keys/recoverable-keys.module.js';
import { TenantsModule } from '../tenants/tenants.module.js';
import { UsersModule } from '../users/users.module.js';
import { ApiKeyAnswers } from './api-key.answer.js';
import { ApiKey } from './api-key.entity.js';
import { ApiKeyPredecessor } from './api-key-predecessor.entity.js';
import { ApiKeyIssuer } from './api-key-issuer.service.js';
import { ApiKeyList } from './api-key-list.service.js';
import { ApiKeysController } from './api-keys.controller.js';
import { ApiKeysRepository } from './api-keys.repository.js';
import { ApiKeysService } from './api-keys.service.js';
import { ExpiryJob } from './expiry.job.js';
import { KeyLeaksController } from './key-leaks.controller.js';
import { KeyLeaks } from './key-leaks.service.js';
import { KeyLetters } from './key-letters.service.js';
import { KeyLifetimes } from './key-lifetimes.service.js';
import { KeyMails } from './key-mails.service.js';
import { KeyOwners } from './key-owners.service.js';
import { KeyReach } from './key-reach.service.js';
import { KeyRevealsController } from './key-reveals.controller.js';
import { KeyReveals } from './key-reveals.service.js';
import { ReminderJob } from './reminder.job.js';

const REMINDER_SECONDS = 3600;

/** Programs in a tenant: issue, edit, revoke, re-activate, delete, expire. */
@Module({
  imports: [
    TypeOrmModule.forFeature([ApiKey, ApiKeyPredecessor]),
    AuditModule,
    ChangesModule,
    IdempotencyModule,
    LimitsModule,
    MailModule,
    RecoverableKeysModule,
    TenantsModule,
    UsersModule,
  ],
  controllers: [ApiKeysController, KeyLeaksController, KeyRevealsController],
  providers: [
    ApiKeysRepository,
    ApiKeysService,
    ApiKeyIssuer,
    ApiKeyList,
    ApiKeyAnswers,
    KeyLifetimes,
    KeyOwners,
    ExpiryJob,
    KeyLeaks,
    KeyLetters,
    KeyMails,
    KeyReach,
    KeyReveals,
    ReminderJob,
  ],
})
export class ApiKeysModule implements OnApplicationBootstrap {
  constructor(
    private readonly jobs: PeriodicJobs,
    private readonly expiry: ExpiryJob,
    private readonly reminders: ReminderJob,
    private readonly config: ConfigService,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.jobs.every(this.config.settings.LATCHKEY_EXPIRY_JOB_SECONDS, 'expire-api-keys', () =>
      this.expiry.expire(this.clock.now()),
    );
    if (this.config.settings.LATCHKEY_KEY_REMINDER_DAYS > 0)
      this.jobs.every(REMINDER_SECONDS, 'remind-of-api-keys', () => this.reminders.remind(this.clock.now()));
  }
}
