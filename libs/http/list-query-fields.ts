import { TextField } from './fields.js';
import type { ListPaths } from './list-query.js';
import { OffsetPageQuery } from './page.js';

const LONGEST = 2048;

/** What a list takes that is filtered, sorted and narrowed in Palette's language; `readListQuery` reads it. */
export interface ListQuery extends OffsetPageQuery {
  filters?: string;
  orderBy?: string;
  fields?: string;
}

/** @returns a class to extend, whose docs name what this list knows. */
export function ListQueryOf({ filters, sorts, fields }: ListPaths): new () => ListQuery {
  class Query extends OffsetPageQuery implements ListQuery {
    @TextField({
      max: LONGEST,
      optional: true,
      emptyIsAbsent: true,
      description: `\`path=value\`, more of them joined by \`AND\`. Values are compared without regard to case. Paths: ${listed(filters)}`,
    })
    filters?: string;

    @TextField({
      max: LONGEST,
      optional: true,
      emptyIsAbsent: true,
      description: `\`path=1\` for ascending, \`path=-1\` for descending. Paths: ${listed(sorts)}`,
    })
    orderBy?: string;

    @TextField({
      max: LONGEST,
      optional: true,
      emptyIsAbsent: true,
      description: `Only these parts of each item, joined by commas, and its uid; everything else is left out, also what is there otherwise. Paths: ${listed(fields)}, and what stands above them`,
    })
    fields?: string;
  }
  return Query;
}

function listed(paths: readonly string[]): string {
  return paths.map((path) => `\`${path}\``).join(', ');
}
