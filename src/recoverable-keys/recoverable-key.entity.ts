import { Entity, ForeignKey, Index } from 'typeorm';
import { PrimaryUidColumn, TextColumn, UidColumn } from '#persistence';

/**
 * The present value of a key that may be shown again. Apart from the key, so that whoever reads keys, to judge or to list them, does not read it
 * along; deleted with the key.
 */
@Entity('recoverable_api_keys')
@Index('ix_recoverable_api_keys_tenant', ['tenantUid', 'keyUid'])
@ForeignKey('ApiKey', ['keyUid'], ['uid'], {
  name: 'fk_recoverable_api_keys_key',
  onDelete: 'CASCADE',
  onUpdate: 'NO ACTION',
})
export class RecoverableKey {
  @PrimaryUidColumn() keyUid: string;
  @UidColumn() tenantUid: string;
  /** Sealed under the master key; read by nobody who does not ask for it by name. */
  @TextColumn(128, { select: false }) sealedValue: string;
}
