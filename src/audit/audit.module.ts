import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditEntry } from './audit-entry.entity.js';
import { AuditNote } from './audit-note.entity.js';
import { AuditNotesRepository } from './audit-notes.repository.js';
import { AuditNotesService } from './audit-notes.service.js';
import { AuditRepository } from './audit.repository.js';
import { AuditService } from './audit.service.js';
import { AuditsController } from './audits.controller.js';

/** Who did what: append-only entries, written in the transaction of the change. */
@Module({
  imports: [TypeOrmModule.forFeature([AuditEntry, AuditNote])],
  controllers: [AuditsController],
  providers: [AuditRepository, AuditService, AuditNotesRepository, AuditNotesService],
  exports: [AuditService],
})
export class AuditModule {}
