import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { HeldRolesService } from './held-roles.service.js';
import { RoleAssignment } from './role-assignment.entity.js';
import { RoleAssignmentsRepository } from './role-assignments.repository.js';
import { Role } from './role.entity.js';
import { RolesRepository } from './roles.repository.js';

/** Built-in and custom roles, made of permissions, and who holds them. */
@Module({
  imports: [TypeOrmModule.forFeature([Role, RoleAssignment])],
  providers: [RolesRepository, RoleAssignmentsRepository, HeldRolesService],
  exports: [HeldRolesService],
})
export class RolesModule {}
