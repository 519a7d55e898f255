import { Column, Entity, ForeignKey, Index } from 'typeorm';
import type { Permission } from '#access';
import { PrimaryUidColumn, TextColumn, TextMapColumn, TimeColumn, UidColumn } from '#persistence';

/** Where a role counts, in the words of existing clients. There are no projects here. */
export type RoleScope = 'tenant' | 'project' | 'resource';

/** A role that a tenant made for itself. The built-in ones are no rows. */
@Entity('roles')
@Index('ix_roles_name', ['tenantUid', 'nameFolded'], { unique: true })
@ForeignKey('Tenant', ['tenantUid'], ['uid'], {
  name: 'fk_roles_tenant',
  onDelete: 'CASCADE',
  onUpdate: 'NO ACTION',
})
export class Role {
  @PrimaryUidColumn() uid: string;
  @UidColumn() tenantUid: string;
  @TextColumn(128) name: string;
  /** As it is compared: NFKC, lower case. */
  @TextColumn(256) nameFolded: string;
  @TextMapColumn() annotations: Record<string, string>;
  @TextMapColumn() labels: Record<string, string>;
  /** Only roles of scope `tenant` can be given; the others are kept for clients that make them. */
  @TextColumn(16) scope: RoleScope;
  /** What it allows inside its tenant, as JSON. */
  @Column({ type: 'simple-json' }) permissions: Permission[];
  @TimeColumn() createdAt: Date;
  @TimeColumn() modifiedAt: Date;
}
