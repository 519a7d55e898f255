import type { MasterKey } from '#secrets';
import type { AuditEntry } from './audit-entry.entity.js';
import type { AuditChain, AuditSeal } from './audit-seal.entity.js';
import { chainOf } from './audit-chains.service.js';
import type { ChainCheckRepository } from './chain-check.repository.js';
import { baseProofOf, BEGINNING, digestOf, macOf } from './chain.rules.js';

import type { ChainHead } from './chain-check.repository.js';

/** Something that this service did not leave as it is. */
export interface Finding {
  chain: string;
  what: string;
}

/** Told of each thing that is found, and of how many links were looked at so far. */
export interface CheckListener {
  found(finding: Finding): void;
  checked?(links: number): void;
}

/**
 * Looks whether every entry is there as it was written, and no other. It reads only, and the service may go on writing meanwhile: whatever
 * is new by then is looked at the next time.
 */
export class ChainCheck {
  private links = 0;

  /** @param purgedBefore entries from before this instant may have been deleted; null when none may. */
  constructor(
    private readonly stored: ChainCheckRepository,
    private readonly masterKey: MasterKey,
    private readonly purgedBefore: Date | null,
    private readonly listener: CheckListener,
  ) {}

  /** @param heads that were exported before: without them a chain whose end was cut off cleanly looks like one that ended there. */
  async run(heads: readonly ChainHead[] = []): Promise<{ chains: number; links: number }> {
    const chains = await this.stored.chains();
    for (const chain of chains) await this.walk(chain);
    for (const head of heads) await this.compare(head);
    await this.findUnlinked();
    return { chains: chains.length, links: this.links };
  }

  private async walk(chain: string): Promise<void> {
    const row = await this.stored.row(chain);
    if (!row) this.found(chain, 'the record of where it ends is gone');
    let { seq, mac } = this.startOf(row);
    /** What the record of the end says, once the walk is there. */
    let macAtEnd = seq === row?.seq ? mac : undefined;
    for (;;) {
      const seals = await this.stored.sealsAfter(chain, seq);
      if (seals.length === 0) break;
      const entries = await this.stored.entriesOf(seals);
      for (const seal of seals) {
        const before = seal.seq === seq + 1 ? mac : await this.macBefore(seal, seq);
        if (before !== undefined && macOf(this.masterKey, seal, before) !== seal.mac)
          this.found(chain, `link ${seal.seq} was changed, or does not follow the one before`);
        this.checkEntry(seal, entries.get(seal.entryUid));
        ({ seq, mac } = seal);
        if (seq === row?.seq) macAtEnd = mac;
      }
      this.links += seals.length;
      this.listener.checked?.(this.links);
    }
    await this.checkEnd(chain, row, seq, macAtEnd);
  }

  /** @returns what a link follows whose forerunner is not there: the beginning, when that was moved meanwhile; else undefined. */
  private async macBefore({ chain, seq }: AuditSeal, last: number): Promise<string | undefined> {
    const base = this.startOf(await this.stored.row(chain));
    if (base.seq === seq - 1) return base.mac;
    this.found(chain, `links ${last + 1} to ${seq - 1} were removed`);
    return undefined;
  }

  private startOf(row: AuditChain | null): { seq: number; mac: string } {
    if (!row || row.baseSeq === 0) return { seq: 0, mac: BEGINNING };
    const { chain, baseSeq, baseMac, baseProof } = row;
    if (baseProofOf(this.masterKey, chain, baseSeq, baseMac) !== baseProof)
      this.found(chain, `its beginning was moved to link ${baseSeq} by somebody else`);
    return { seq: baseSeq, mac: baseMac };
  }

  private checkEntry({ chain, seq, entryUid, at, digest }: AuditSeal, entry: AuditEntry | undefined): void {
    if (!entry) {
      const isOld = this.purgedBefore !== null && at < this.purgedBefore;
      if (!isOld) this.found(chain, `entry ${entryUid} (link ${seq}) was removed`);
    } else if (digestOf(entry) !== digest)
      this.found(chain, `entry ${entryUid} (link ${seq}) was changed after it was written`);
  }

  private async checkEnd(
    chain: string,
    row: AuditChain | null,
    seq: number,
    macAtEnd: string | undefined,
  ): Promise<void> {
    if (!row) return;
    if (seq < row.seq) this.found(chain, `links ${seq + 1} to ${row.seq} were removed from its end`);
    else if (macAtEnd !== row.mac) this.found(chain, 'the record of where it ends was changed');
    const now = await this.stored.row(chain);
    if (now && now.seq < seq)
      this.found(chain, `the record of where it ends was set back to link ${now.seq}`);
  }

  private async compare({ chain, seq, mac }: ChainHead): Promise<void> {
    const row = await this.stored.row(chain);
    if (row && row.baseSeq > seq) return; // deleted since, because it was old
    const known =
      seq === (row?.baseSeq ?? 0) ? (row?.baseMac ?? BEGINNING) : (await this.stored.seal(chain, seq))?.mac;
    if (known === undefined) this.found(chain, `it once reached link ${seq}, which is not there any more`);
    else if (known !== mac) this.found(chain, `link ${seq} is another one than when its head was exported`);
  }

  private async findUnlinked(): Promise<void> {
    for (const entry of await this.stored.unlinked())
      this.found(chainOf(entry), `entry ${entry.uid} is in no chain: it was written by somebody else`);
  }

  private found(chain: string, what: string): void {
    this.listener.found({ chain, what });
  }
}
