import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit/audit.module.js';
import { RolesModule } from '../roles/roles.module.js';
import { TenantsModule } from '../tenants/tenants.module.js';
import { AccountsService } from './accounts.service.js';
import { DirectoryService } from './directory.service.js';
import { FoundingController } from './founding.controller.js';
import { FoundingService } from './founding.service.js';
import { PasswordLinksService } from './password-links.service.js';
import { ProjectsController } from './projects.controller.js';
import { UserAnswers } from './user.answer.js';
import { UserChanges } from './user-changes.service.js';
import { User } from './user.entity.js';
import { UsersController } from './users.controller.js';
import { UsersRepository } from './users.repository.js';
import { UsersService } from './users.service.js';

/** The people of a tenant: rows, passwords, activation, state. */
@Module({
  imports: [TypeOrmModule.forFeature([User]), AuditModule, TenantsModule, RolesModule],
  controllers: [UsersController, FoundingController, ProjectsController],
  providers: [
    UsersRepository,
    UsersService,
    DirectoryService,
    AccountsService,
    FoundingService,
    PasswordLinksService,
    UserAnswers,
    UserChanges,
  ],
  exports: [UsersService, DirectoryService, AccountsService, FoundingService, PasswordLinksService],
})
export class UsersModule {}
