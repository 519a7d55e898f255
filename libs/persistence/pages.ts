import type { DataSource, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { hasRowLocks } from './engine.js';

/** Where counting stops. A count is a walk, and beyond this nobody needs to know exactly. */
const COUNTED_AT_MOST = 10_000;

/** Which part of a list is read, and in which order. */
export interface PageRequest {
  /** The columns of an index that it is sorted by, one or two; the last one makes the order total. */
  by: [string] | [string, string];
  direction: 'ASC' | 'DESC';
  /** The values of these columns in the last row of the page before. */
  after?: unknown[] | undefined;
  /** How many rows are read at most: one more than are shown, to know whether there are more. */
  limit: number;
  offset?: number;
}

/**
 * Reads one page of what matches.
 * @returns with it how many rows match over all pages, as {@link boundedCount} does; a page that is the whole list needs no count.
 */
export async function readPage<Row extends ObjectLiteral>(
  matching: SelectQueryBuilder<Row>,
  { by, direction, after, limit, offset = 0 }: PageRequest,
): Promise<{ rows: Row[]; count: number }> {
  const page = matching.clone().limit(limit).offset(offset);
  const { dataSource, alias } = matching;
  // a server sees no order in an index that begins with a range, unless that is part of the order
  if (hasRowLocks(dataSource) && isOfTenants(matching)) page.addOrderBy(`${alias}.tenantUid`, direction);
  for (const column of by) page.addOrderBy(column, direction);
  if (after) goOnAfter(page, by, direction, after);
  const rows = await page.getMany();
  const isFromStart = !after && offset === 0;
  const isKnown = isFromStart && (rows.length < limit || rows.length >= COUNTED_AT_MOST);
  return { rows, count: isKnown ? Math.min(rows.length, COUNTED_AT_MOST) : await boundedCount(matching) };
}

/**
 * Says that rows are of the tenant `:tenantUid`, for {@link readPage}. Told "equal", a server enters the index where the tenant begins and
 * walks past all that lies before the page; told so as a range, it goes on into the next column and enters where the page begins. The
 * embedded database does that when it is told "equal".
 */
export function ofTenant(dataSource: DataSource, alias: string): string {
  const column = `${alias}.tenantUid`;
  return hasRowLocks(dataSource)
    ? `${column} >= :tenantUid AND ${column} <= :tenantUid`
    : `${column} = :tenantUid`;
}

function isOfTenants(query: SelectQueryBuilder<ObjectLiteral>): boolean {
  const { mainAlias } = query.expressionMap;
  return mainAlias?.metadata.findColumnWithPropertyName('tenantUid') !== undefined;
}

/** @returns how many rows match, counted up to `atMost`, which then means "so many or more". */
export async function boundedCount(
  matching: SelectQueryBuilder<ObjectLiteral>,
  atMost = COUNTED_AT_MOST,
): Promise<number> {
  const some = matching.clone().select('1', 'one').limit(atMost);
  const found = await matching.dataSource
    .createQueryBuilder()
    .select('COUNT(*)', 'count')
    .from(`(${some.getQuery()})`, 'some')
    .setParameters(some.getParameters())
    .getRawOne<{ count: number | string }>();
  return Number(found?.count ?? 0);
}

/**
 * Said so that both engines start in the index where the last page ended: of `a < x OR (a = x AND b < y)` the embedded one would walk
 * everything before it.
 */
function goOnAfter(
  page: SelectQueryBuilder<ObjectLiteral>,
  [first, second]: PageRequest['by'],
  direction: PageRequest['direction'],
  [value, tie]: unknown[],
): void {
  const beyond = direction === 'ASC' ? '>' : '<';
  if (second === undefined) page.andWhere(`${first} ${beyond} :pageAfter`, { pageAfter: value });
  else
    page.andWhere(
      `${first} ${beyond}= :pageAfter AND (${first} ${beyond} :pageAfter OR ${second} ${beyond} :pageTie)`,
      { pageAfter: value, pageTie: tie },
    );
}
