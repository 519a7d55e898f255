import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DataSource, EntityManager, MigrationInterface } from 'typeorm';
import { createSafeSqliteDataSource, sqliteOptions } from '../../src/database/sqlite/sqlite.js';
import type { SafeSqliteOptions } from '../../src/database/sqlite/safe-data-source.js';

@Entity('counters')
export class Counter {
  @PrimaryColumn('varchar') name: string;
  @Column('int') value: number;
}

@Entity('notes')
export class Note {
  @PrimaryColumn('varchar') id: string;
  @Column('varchar', { unique: true }) text: string;
}

/** A directory with one SQLite file, and connections to it that are closed after the test. */
export class SqliteBed {
  readonly directory = mkdtempSync(join(tmpdir(), 'latchkey-sqlite-'));
  readonly file = join(this.directory, 'test.db');
  private readonly sources: DataSource[] = [];

  /** @returns a source with an empty `notes` and one counter `c` at 0, or with what the given migrations make. */
  async connect({
    migrations,
    ...safety
  }: SafeSqliteOptions & { migrations?: (new () => MigrationInterface)[] } = {}): Promise<DataSource> {
    const source = await createSafeSqliteDataSource(
      {
        ...sqliteOptions(this.file),
        entities: [Counter, Note],
        logging: false,
        ...(migrations ? { migrations } : { synchronize: true }),
      },
      safety,
    );
    await source.initialize();
    this.sources.push(source);
    if (!migrations) await source.getRepository(Counter).save({ name: 'c', value: 0 });
    return source;
  }

  async clear(): Promise<void> {
    for (const source of this.sources.splice(0)) if (source.isInitialized) await source.destroy();
    rmSync(this.directory, { recursive: true });
  }
}

export async function increment(manager: EntityManager): Promise<void> {
  const counter = await manager.findOneByOrFail(Counter, { name: 'c' });
  await manager.update(Counter, { name: 'c' }, { value: counter.value + 1 });
}

export async function counterOf(source: DataSource): Promise<number> {
  return (await source.getRepository(Counter).findOneByOrFail({ name: 'c' })).value;
}
