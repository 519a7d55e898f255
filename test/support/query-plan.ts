import { DataSource } from 'typeorm';
import type { TestApp } from './test-app.js';
import { isServer } from './test-database.js';

/** How a database finds the answer to a statement. */
export interface QueryPlan {
  /** The indices that are used. */
  indices: string[];
  /** True when nothing but indices is read. */
  isCovered: boolean;
  /** True when rows are sorted after they were read. */
  isSorted: boolean;
}

/** @returns the plans of the statements on one table that are sent while `work` runs, in their order. */
export async function plansOn(
  table: string,
  app: TestApp,
  work: () => PromiseLike<unknown>,
): Promise<QueryPlan[]> {
  const statements = (await app.recordQueries(work)).filter(({ sql }) =>
    new RegExp(`FROM [\`"]${table}[\`"]`).test(sql),
  );
  return Promise.all(
    statements.map(({ sql, parameters }) => (isServer ? onServer : onEmbedded)(app, sql, parameters)),
  );
}

async function onServer(app: TestApp, sql: string, parameters: unknown[]): Promise<QueryPlan> {
  const found: { table: string | null; key: string | null; Extra: string | null }[] = await app
    .get(DataSource)
    .query(`EXPLAIN ${sql}`, parameters);
  // a row without a table says only that one of them is empty
  const rows = found.filter(({ table }) => table !== null && !table.startsWith('<derived'));
  return {
    indices: rows.flatMap(({ key }) => key ?? []),
    isCovered: rows.every(({ Extra }) => Extra?.includes('Using index') && !Extra.includes('condition')),
    isSorted: rows.some(({ Extra }) => Extra?.includes('filesort')),
  };
}

async function onEmbedded(app: TestApp, sql: string, parameters: unknown[]): Promise<QueryPlan> {
  const found: { detail: string }[] = await app
    .get(DataSource)
    .query(`EXPLAIN QUERY PLAN ${sql}`, parameters);
  const steps = found.map(({ detail }) => detail);
  const reads = steps.filter((step) => / USING (COVERING )?INDEX /.test(step));
  return {
    indices: reads.map((step) => / INDEX (\w+)/.exec(step)?.[1] ?? ''),
    isCovered: reads.every((step) => step.includes('COVERING')),
    isSorted: steps.some((step) => step.includes('TEMP B-TREE')),
  };
}
