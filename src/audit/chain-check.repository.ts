import { In, MoreThan } from 'typeorm';
import type { DataSource } from 'typeorm';
import { AuditEntry } from './audit-entry.entity.js';
import { AuditChain, AuditSeal } from './audit-seal.entity.js';

const LINKS_AT_ONCE = 1000;
const MOST_UNLINKED = 1000;

/** The tables that a check reads. */
export const CHECKED_ENTITIES = [AuditEntry, AuditChain, AuditSeal];

/** Where a chain ended at some time, to be kept out of reach of whoever can write to the database. */
export type ChainHead = Pick<AuditChain, 'chain' | 'seq' | 'mac'>;

/** What a check of the chains reads; it writes nothing. */
export class ChainCheckRepository {
  constructor(private readonly source: DataSource) {}

  /** @returns where all chains end now. */
  heads(): Promise<ChainHead[]> {
    return this.source.manager.find(AuditChain, {
      select: { chain: true, seq: true, mac: true },
      order: { chain: 'ASC' },
    });
  }

  /** @returns the names of all chains, also of those that only their links tell of. */
  async chains(): Promise<string[]> {
    const rows = await this.source.manager
      .createQueryBuilder(AuditSeal, 's')
      .select('DISTINCT s.chain', 'chain')
      .getRawMany<{ chain: string }>();
    return [...new Set([...rows, ...(await this.heads())].map(({ chain }) => chain))].toSorted();
  }

  row(chain: string): Promise<AuditChain | null> {
    return this.source.manager.findOneBy(AuditChain, { chain });
  }

  seal(chain: string, seq: number): Promise<AuditSeal | null> {
    return this.source.manager.findOneBy(AuditSeal, { chain, seq });
  }

  /** One range of the primary key. */
  sealsAfter(chain: string, seq: number): Promise<AuditSeal[]> {
    return this.source.manager.find(AuditSeal, {
      where: { chain, seq: MoreThan(seq) },
      order: { seq: 'ASC' },
      take: LINKS_AT_ONCE,
    });
  }

  /** @returns the entries that are there, by uid. */
  async entriesOf(seals: AuditSeal[]): Promise<Map<string, AuditEntry>> {
    const uids = seals.map(({ entryUid }) => entryUid);
    const entries = await this.source.manager.findBy(AuditEntry, { uid: In(uids) });
    return new Map(entries.map((entry) => [entry.uid, entry]));
  }

  /** @returns entries without a link: every entry is looked at, with one look at the index of links each. */
  unlinked(): Promise<Pick<AuditEntry, 'uid' | 'tenantUid'>[]> {
    return this.source.manager
      .createQueryBuilder(AuditEntry, 'e')
      .select(['e.uid', 'e.tenantUid'])
      .leftJoin(AuditSeal, 's', 's.entryUid = e.uid')
      .where('s.entryUid IS NULL')
      .limit(MOST_UNLINKED)
      .getMany();
  }
}
