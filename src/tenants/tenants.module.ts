import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit/audit.module.js';
import { SystemSettings } from './system-settings.entity.js';
import { TenantSettings } from './tenant-settings.entity.js';
import { Tenant } from './tenant.entity.js';
import { TenantsController } from './tenants.controller.js';
import { TenantsRepository } from './tenants.repository.js';
import { TenantsService } from './tenants.service.js';

/** The outer wall of all data. */
@Module({
  imports: [TypeOrmModule.forFeature([Tenant, TenantSettings, SystemSettings]), AuditModule],
  controllers: [TenantsController],
  providers: [TenantsRepository, TenantsService],
  exports: [TenantsService],
})
export class TenantsModule {}
