import { DataSource } from 'typeorm';
import type { TestApp } from './test-app.js';

/** @returns every row of every table as text: what a stolen copy of the database would show. */
export async function databaseDump(app: TestApp): Promise<string> {
  const dataSource = app.get(DataSource);
  const tables = await Promise.all(
    dataSource.entityMetadatas.map(({ tableName }) =>
      dataSource.query<unknown[]>(`SELECT * FROM ${tableName}`),
    ),
  );
  return JSON.stringify(tables);
}
