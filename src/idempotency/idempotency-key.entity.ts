import { Entity, Index, PrimaryColumn } from 'typeorm';
import { TextColumn, TimeColumn, UidColumn } from '#persistence';

/** Remembers what a request with the header `Idempotency-Key` made; never the secret that it answered. */
@Entity('idempotency_keys')
@Index('ix_idempotency_keys_created', ['createdAt'])
export class IdempotencyKey {
  /** Hex SHA-256 of caller, operation and the client's key. */
  @PrimaryColumn({ type: 'varchar', length: 64 }) digest: string;
  /** Hex SHA-256 of the body, so that another one under the same key is noticed. */
  @TextColumn(64) fingerprint: string;
  @UidColumn() resourceUid: string;
  @UidColumn() auditUid: string;
  @TimeColumn() createdAt: Date;
}
