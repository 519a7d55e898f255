import { Entity, ForeignKey, Index } from 'typeorm';
import { PrimaryUidColumn, UidColumn } from '#persistence';

/** A role that somebody holds: one of their tenant, or a built-in one, which is no row of any table. */
@Entity('role_assignments')
@Index('ix_role_assignments_role', ['tenantUid', 'roleUid', 'userUid'])
@ForeignKey('User', ['userUid'], ['uid'], {
  name: 'fk_role_assignments_user',
  onDelete: 'CASCADE',
  onUpdate: 'NO ACTION',
})
export class RoleAssignment {
  @PrimaryUidColumn() userUid: string;
  @PrimaryUidColumn() roleUid: string;
  @UidColumn() tenantUid: string;
}
