import { Module } from '@nestjs/common';
import type { OnApplicationBootstrap } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { PeriodicJobs } from '#jobs';
import { Clock } from '#time';
import { AuditModule } from '../audit/audit.module.js';
import { ChangesModule } from '../changes/changes.module.js';
import { IdempotencyModule } from '../idempotency/idempotency.module.js';
import { LockoutsModule } from '../lockouts/lockouts.module.js';
import { MailModule } from '../mail/mail.module.js';
import { RolesModule } from '../roles/roles.module.js';
import { TenantsModule } from '../tenants/tenants.module.js';
import { AccountLetters } from './account-letters.service.js';
import { AccountsService } from './accounts.service.js';
import { DirectoryService } from './directory.service.js';
import { FoundingController } from './founding.controller.js';
import { FoundingService } from './founding.service.js';
import { PasswordLinksService } from './password-links.service.js';
import { PasswordReminders } from './password-reminders.job.js';
import { ProjectsController } from './projects.controller.js';
import { UserAnswers } from './user.answer.js';
import { UserList } from './user-list.service.js';
import { UserPatches } from './user-patch.service.js';
import { UserLocksController } from './user-locks.controller.js';
import { UserLocksService } from './user-locks.service.js';
import { UserRolesController } from './user-roles.controller.js';
import { UserSearchController } from './user-search.controller.js';
import { UserChanges } from './user-changes.service.js';
import { UserStateService } from './user-state.service.js';
import { User } from './user.entity.js';
import { UsersController } from './users.controller.js';
import { UsersRepository } from './users.repository.js';
import { UsersService } from './users.service.js';

const REMINDER_SECONDS = 3600;

/** The people of a tenant: rows, passwords, activation, state. */
@Module({
  imports: [
    TypeOrmModule.forFeature([User]),
    AuditModule,
    ChangesModule,
    IdempotencyModule,
    LockoutsModule,
    MailModule,
    TenantsModule,
    RolesModule,
  ],
  controllers: [
    UserSearchController,
    UsersController,
    UserLocksController,
    UserRolesController,
    FoundingController,
    ProjectsController,
  ],
  providers: [
    UsersRepository,
    UsersService,
    DirectoryService,
    AccountLetters,
    AccountsService,
    FoundingService,
    PasswordLinksService,
    PasswordReminders,
    UserAnswers,
    UserList,
    UserPatches,
    UserChanges,
    UserLocksService,
    UserStateService,
  ],
  exports: [UsersService, DirectoryService, AccountsService, FoundingService, PasswordLinksService],
})
export class UsersModule implements OnApplicationBootstrap {
  constructor(
    private readonly jobs: PeriodicJobs,
    private readonly reminders: PasswordReminders,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.jobs.every(REMINDER_SECONDS, 'remind-of-passwords', () => this.reminders.remind(this.clock.now()));
  }
}
