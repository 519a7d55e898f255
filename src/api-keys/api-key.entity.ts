import { Entity, ForeignKey, Index } from 'typeorm';
import { FlagColumn, PrimaryUidColumn, TextColumn, TextMapColumn, TimeColumn, UidColumn } from '#persistence';

/** A key that a program sends. Its value is not here: only a digest and what may be displayed. */
@Entity('api_keys')
@Index('ix_api_keys_digest', ['digest'], { unique: true })
@Index('ix_api_keys_tenant', ['tenantUid', 'uid'])
@Index('ix_api_keys_tenant_owner', ['tenantUid', 'userUid', 'uid'])
@Index('ix_api_keys_tenant_expiry', ['tenantUid', 'expiry', 'uid'])
@Index('ix_api_keys_tenant_name', ['tenantUid', 'nameFolded', 'uid'])
@Index('ix_api_keys_owner', ['userUid', 'uid'])
@Index('ix_api_keys_due', ['expiredAt', 'expiry'])
@Index('ix_api_keys_reminder', ['remindedAt', 'expiry'])
@ForeignKey('User', ['userUid'], ['uid'], {
  name: 'fk_api_keys_user',
  onDelete: 'CASCADE',
  onUpdate: 'NO ACTION',
})
export class ApiKey {
  @PrimaryUidColumn() uid: string;
  @UidColumn() tenantUid: string;
  /** The owner: the key can do what they can do. Never changes. */
  @UidColumn() userUid: string;
  /** Who made it: the owner, or an administrator for them. */
  @UidColumn() createdByUid: string;
  @TextColumn(128) name: string;
  /** As it is searched and sorted: NFKC, lower case. */
  @TextColumn(256) nameFolded: string;
  /** Free texts; `description` is one of them. */
  @TextMapColumn() annotations: Record<string, string>;
  @TextMapColumn() labels: Record<string, string>;
  /** Hex SHA-256 of the value. */
  @TextColumn(64) digest: string;
  /** The first seven characters, prefix included. */
  @TextColumn(8) start: string;
  @TextColumn(4) lastFour: string;
  /** The instant from which the key is refused. */
  @TimeColumn() expiry: Date;
  /** What a person switched: false after a revoke. Says nothing about expiry. */
  @FlagColumn() isActive: boolean;
  /** When the job noticed that the key had expired; null before. Nothing is decided by it. */
  @TimeColumn({ nullable: true }) expiredAt: Date | null;
  /** When its owner was told that it is about to expire, or need not be told; null before, and again with a new expiry. */
  @TimeColumn({ nullable: true }) remindedAt: Date | null;
  /** When somebody showed that its value had leaked: it never counts again. */
  @TimeColumn({ nullable: true }) leakedAt: Date | null;
  @TimeColumn() createdAt: Date;
  @TimeColumn() modifiedAt: Date;
}
