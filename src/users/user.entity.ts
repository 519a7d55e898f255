import { Column, Entity, ForeignKey, Index } from 'typeorm';
import { FlagColumn, PrimaryUidColumn, TextColumn, TextMapColumn, TimeColumn, UidColumn } from '#persistence';

/** A person in a tenant. The same e-mail address in two tenants is two people. */
@Entity('users')
@Index('ix_users_email_in_tenant', ['tenantUid', 'emailFolded'], { unique: true })
@Index('ix_users_email', ['emailFolded'])
@Index('ix_users_tenant', ['tenantUid', 'uid'])
@Index('ix_users_name', ['tenantUid', 'nameFolded', 'uid'])
@Index('ix_users_password_set', ['tenantUid', 'passwordRemindedAt', 'passwordSetAt'])
@ForeignKey('Tenant', ['tenantUid'], ['uid'], {
  name: 'fk_users_tenant',
  onDelete: 'CASCADE',
  onUpdate: 'NO ACTION',
})
export class User {
  @PrimaryUidColumn() uid: string;
  @UidColumn() tenantUid: string;
  /** As it was typed. */
  @TextColumn(254) emailId: string;
  /** As it is compared: NFKC, lower case. */
  @TextColumn(254) emailFolded: string;
  @TextColumn(128) firstName: string;
  @TextColumn(128) lastName: string;
  /** First and last name, as they are shown. */
  @TextColumn(257, { default: '' }) name: string;
  /** As it is searched and sorted: NFKC, lower case. */
  @TextColumn(256, { default: '' }) nameFolded: string;
  @TextMapColumn() annotations: Record<string, string>;
  @TextMapColumn() labels: Record<string, string>;
  @FlagColumn() isActive: boolean;
  @FlagColumn() isPlatformAdmin: boolean;
  /** A PHC string; null until the account is activated. */
  @TextColumn(255, { nullable: true }) passwordHash: string | null;
  /** When the present password was set; null until there is one. */
  @TimeColumn({ nullable: true }) passwordSetAt: Date | null;
  /** When its owner was told that the present password is about to expire; null before. */
  @TimeColumn({ nullable: true }) passwordRemindedAt: Date | null;
  /** Sessions carry the value they began with; raising it ends them all at once, also those that begin meanwhile. */
  @Column({ type: 'int' }) sessionEpoch: number;
  /** The one open activation or reset link; null when there is none. Links are derived from it, not stored. */
  @TextColumn(36, { nullable: true }) linkNonce: string | null;
  @TimeColumn({ nullable: true }) lastSignInAt: Date | null;
  @TimeColumn() createdAt: Date;
  @TimeColumn() modifiedAt: Date;
}
