import { ApiProperty } from '@nestjs/swagger';
import { ApiError } from './error-catalogue.js';
import { TextField } from './fields.js';
import { QueryNumber } from './number-fields.js';

/** The most rows one answer may hold, whatever was asked for. */
const MAX_LIMIT = 10_000;
/** Skipping reads what it skips. */
const MAX_OFFSET = 10_000;
const MAC_LENGTH = 22;

/** What every list takes. `limit=0` asks for everything up to the maximum, as existing clients do. */
export class PageQuery {
  @QueryNumber({
    min: 0,
    max: MAX_LIMIT,
    description: 'How many at most; 0 means all, up to 10,000',
    example: 50,
  })
  limit?: number;

  @TextField({ max: 2048, optional: true, description: 'The `listmeta.continue` of the page before' })
  continue?: string;
}

/** What the lists take that can also be read from the middle. */
export class OffsetPageQuery extends PageQuery {
  @QueryNumber({
    min: 0,
    max: MAX_OFFSET,
    description: 'How many to skip; `continue` is the faster way, and the only one beyond 10,000',
    beyond: '; use "continue" to go further',
    example: 0,
  })
  offset?: number;
}

/** What every list tells about itself. */
export class ListMeta {
  @ApiProperty({
    description: 'Send this as `continue` for the next page; empty on the last page',
    example: '',
  })
  continue: string;

  @ApiProperty({
    description:
      'How many items match, over all pages; counted up to 10,000, which then means "10,000 or more"',
    example: 1,
  })
  count: number;

  @ApiProperty({ example: 50 })
  limit: number;

  @ApiProperty({ example: 0 })
  offset: number;
}

/** @returns how many rows to read for the `limit` that was asked for. */
export function rowsFor(limit: number | undefined, whenAbsent: number): number {
  return limit === undefined ? whenAbsent : limit === 0 ? MAX_LIMIT : limit;
}

/**
 * Cuts a page from rows of which one more than `limit` was read: the one too many tells that there is another page.
 * @param cursorAfter the `continue` value that goes on after a row.
 */
export function pageOf<Row>(
  rows: Row[],
  { limit, offset = 0, count }: { limit: number; offset?: number; count: number },
  cursorAfter: (last: Row) => string,
): { items: Row[]; listmeta: ListMeta } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items,
    listmeta: { continue: rows.length > limit && last ? cursorAfter(last) : '', count, limit, offset },
  };
}

/**
 * Makes and reads the opaque `continue` values. They are signed and bound to a scope (tenant, list and filters), so that
 * nobody carries one from one list, tenant or filter to another.
 */
export class Cursors {
  /** @param mac a keyed digest of a text. @param isSame compares two of them in a time that says nothing. */
  constructor(
    private readonly mac: (text: string) => string,
    private readonly isSame: (one: string, other: string) => boolean,
  ) {}

  /** @param scope what the list depends on. @param position the sort values of the last row shown. */
  write(scope: readonly unknown[], position: readonly (string | number)[]): string {
    const text = JSON.stringify(position);
    return `${Buffer.from(text).toString('base64url')}.${this.sign(scope, text)}`;
  }

  /** @throws ApiError InvalidCursor when it was made for another scope, or not by us. */
  read(scope: readonly unknown[], cursor: string | undefined): (string | number)[] | undefined {
    if (cursor === undefined) return undefined;
    const [body = '', mac = '', more] = cursor.split('.');
    const text = Buffer.from(body, 'base64url').toString();
    if (more !== undefined || !this.isSame(mac, this.sign(scope, text))) throw new ApiError('InvalidCursor');
    return JSON.parse(text) as (string | number)[];
  }

  private sign(scope: readonly unknown[], text: string): string {
    return this.mac(JSON.stringify([scope, text])).slice(0, MAC_LENGTH);
  }
}
