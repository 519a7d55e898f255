import { DataSource } from 'typeorm';
import type { TestApp } from './test-app.js';

/** @returns every row of every table as text: what a stolen copy of the database would show. */
export async function databaseDump(app: TestApp): Promise<string> {
  return JSON.stringify((await databaseTables(app)).map(([, rows]) => rows));
}

/** @returns every table with its rows. */
export async function databaseTables(app: TestApp): Promise<[name: string, rows: unknown[]][]> {
  const dataSource = app.get(DataSource);
  return Promise.all(
    dataSource.entityMetadatas.map(async ({ tableName }): Promise<[string, unknown[]]> => [
      tableName,
      await dataSource.query<unknown[]>(`SELECT * FROM ${tableName}`),
    ]),
  );
}
