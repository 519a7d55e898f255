import { Injectable } from '@nestjs/common';
import { DataSource, In, IsNull, MoreThan } from 'typeorm';
import type { FindOptionsWhere, SelectQueryBuilder } from 'typeorm';
import { fold, hasRowLocks, readPage, TenantRepository } from '#persistence';
import type { Transaction } from '#persistence';
import { ChangeLog } from '../changes/change-log.service.js';
import type { KeyUse } from '../key-uses/key-use.entity.js';
import type { RecoverableKey } from '../recoverable-keys/recoverable-key.entity.js';
import { ApiKey } from './api-key.entity.js';
import { ApiKeyPredecessor } from './api-key-predecessor.entity.js';
import type { ApiKeyState, Sort } from './api-key.rules.js';

/** What a list is narrowed by; undefined means "any". */
export interface ApiKeyFilter {
  userUid?: string | undefined;
  state?: ApiKeyState | undefined;
  expiresBefore?: Date | undefined;
  /** Part of a name, or of what is displayed of a key. */
  q?: string | undefined;
}

/** A key with its last use, null when it was never used; and that its value is kept, null when it is not. */
export type UsedApiKey = ApiKey & {
  lastUse: KeyUse | null;
  recoverable: Omit<RecoverableKey, 'sealedValue'> | null;
};

/** The sort columns, each with an index (tenant, column, uid); uids are in the order of making. */
const SORT_COLUMNS = { creationTimestamp: null, name: 'nameFolded', expiry: 'expiry' } as const;

/** So many values that a key had before are known; one more, and the oldest is forgotten. */
const MOST_PREDECESSORS = 4;

@Injectable()
export class ApiKeysRepository extends TenantRepository<ApiKey> {
  constructor(
    private readonly source: DataSource,
    private readonly changes: ChangeLog,
  ) {
    super(source, ApiKey);
  }

  /** Over the index (tenant, sort column, uid), or (tenant, owner, uid) for one owner. `q` looks at every key that the rest lets through. */
  page(
    tenantUid: string,
    filter: ApiKeyFilter,
    sort: Sort,
    after: (string | number)[] | undefined,
    limit: number,
    now: Date,
  ): Promise<{ rows: UsedApiKey[]; count: number }> {
    const column = SORT_COLUMNS[sort.replace('-', '') as keyof typeof SORT_COLUMNS];
    const [value, uid] = after ?? [];
    return readPage(withDetails(this.matching(tenantUid, filter, now)), {
      by: column ? [`k.${column}`, 'k.uid'] : ['k.uid'],
      direction: sort.startsWith('-') ? 'DESC' : 'ASC',
      after: after && (column === 'expiry' ? [new Date(Number(value)), uid] : after),
      limit,
    });
  }

  /** A key that the service itself is about to tell its owner of, whosever it is. */
  byUid(uid: string): Promise<ApiKey | null> {
    return this.source.manager.findOneBy(ApiKey, { uid });
  }

  /** One query, over primary keys. */
  findUsed(tenantUid: string, uid: string): Promise<UsedApiKey | null> {
    return withDetails(this.query(tenantUid, 'k').andWhere('k.uid = :uid', { uid })).getOne();
  }

  /** @returns the values that say where this row stands in the sort order. */
  static position(sort: Sort, row: ApiKey): (string | number)[] {
    if (sort.endsWith('name')) return [row.nameFolded, row.uid];
    if (sort.endsWith('expiry')) return [row.expiry.getTime(), row.uid];
    return [row.uid];
  }

  /** Whoever keeps a copy of the key hears of it. */
  override async update(
    tx: Transaction,
    tenantUid: string,
    where: FindOptionsWhere<ApiKey> & { uid: string },
    changes: Partial<ApiKey>,
  ): Promise<boolean> {
    const isUpdated = await super.update(tx, tenantUid, where, changes);
    if (isUpdated && ['isActive', 'expiry', 'digest'].some((column) => column in changes))
      this.changes.note(tx, `apiKey:${where.uid}`);
    return isUpdated;
  }

  /**
   * Gives a locked key another value. The one that it had, and a few before, go on until their ends; when it ends now, so do they.
   * @param shown of the new value.
   */
  async replaceValue(
    tx: Transaction,
    { uid, tenantUid, digest, start, lastFour }: ApiKey,
    shown: Pick<ApiKey, 'digest' | 'start' | 'lastFour'>,
    { now, validUntil }: { now: Date; validUntil: Date },
  ): Promise<void> {
    const order = { replacedAt: 'DESC', digest: 'ASC' } as const;
    const known = await tx.find(ApiKeyPredecessor, { where: { keyUid: uid }, order });
    const forgotten = known.slice(MOST_PREDECESSORS - 1).map((predecessor) => predecessor.digest);
    if (forgotten.length > 0) await tx.delete(ApiKeyPredecessor, { digest: In(forgotten) });
    if (validUntil.getTime() <= now.getTime())
      await tx.update(ApiKeyPredecessor, { keyUid: uid, validUntil: MoreThan(now) }, { validUntil: now });
    const replaced = { digest, keyUid: uid, start, lastFour, replacedAt: now, validUntil, usedAfterAt: null };
    await tx.insert(ApiKeyPredecessor, replaced);
    await this.update(tx, tenantUid, { uid }, { ...shown, modifiedAt: now });
  }

  override async delete(tx: Transaction, tenantUid: string, uid: string): Promise<boolean> {
    const isDeleted = await super.delete(tx, tenantUid, uid);
    if (isDeleted) this.changes.note(tx, `apiKey:${uid}`);
    return isDeleted;
  }

