import { Injectable } from '@nestjs/common';
import { Transactions } from '#persistence';
import type { Transaction } from '#persistence';
import { MasterKey } from '#secrets';
import { AuditChainsRepository } from './audit-chains.repository.js';
import type { AuditEntry } from './audit-entry.entity.js';
import { NO_TENANT_CHAIN } from './audit-seal.entity.js';
import type { AuditSeal } from './audit-seal.entity.js';
import { baseProofOf, digestOf, macOf } from './chain.rules.js';

const LINKS_AT_ONCE = 1000;

/**
 * Chains the entries of each organisation: each link says, with a key that is not in the database, what its entry and the link before it
 * say. Whoever can write to the database but does not have the key cannot change, remove, insert or swap entries unseen.
 */
@Injectable()
export class AuditChains {
  private readonly waiting = new WeakMap<Transaction, AuditEntry[]>();

  constructor(
    private readonly chains: AuditChainsRepository,
    private readonly transactions: Transactions,
    private readonly masterKey: MasterKey,
  ) {}

  /** Links an entry as the last part of its transaction: everybody else who writes to the same chain waits from then on until its end. */
  add(tx: Transaction, entry: AuditEntry): void {
    const waiting = this.waiting.get(tx);
    if (waiting) {
      waiting.push(entry);
      return;
    }
    const entries = [entry];
    this.waiting.set(tx, entries);
    this.transactions.beforeCommit(() => this.link(tx, entries));
  }

  /** Takes away the first links of a chain whose entries were deleted because they are from before this instant. */
  async forget(chain: string, before: Date): Promise<void> {
    for (let count = LINKS_AT_ONCE; count === LINKS_AT_ONCE;)
      count = await this.transactions.run((tx) => this.forgetSome(tx, chain, before));
  }

  private async link(tx: Transaction, entries: AuditEntry[]): Promise<void> {
    const byChain = new Map<string, AuditEntry[]>();
    for (const entry of entries) {
      const chain = chainOf(entry);
      byChain.set(chain, [...(byChain.get(chain) ?? []), entry]);
    }
    // in one order, so that two transactions that write to the same chains do not wait for each other
    for (const chain of [...byChain.keys()].toSorted())
      await this.linkTo(tx, chain, byChain.get(chain) ?? []);
  }

  private async linkTo(tx: Transaction, chain: string, entries: AuditEntry[]): Promise<void> {
    let { seq, mac } = await this.chains.take(tx, chain);
    const seals: AuditSeal[] = entries.map((entry) => {
      const link = { chain, seq: ++seq, entryUid: entry.uid, at: entry.at, digest: digestOf(entry) };
      mac = macOf(this.masterKey, link, mac);
      return { ...link, mac };
    });
    await this.chains.append(tx, seals, seals.at(-1) as AuditSeal);
  }

  private async forgetSome(tx: Transaction, chain: string, before: Date): Promise<number> {
    await this.chains.take(tx, chain);
    const links = await this.chains.first(tx, chain, LINKS_AT_ONCE);
    // what is gone before its time was deleted by somebody else: it is left to be found
    const kept = links.findIndex(({ isGone, at }) => !isGone || at >= before);
    const last = kept < 0 ? links.at(-1) : links[kept - 1];
    if (!last) return 0;
    const baseProof = baseProofOf(this.masterKey, chain, last.seq, last.mac);
    await this.chains.moveBase(tx, { chain, baseSeq: last.seq, baseMac: last.mac, baseProof });
    return kept < 0 ? links.length : kept;
  }
}

/** @returns the chain that an entry belongs to. */
export function chainOf({ tenantUid }: Pick<AuditEntry, 'tenantUid'>): string {
  return tenantUid ?? NO_TENANT_CHAIN;
}
