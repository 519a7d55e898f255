import { Module } from '@nestjs/common';
import type { OnApplicationBootstrap } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { PeriodicJobs } from '#jobs';
import { Clock } from '#time';
import { AuditChainsRepository } from './audit-chains.repository.js';
import { AuditChains } from './audit-chains.service.js';
import { AuditEntry } from './audit-entry.entity.js';
import { AuditNote } from './audit-note.entity.js';
import { AuditNotesRepository } from './audit-notes.repository.js';
import { AuditNotesService } from './audit-notes.service.js';
import { AuditRepository } from './audit.repository.js';
import { AuditRetentionRepository } from './audit-retention.repository.js';
import { AuditChain, AuditSeal } from './audit-seal.entity.js';
import { AuditService } from './audit.service.js';
import { AuditsController } from './audits.controller.js';
import { PurgeJob } from './purge.job.js';

const PURGE_SECONDS = 3600;

/** Who did what: append-only entries, written in the transaction of the change. */
@Module({
  imports: [TypeOrmModule.forFeature([AuditChain, AuditEntry, AuditNote, AuditSeal])],
  controllers: [AuditsController],
  providers: [
    AuditChainsRepository,
    AuditChains,
    AuditRepository,
    AuditService,
    AuditNotesRepository,
    AuditNotesService,
    AuditRetentionRepository,
    PurgeJob,
  ],
  exports: [AuditService],
})
export class AuditModule implements OnApplicationBootstrap {
  constructor(
    private readonly jobs: PeriodicJobs,
    private readonly purge: PurgeJob,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    if (this.purge.isOn)
      this.jobs.every(PURGE_SECONDS, 'purge-audit-entries', () => this.purge.purge(this.clock.now()));
  }
}
