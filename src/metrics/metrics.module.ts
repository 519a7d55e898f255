import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { ChangesModule } from '../changes/changes.module.js';
import { CrossTenantModule } from '../cross-tenant/cross-tenant.module.js';
import { LimitsModule } from '../limits/limits.module.js';
import { MailModule } from '../mail/mail.module.js';
import { JobRuns } from './job-runs.service.js';
import { MetricsController } from './metrics.controller.js';
import { Metrics } from './metrics.service.js';
import { RequestCounts } from './request-counts.service.js';
import { VerificationCounts } from './verification-counts.service.js';

/** Counts what happens, and shows it to Prometheus. */
@Module({
  imports: [AuthModule, ChangesModule, CrossTenantModule, LimitsModule, MailModule],
  controllers: [MetricsController],
  providers: [JobRuns, Metrics, RequestCounts, VerificationCounts],
  exports: [RequestCounts, VerificationCounts],
})
export class MetricsModule {}
