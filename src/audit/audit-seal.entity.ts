import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { TextColumn, TimeColumn, UidColumn } from '#persistence';

/** The chain of what belongs to no organisation. */
export const NO_TENANT_CHAIN = 'none';

/** A link of the chain of one organisation: one for each entry, written with it and never changed. */
@Entity('audit_seals')
@Index('uq_audit_seals_entry', ['entryUid'], { unique: true })
export class AuditSeal {
  /** The organisation's uid, or {@link NO_TENANT_CHAIN}. */
  @PrimaryColumn({ type: 'varchar', length: 36 }) chain: string;
  /** 1, 2, 3 ... without a gap. */
  @PrimaryColumn({ type: 'int' }) seq: number;
  @UidColumn() entryUid: string;
  /** The time of the entry, which outlives it. */
  @TimeColumn() at: Date;
  /** Of everything that the entry says. */
  @TextColumn(64) digest: string;
  /** Of this link and the one before. */
  @TextColumn(43) mac: string;
}

/** Where a chain begins and ends. The beginning moves when old entries are deleted. */
@Entity('audit_chains')
export class AuditChain {
  @PrimaryColumn({ type: 'varchar', length: 36 }) chain: string;
  /** The last link; 0 when there is none. */
  @Column({ type: 'int' }) seq: number;
  @TextColumn(43) mac: string;
  /** The last link that is gone because it was old; 0 when none is. */
  @Column({ type: 'int' }) baseSeq: number;
  @TextColumn(43) baseMac: string;
  /** Says that it was this service that moved the beginning to here. */
  @TextColumn(43) baseProof: string;
}