  /** @returns the uids of the key that has this value, and of its tenant, or that had it before and still counts with it; over unique keys. */
  async withValue(digest: string, now: Date): Promise<{ uid: string; tenantUid: string } | null> {
    const { manager } = this.source;
    const select = { uid: true, tenantUid: true } as const;
    const key = await manager.findOne(ApiKey, { select, where: { digest } });
    if (key) return key;
    const former = await manager.findOneBy(ApiKeyPredecessor, { digest, validUntil: MoreThan(now) });
    return former && manager.findOne(ApiKey, { select, where: { uid: former.keyUid } });
  }

  /** @returns true when a tenant, or one of its users, has so many keys or more: that many entries of an index are read, and no row. */
  async hasAsMany(
    tx: Transaction,
    { tenantUid, userUid }: { tenantUid: string; userUid?: string },
    count: number,
  ): Promise<boolean> {
    const query = this.query(tenantUid, 'k', tx).select('k.uid', 'uid');
    if (userUid !== undefined) query.andWhere('k.userUid = :userUid', { userUid });
    const last = await query
      .useIndex(userUid === undefined ? 'ix_api_keys_tenant' : 'ix_api_keys_tenant_owner')
      .orderBy('k.uid')
      .offset(count - 1)
      .limit(1)
      .getRawOne<object>();
    return last !== undefined;
  }

  /** @returns true when a key is due to be marked: one look at the index (expiredAt, expiry). */
  hasDue(now: Date): Promise<boolean> {
    return isAny(this.due(this.source.manager, now));
  }

  /** Takes keys that are due, oldest first, and keeps other instances off them; those that another instance holds are skipped. */
  takeDue(tx: Transaction, now: Date, limit: number): Promise<ApiKey[]> {
    return this.take(this.due(tx, now), limit);
  }

  async markExpired(tx: Transaction, uids: string[], now: Date): Promise<void> {
    await tx.update(ApiKey, { uid: In(uids), expiredAt: IsNull() }, { expiredAt: now });
  }

  /** @returns true when there is a key that expires between these and whose owner was not told: one look at the index (remindedAt, expiry). */
  hasToRemind(now: Date, until: Date): Promise<boolean> {
    return isAny(this.toRemind(this.source.manager, now, until));
  }

  /** Takes such keys as {@link takeDue} does. */
  takeToRemind(tx: Transaction, now: Date, until: Date, limit: number): Promise<ApiKey[]> {
    return this.take(this.toRemind(tx, now, until), limit);
  }

  async markReminded(tx: Transaction, uids: string[], now: Date): Promise<void> {
    await tx.update(ApiKey, { uid: In(uids), remindedAt: IsNull() }, { remindedAt: now });
  }

  private take(query: SelectQueryBuilder<ApiKey>, limit: number): Promise<ApiKey[]> {
    query.limit(limit);
    return (
      hasRowLocks(this.source) ? query.setLock('pessimistic_write').setOnLocked('skip_locked') : query
    ).getMany();
  }

  private due(manager: Transaction, now: Date): SelectQueryBuilder<ApiKey> {
    return manager
      .createQueryBuilder(ApiKey, 'k')
      .where('k.expiredAt IS NULL AND k.expiry <= :now', { now })
      .orderBy('k.expiry');
  }

  private toRemind(manager: Transaction, now: Date, until: Date): SelectQueryBuilder<ApiKey> {
    return manager
      .createQueryBuilder(ApiKey, 'k')
      .where('k.remindedAt IS NULL AND k.expiry > :now AND k.expiry <= :until', { now, until })
      .andWhere('k.isActive = :yes', { yes: true })
      .orderBy('k.expiry');
  }

  private matching(
    tenantUid: string,
    { userUid, state, expiresBefore, q }: ApiKeyFilter,
    now: Date,
  ): SelectQueryBuilder<ApiKey> {
    const query = this.listing(tenantUid, 'k');
    // a server that is not told would walk the keys of the whole tenant beside those of the owner
    if (userUid !== undefined)
      query.andWhere('k.userUid = :userUid', { userUid }).useIndex('ix_api_keys_tenant_owner');
    if (state === 'expired') query.andWhere('k.expiry <= :now', { now });
    else if (state !== undefined)
      query.andWhere('k.expiry > :now AND k.isActive = :isActive', { now, isActive: state === 'active' });
    if (expiresBefore !== undefined) query.andWhere('k.expiry < :expiresBefore', { expiresBefore });
    if (q !== undefined) {
      // fragments are ASCII, and MariaDB refuses to compare their columns with anything else
      const [start = q, lastFour = q] = /^[\x20-\x7e…]+$/.test(q) ? q.split(/\.\.\.|…/) : ['', ''];
      const byFragment =
        lastFour === q
          ? '(k.start = :start OR k.lastFour = :lastFour)'
          : '(k.start = :start AND k.lastFour = :lastFour)';
      query.andWhere(`(INSTR(k.nameFolded, :q) > 0 OR ${byFragment})`, { q: fold(q), start, lastFour });
    }
    return query;
  }
}

async function isAny(query: SelectQueryBuilder<ApiKey>): Promise<boolean> {
  return (await query.limit(1).getOne()) !== null;
}

function withDetails(query: SelectQueryBuilder<ApiKey>): SelectQueryBuilder<UsedApiKey> {
  return query
    .leftJoinAndMapOne('k.lastUse', 'KeyUse', 'u', 'u.keyUid = k.uid')
    .leftJoinAndMapOne(
      'k.recoverable',
      'RecoverableKey',
      'v',
      'v.keyUid = k.uid',
    ) as SelectQueryBuilder<UsedApiKey>;
}
