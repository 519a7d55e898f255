import { Column, Entity, Index } from 'typeorm';
import { PrimaryUidColumn, TextColumn, TimeColumn, UidColumn } from '#persistence';

/** Who did what to whom, when and from where. Written once, in the transaction of the change; never changed. */
@Entity('audit_entries')
@Index('ix_audit_tenant', ['tenantUid', 'at', 'uid'])
@Index('ix_audit_actor_covering', ['tenantUid', 'actorUid', 'at', 'uid', 'resourceKind', 'actionType'])
@Index('ix_audit_resource_covering', [
  'tenantUid',
  'resourceUid',
  'at',
  'uid',
  'actorUid',
  'resourceKind',
  'actionType',
])
@Index('ix_audit_kind', ['tenantUid', 'resourceKind', 'at', 'uid'])
@Index('ix_audit_type', ['tenantUid', 'actionType', 'at', 'uid'])
@Index('ix_audit_kind_type', ['tenantUid', 'resourceKind', 'actionType', 'at', 'uid'])
@Index('ix_audit_at', ['at', 'uid'])
export class AuditEntry {
  @PrimaryUidColumn() uid: string;
  /** Null when nobody can say whose it is, such as a login with an unknown e-mail address. */
  @UidColumn({ nullable: true }) tenantUid: string | null;
  @TimeColumn() at: Date;
  @TextColumn(16) actorType: 'user' | 'system';
  @UidColumn({ nullable: true }) actorUid: string | null;
  @TextColumn(254) actorEmailId: string;
  /** `token`, `apiKey`, or empty when there was no credential. */
  @TextColumn(16) credentialKind: string;
  /** The session's or the key's uid. */
  @UidColumn({ nullable: true }) credentialUid: string | null;
  /** The stable name of what happened, such as `apiKey.revoke`. */
  @TextColumn(64) action: string;
  @TextColumn(16) actionType: 'create' | 'update' | 'delete' | 'action';
  @TextColumn(32) resourceKind: string;
  @UidColumn({ nullable: true }) resourceUid: string | null;
  @TextColumn(254) resourceName: string;
  /** One sentence for people. */
  @Column({ type: 'text' }) message: string;
  @TextColumn(64) ip: string;
  @TextColumn(64) requestId: string;
}
