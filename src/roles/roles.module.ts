import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit/audit.module.js';
import { ChangesModule } from '../changes/changes.module.js';
import { IdempotencyModule } from '../idempotency/idempotency.module.js';
import { TenantsModule } from '../tenants/tenants.module.js';
import { HeldRolesService } from './held-roles.service.js';
import { RoleAssignment } from './role-assignment.entity.js';
import { RoleAssignmentsRepository } from './role-assignments.repository.js';
import { PermissionsController } from './permissions.controller.js';
import { RoleList } from './role-list.service.js';
import { Role } from './role.entity.js';
import { RolesController } from './roles.controller.js';
import { RolesRepository } from './roles.repository.js';
import { RolesService } from './roles.service.js';

/** Built-in and custom roles, made of permissions, and who holds them. */
@Module({
  imports: [
    TypeOrmModule.forFeature([Role, RoleAssignment]),
    AuditModule,
    ChangesModule,
    IdempotencyModule,
    TenantsModule,
  ],
  controllers: [RolesController, PermissionsController],
  providers: [RolesRepository, RoleAssignmentsRepository, HeldRolesService, RoleList, RolesService],
  exports: [HeldRolesService],
})
export class RolesModule {}
