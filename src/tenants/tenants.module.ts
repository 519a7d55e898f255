import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit/audit.module.js';
import { ChangesModule } from '../changes/changes.module.js';
import { RecoverableKeysModule } from '../recoverable-keys/recoverable-keys.module.js';
import { SystemSettings } from './system-settings.entity.js';
import { SystemSettingsController } from './system-settings.controller.js';
import { TenantSettingsController } from './tenant-settings.controller.js';
import { TenantSettingsRepository } from './tenant-settings.repository.js';
import { TenantSettingsService } from './tenant-settings.service.js';
import { TenantSettings } from './tenant-settings.entity.js';
import { Tenant } from './tenant.entity.js';
import { TenantsController } from './tenants.controller.js';
import { TenantsRepository } from './tenants.repository.js';
import { TenantsService } from './tenants.service.js';

/** The outer wall of all data. */
@Module({
  imports: [
    TypeOrmModule.forFeature([Tenant, TenantSettings, SystemSettings]),
    AuditModule,
    ChangesModule,
    RecoverableKeysModule,
  ],
  controllers: [TenantsController, TenantSettingsController, SystemSettingsController],
  providers: [TenantsRepository, TenantsService, TenantSettingsRepository, TenantSettingsService],
  exports: [TenantsService, TenantSettingsService],
})
export class TenantsModule {}
