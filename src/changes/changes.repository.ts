import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { QueryRunner } from 'typeorm';
import { hasRowLocks } from '#persistence';
import type { Transaction } from '#persistence';
import type { FeedRow } from './feed-position.plan.js';

/** The connection of a server's driver, as far as it matters here. */
interface Severable {
  destroy(): void;
}

/**
 * The table that instances on one server tell each other through. It has no class: there is no such table in the embedded database. Times
 * are the server's, so that no instance's clock matters.
 */
@Injectable()
export class ChangesRepository {
  private reader: QueryRunner | undefined;

  constructor(private readonly dataSource: DataSource) {}

  /** False for the embedded database, which has one process only. */
  get isShared(): boolean {
    return hasRowLocks(this.dataSource);
  }

  async insert(tx: Transaction, subjects: string[]): Promise<void> {
    const rows = subjects.map(() => '(?)').join();
    await tx.query(`INSERT INTO credential_changes (subject) VALUES ${rows}`, subjects);
  }

  insertAlone(subjects: string[]): Promise<void> {
    return this.insert(this.dataSource.manager, subjects);
  }

  /** One read of the primary key. */
  async newest(): Promise<number> {
    const [row] = await this.read<{ id: unknown }>('SELECT MAX(id) AS id FROM credential_changes');
    return Number(row?.id ?? 0);
  }

  /** One range of the primary key, which holds one row as long as nothing happens, and single rows of it. */
  async wanted({ from, ids }: { from: number; ids: number[] }, limit: number): Promise<FeedRow[]> {
    const rows = await this.read<{ id: unknown; subject: string; age: unknown }>(
      `SELECT id, subject, TIMESTAMPDIFF(MICROSECOND, at, NOW(3)) AS age FROM credential_changes WHERE id >= ?${ids.length > 0 ? ' OR id IN (?)' : ''} ORDER BY id LIMIT ?`,
      [from, ...(ids.length > 0 ? [ids] : []), limit],
    );
    return rows.map(({ id, subject, age }) => ({ id: Number(id), subject, ageSeconds: Number(age) / 1e6 }));
  }

  /** Deletes what everybody has read long ago, but never the newest row. @returns how many. */
  async deleteOlder(minutes: number, limit: number): Promise<number> {
    const oldest = (await this.dataSource.query(
      'SELECT id, at < NOW(3) - INTERVAL ? MINUTE AS isOld FROM credential_changes ORDER BY id LIMIT ?',
      [minutes, limit + 1],
    )) as { id: unknown; isOld: unknown }[];
    const old = oldest.slice(0, -1).filter(({ isOld }) => Number(isOld) === 1);
    const last = old.at(-1);
    if (last) await this.dataSource.query('DELETE FROM credential_changes WHERE id <= ?', [last.id]);
    return old.length;
  }

  /** Cuts the connection that the feed is read over: the next read opens another. */
  async hangUp(): Promise<void> {
    const { reader } = this;
    this.reader = undefined;
    if (!reader) return;
    const connection = (await reader.connect().catch(() => undefined)) as Severable | undefined;
    connection?.destroy();
    await reader.release().catch(() => undefined);
  }

  /** Over a connection of its own: the feed must not wait while all others are busy. */
  private async read<Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    this.reader ??= Object.assign(this.dataSource.createQueryRunner(), { data: { isOfFeed: true } });
    return (await this.reader.query(sql, parameters)) as Row[];
  }
}
