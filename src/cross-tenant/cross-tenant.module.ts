import { Module } from '@nestjs/common';
import type { OnApplicationBootstrap } from '@nestjs/common';
import { PeriodicJobs } from '#jobs';
import { AuditModule } from '../audit/audit.module.js';
import { CrossTenantTries } from './cross-tenant-tries.service.js';
import { OwnersRepository } from './owners.repository.js';

const RECORD_SECONDS = 10;

/** Who asks for what belongs to another organisation. */
@Module({
  imports: [AuditModule],
  providers: [CrossTenantTries, OwnersRepository],
  exports: [CrossTenantTries],
})
export class CrossTenantModule implements OnApplicationBootstrap {
  constructor(
    private readonly jobs: PeriodicJobs,
    private readonly tries: CrossTenantTries,
  ) {}

  onApplicationBootstrap(): void {
    this.jobs.every(RECORD_SECONDS, 'record-cross-tenant-tries', () => this.tries.record());
  }
}
