import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { hasRowLocks } from '#persistence';
import type { Transaction } from '#persistence';
import { AuditChain, AuditSeal } from './audit-seal.entity.js';

/** A link, and whether its entry is gone. */
export type OldLink = Pick<AuditSeal, 'seq' | 'mac' | 'at'> & { isGone: boolean };

/** The links of all chains. */
@Injectable()
export class AuditChainsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Takes the end of a chain until the transaction ends: whoever adds to the same chain waits. One statement, and two more at its beginning. */
  async take(tx: Transaction, chain: string): Promise<AuditChain> {
    const row = await this.lock(tx, chain);
    if (row) return row;
    await this.begin(tx, chain);
    return (await this.lock(tx, chain)) as AuditChain;
  }

  async append(tx: Transaction, seals: AuditSeal[], { chain, seq, mac }: AuditSeal): Promise<void> {
    await tx.insert(AuditSeal, seals);
    await tx.update(AuditChain, { chain }, { seq, mac });
  }

  /** The first links of a chain that are still there, in their order. */
  async first(tx: Transaction, chain: string, limit: number): Promise<OldLink[]> {
    const rows = await tx
      .createQueryBuilder(AuditSeal, 's')
      .select(['s.chain', 's.seq', 's.mac', 's.at', 's.entryUid', 's.digest'])
      .addSelect('e.uid', 'found')
      .leftJoin('AuditEntry', 'e', 'e.uid = s.entryUid')
      .where('s.chain = :chain', { chain })
      .orderBy('s.seq')
      .limit(limit)
      .getRawAndEntities<{ found: string | null }>();
    return rows.entities.map(({ seq, mac, at }, row) => ({
      seq,
      mac,
      at,
      isGone: rows.raw[row]?.found === null,
    }));
  }

  async moveBase(
    tx: Transaction,
    base: Pick<AuditChain, 'chain' | 'baseSeq' | 'baseMac' | 'baseProof'>,
  ): Promise<void> {
    const { chain, ...columns } = base;
    await tx.update(AuditChain, { chain }, columns);
    await tx
      .createQueryBuilder()
      .delete()
      .from(AuditSeal)
      .where('chain = :chain AND seq <= :seq', { chain, seq: base.baseSeq })
      .execute();
  }

  private lock(tx: Transaction, chain: string): Promise<AuditChain | null> {
    return tx.findOne(AuditChain, {
      where: { chain },
      ...(hasRowLocks(this.dataSource) && { lock: { mode: 'pessimistic_write' as const } }),
    });
  }

  /** Nothing is changed when somebody else was faster. */
  private async begin(tx: Transaction, chain: string): Promise<void> {
    const isThere = hasRowLocks(this.dataSource)
      ? 'ON DUPLICATE KEY UPDATE seq = seq'
      : 'ON CONFLICT (chain) DO NOTHING';
    await tx.query(
      `INSERT INTO audit_chains (chain, seq, mac, base_seq, base_mac, base_proof) VALUES (?, 0, '', 0, '', '') ${isThere}`,
      [chain],
    );
  }
}
