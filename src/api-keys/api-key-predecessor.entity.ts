import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { TextColumn, TimeColumn, UidColumn } from '#persistence';

/** A value that a key had before it was rotated. It is gone like any value: only a digest is left, and what may be displayed. */
@Entity('api_key_predecessors')
@Index('ix_api_key_predecessors_key', ['keyUid', 'replacedAt'])
@ForeignKey('ApiKey', ['keyUid'], ['uid'], {
  name: 'fk_api_key_predecessors_key',
  onDelete: 'CASCADE',
  onUpdate: 'NO ACTION',
})
export class ApiKeyPredecessor {
  /** Hex SHA-256 of the value. */
  @PrimaryColumn({ type: 'varchar', length: 64 }) digest: string;
  @UidColumn() keyUid: string;
  @TextColumn(8) start: string;
  @TextColumn(4) lastFour: string;
  @TimeColumn() replacedAt: Date;
  /** The instant from which it is as unknown as any other; never later than the key's own expiry at that time. */
  @TimeColumn() validUntil: Date;
  /** When it was first used after that; null while it was not. */
  @TimeColumn({ nullable: true }) usedAfterAt: Date | null;
}
