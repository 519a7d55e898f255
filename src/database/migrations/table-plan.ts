import { Table, TableForeignKey, TableIndex } from 'typeorm';
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

/** The same column, with NULL allowed. */
export const nullable =
  (column: Column): Column =>
  (name) =>
  (isServer) => ({ ...column(name)(isServer), isNullable: true });

interface TablePlan {
  name: string;
  columns: Record<string, Column>;
  primary: string;
  indices?: { name: string; columns: string[]; unique?: boolean }[];
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
      await runner.createTable(tableOf(plan, runner.connection.options.type !== 'better-sqlite3'), true);
    },
    async down(runner: QueryRunner) {
      await runner.dropTable(plan.name, true);
    },
  };
}

function tableOf(plan: TablePlan, isServer: boolean): Table {
  const { foreignKey } = plan;
  return new Table({
    name: plan.name,
    columns: Object.entries(plan.columns).map(([name, column]) => ({
      ...column(name)(isServer),
      ...(name === plan.primary && { isPrimary: true }),
    })),
    indices: (plan.indices ?? []).map(
      (index) =>
        new TableIndex({ name: index.name, columnNames: index.columns, isUnique: index.unique ?? false }),
    ),
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
