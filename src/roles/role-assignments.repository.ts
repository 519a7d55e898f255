import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import type { Transaction } from '#persistence';
import { ChangeLog } from '../changes/change-log.service.js';
import { RoleAssignment } from './role-assignment.entity.js';
import type { Role } from './role.entity.js';

/** An assignment with its role; null for a built-in one. */
export type AssignedRole = RoleAssignment & { role: Role | null };

@Injectable()
export class RoleAssignmentsRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly changes: ChangeLog,
  ) {}

  /** What these people hold: one query over two primary keys. */
  async of(userUids: string[], tx?: Transaction): Promise<AssignedRole[]> {
    if (userUids.length === 0) return [];
    return (await (tx ?? this.dataSource.manager)
      .createQueryBuilder(RoleAssignment, 'a')
      .leftJoinAndMapOne('a.role', 'Role', 'r', 'r.uid = a.roleUid AND r.tenantUid = a.tenantUid')
      .where('a.userUid IN (:...userUids)', { userUids })
      .getMany()) as AssignedRole[];
  }

  async add(tx: Transaction, assignments: RoleAssignment[]): Promise<void> {
    if (assignments.length === 0) return;
    await tx.insert(RoleAssignment, assignments);
    for (const userUid of new Set(assignments.map((assignment) => assignment.userUid)))
      this.changes.note(tx, `user:${userUid}`);
  }

  async remove(tx: Transaction, userUid: string, roleUids: string[]): Promise<void> {
    if (roleUids.length === 0) return;
    await tx.delete(RoleAssignment, { userUid, roleUid: In(roleUids) });
    this.changes.note(tx, `user:${userUid}`);
  }

  /** @returns how many people hold a role, over the index (tenant, role, user). */
  holders(tx: Transaction, tenantUid: string, roleUid: string): Promise<number> {
    return tx.countBy(RoleAssignment, { tenantUid, roleUid });
  }

  /** Takes a role from everybody. */
  async removeFromAll(tx: Transaction, tenantUid: string, roleUid: string): Promise<void> {
    await tx.delete(RoleAssignment, { tenantUid, roleUid });
    this.changes.note(tx, `tenant:${tenantUid}`);
  }
}
