import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { hasRowLocks } from '#persistence';
import type { Transaction } from '#persistence';
import type { KeyUse } from './key-use.entity.js';

/** A use that is not later than what is there changes nothing. A server assigns from left to right: the time comes last. */
const ON_SERVER = `ON DUPLICATE KEY UPDATE
  way = IF(VALUES(used_at) > used_at, VALUES(way), way),
  ip = IF(VALUES(used_at) > used_at, VALUES(ip), ip),
  used_at = GREATEST(used_at, VALUES(used_at))`;
const EMBEDDED = `ON CONFLICT (key_uid) DO UPDATE
  SET way = excluded.way, ip = excluded.ip, used_at = excluded.used_at
  WHERE excluded.used_at > used_at`;

@Injectable()
export class KeyUsesRepository {
  constructor(private readonly source: DataSource) {}

  /**
   * Writes uses of keys that are there. It waits for nobody: a key that is being changed would be waited for because the row refers to it,
   * and all the others of the batch with it.
   * @param uses in the order of their keys, each key once.
   * @returns those whose keys are being changed at this moment, which were not written.
   */
  async write(tx: Transaction, uses: KeyUse[]): Promise<KeyUse[]> {
    const free = await this.existing(tx, uses, true);
    const [now, others] = [uses.filter(isOf(free)), uses.filter((use) => !isOf(free)(use))];
    if (now.length > 0) await this.upsert(tx, now);
    return others.length === 0 ? [] : others.filter(isOf(await this.existing(tx, others, false)));
  }

  /** Past the query builder: while it puts hundreds of rows together, requests wait. */
  private async upsert(tx: Transaction, uses: KeyUse[]): Promise<void> {
    const rows = uses.map(() => '(?, ?, ?, ?)').join();
    const parameters = uses.flatMap(({ keyUid, usedAt, way, ip }) => [keyUid, textOf(usedAt), way, ip]);
    await tx.query(
      `INSERT INTO api_key_uses (key_uid, used_at, way, ip) VALUES ${rows} ${hasRowLocks(this.source) ? ON_SERVER : EMBEDDED}`,
      parameters,
    );
  }

  /** @param isLocked keeps the keys from being changed until the transaction ends, and leaves out those that somebody else keeps. */
  private async existing(tx: Transaction, uses: KeyUse[], isLocked: boolean): Promise<Set<string>> {
    const query = tx
      .createQueryBuilder('ApiKey', 'k')
      .select('k.uid', 'uid')
      .where({ uid: In(uses.map(({ keyUid }) => keyUid)) });
    if (isLocked && hasRowLocks(this.source)) query.setLock('pessimistic_write').setOnLocked('skip_locked');
    return new Set((await query.getRawMany<{ uid: string }>()).map(({ uid }) => uid));
  }
}

const isOf =
  (keyUids: ReadonlySet<string>) =>
  ({ keyUid }: KeyUse): boolean =>
    keyUids.has(keyUid);

/** As both engines keep it: UTC with milliseconds. */
function textOf(time: Date): string {
  return time.toISOString().slice(0, -1).replace('T', ' ');
}
