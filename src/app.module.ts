import { Global, Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { PeriodicJobs } from '#jobs';
import { ApiKeysModule } from './api-keys/api-keys.module.js';
import { AuditModule } from './audit/audit.module.js';
import { AuthModule } from './auth/auth.module.js';
import { ChangesModule } from './changes/changes.module.js';
import { ConfigModule } from './config/config.module.js';
import type { ConfigService } from './config/config.service.js';
import { CrossTenantModule } from './cross-tenant/cross-tenant.module.js';
import { DatabaseModule } from './database/database.module.js';
import { HealthModule } from './health/health.module.js';
import { IdempotencyModule } from './idempotency/idempotency.module.js';
import { KeyUsesModule } from './key-uses/key-uses.module.js';
import { LimitsModule } from './limits/limits.module.js';
import { LockoutsModule } from './lockouts/lockouts.module.js';
import { MailModule } from './mail/mail.module.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { OAuthModule } from './oauth/oauth.module.js';
import { RecoverableKeysModule } from './recoverable-keys/recoverable-keys.module.js';
import { RolesModule } from './roles/roles.module.js';
import { SetupModule } from './setup/setup.module.js';
import { TenantsModule } from './tenants/tenants.module.js';
import { UsersModule } from './users/users.module.js';
import { VerificationModule } from './verification/verification.module.js';

@Global()
@Module({ imports: [ScheduleModule.forRoot()], providers: [PeriodicJobs], exports: [PeriodicJobs] })
class JobsModule {}

/** The list of rooms. */
@Module({
  imports: [
    JobsModule,
    DatabaseModule,
    AuditModule,
    ChangesModule,
    CrossTenantModule,
    IdempotencyModule,
    KeyUsesModule,
    LimitsModule,
    LockoutsModule,
    MailModule,
    RecoverableKeysModule,
    TenantsModule,
    RolesModule,
    UsersModule,
    ApiKeysModule,
    AuthModule,
    MetricsModule,
    VerificationModule,
    OAuthModule,
    SetupModule,
    HealthModule,
  ],
})
export class AppModule {
  static with(config: ConfigService): DynamicModule {
    return { module: AppModule, imports: [ConfigModule.with(config)] };
  }
}
