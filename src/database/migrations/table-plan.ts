import { Table, TableColumn, TableForeignKey, TableIndex } from 'typeorm';
import type { MigrationInterface, QueryRunner, TableColumnOptions } from 'typeorm';

type Column = (name: string) => (isServer: boolean) => TableColumnOptions;

/** Uids, digests and other ASCII texts that are compared byte by byte on both engines. */
export const ascii =
  (length: number): Column =>
  (name) =>
  (isServer) => ({
    name,
    type: 'varchar',
    length: String(length),
    ...(isServer && { charset: 'ascii', collation: 'ascii_bin' }),
  });
export const uid: Column = ascii(36);
/** Texts of people, compared byte by byte: the service folds what must be compared otherwise. */
export const text =
  (length: number): Column =>
  (name) =>
  (isServer) => ({
    name,
    type: 'varchar',
    length: String(length),
    ...(isServer && { charset: 'utf8mb4', collation: 'utf8mb4_bin' }),
  });
export const longText: Column = (name) => (isServer) => ({
  name,
  type: 'text',
  ...(isServer && { charset: 'utf8mb4', collation: 'utf8mb4_bin' }),
});
export const time: Column = (name) => () => ({ name, type: 'datetime', precision: 3 });
export const flag: Column = (name) => (isServer) =>
  isServer ? { name, type: 'tinyint', length: '1' } : { name, type: 'boolean' };
export const whole: Column = (name) => (isServer) => ({ name, type: isServer ? 'int' : 'integer' });

/** The same column, filled with this text in rows that are there already. */
export const filledWith =
  (value: string, column: Column): Column =>
  (name) =>
  (isServer) => ({ ...column(name)(isServer), default: `'${value}'` });

/** The same column, with NULL allowed. */
export const nullable =
  (column: Column): Column =>
  (name) =>
  (isServer) => ({ ...column(name)(isServer), isNullable: true });

interface IndexPlan {
  name: string;
  columns: string[];
  unique?: boolean;
}

interface TablePlan {
  name: string;
  columns: Record<string, Column>;
  primary: string | string[];
  indices?: IndexPlan[];
  foreignKey?: { name: string; column: string; references: string };
}

/**
 * A migration that makes one table, written once for both engines. A server database cannot undo half a schema change, so the
 * step may be run again: a table that is there already is left as it is.
 */
export function createTable(plan: TablePlan): Pick<MigrationInterface, 'up' | 'down'> {
  return {
    async up(runner: QueryRunner) {
      if (await runner.hasTable(plan.name)) return;
      await runner.createTable(tableOf(plan, isOnServer(runner)), true);
    },
    async down(runner: QueryRunner) {
      await runner.dropTable(plan.name, true);
    },
  };
}

/**
 * A migration that adds columns, which allow NULL or are {@link filledWith} something, and indices to a table, and takes away indices that
 * these replace. SQLite adds a column in place, without the copy of the table that TypeORM would make: nothing that refers to the table is
 * touched.
 */
export function extendTable(plan: {
  table: string;
  columns?: Record<string, Column>;
  indices?: IndexPlan[];
  replacedIndices?: IndexPlan[];
}): Pick<MigrationInterface, 'up' | 'down'> {
  const { table, indices = [], replacedIndices = [] } = plan;
  const columns = Object.entries(plan.columns ?? {});
  return {
    async up(runner: QueryRunner) {
      for (const [name, column] of columns) {
        if (!(await runner.hasColumn(table, name))) await addColumn(runner, table, column(name));
      }
      await exchangeIndices(runner, table, { wanted: indices, unwanted: replacedIndices });
    },
    async down(runner: QueryRunner) {
      await exchangeIndices(runner, table, { wanted: replacedIndices, unwanted: indices });
      for (const [name] of columns) await dropColumn(runner, table, name);
    },
  };
}

/** May be run again after it was interrupted: what is there is not made, what is gone is not taken away. */
async function exchangeIndices(
  runner: QueryRunner,
  table: string,
  { wanted, unwanted }: { wanted: IndexPlan[]; unwanted: IndexPlan[] },
): Promise<void> {
  const { indices } = (await runner.getTable(table)) ?? { indices: [] };
  const isThere = (index: IndexPlan) => indices.some(({ name }) => name === index.name);
  for (const index of wanted) if (!isThere(index)) await runner.createIndex(table, indexOf(index));
  for (const index of unwanted) if (isThere(index)) await runner.dropIndex(table, index.name);
}

/** @param column by engine. */
export async function addColumn(
  runner: QueryRunner,
  table: string,
  column: (isServer: boolean) => TableColumnOptions,
): Promise<void> {
  const options = column(isOnServer(runner));
  if (isOnServer(runner)) {
    await runner.addColumn(table, new TableColumn(options));
    return;
  }
  const { name, type, length, precision, isNullable, default: value } = options;
  const size = (length ?? precision) ? `(${length ?? precision})` : '';
  const rule = isNullable ? '' : ` NOT NULL DEFAULT ${value}`;
  await runner.query(`ALTER TABLE "${table}" ADD COLUMN "${name}" ${type}${size}${rule}`);
  runner.clearSqlMemory();
}

/** Takes a column away in place; both engines know the statement. */
export async function dropColumn(runner: QueryRunner, table: string, column: string): Promise<void> {
  if (await runner.hasColumn(table, column)) await runner.query(`ALTER TABLE ${table} DROP COLUMN ${column}`);
}

function isOnServer(runner: QueryRunner): boolean {
  return runner.connection.options.type !== 'better-sqlite3';
}

function indexOf({ name, columns, unique }: IndexPlan): TableIndex {
  return new TableIndex({ name, columnNames: columns, isUnique: unique ?? false });
}

function tableOf(plan: TablePlan, isServer: boolean): Table {
  const { foreignKey } = plan;
  return new Table({
    name: plan.name,
    columns: Object.entries(plan.columns).map(([name, column]) => ({
      ...column(name)(isServer),
      ...([plan.primary].flat().includes(name) && { isPrimary: true }),
    })),
    indices: (plan.indices ?? []).map(indexOf),
    foreignKeys: foreignKey
      ? [
          new TableForeignKey({
            name: foreignKey.name,
            columnNames: [foreignKey.column],
            referencedTableName: foreignKey.references,
            referencedColumnNames: ['uid'],
            onDelete: 'CASCADE',
            onUpdate: 'NO ACTION',
          }),
        ]
      : [],
    ...(isServer && { engine: 'InnoDB' }),
  });
}
