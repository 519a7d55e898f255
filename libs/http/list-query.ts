import { ApiError } from './error-catalogue.js';

/** What the query of one list may name. Every filter and every sort has an index behind it. */
export interface ListPaths<Filter extends string = string, Sort extends string = string> {
  filters: readonly Filter[];
  sorts: readonly Sort[];
  /** The leaves of an item; what stands above one may be named too. */
  fields: readonly string[];
}

/** The values that must be there, by path; all of them must hold. */
export type ListFilters<Path extends string> = Partial<Record<Path, string>>;

/** One sort, in one direction. */
export interface ListOrder<Path extends string> {
  by: Path;
  isDescending: boolean;
}

/** What a query asks of a list. */
export interface ListRequest<Filter extends string, Sort extends string> {
  filters: ListFilters<Filter>;
  /** undefined: the list's own order. */
  order: ListOrder<Sort> | undefined;
  /** What an item is narrowed to; undefined: everything. */
  fields: readonly string[] | undefined;
}

/** Whoever asks for single fields wants to tell the items apart all the same. */
const ALWAYS = 'metadata.uid';
/** The start of another term, whether there is such a path or not. */
const OR_TERM = /OR\s*[A-Za-z]\w*(?:\.\w+)+\s*=/;
const AND_TERM = /AND\s*[A-Za-z]\w*(?:\.\w+)+\s*=/;

/** Thrown by the readers of the single parameters: what the parameter must be. */
class Fault extends Error {}

/**
 * Reads the query language that the lists share with Palette:
 * `filters=path=valueANDpath=value`, `orderBy=path=1` or `=-1`, `fields=path,path`.
 * @throws ApiError InvalidInput naming every parameter that cannot be read, and what it may name.
 */
export function readListQuery<Filter extends string, Sort extends string>(
  query: { filters?: string; orderBy?: string; fields?: string },
  paths: ListPaths<Filter, Sort>,
): ListRequest<Filter, Sort> {
  const details: Record<string, string> = {};
  const read = <T>(name: keyof typeof query, reader: (text: string) => T): T | undefined => {
    try {
      return query[name] === undefined ? undefined : reader(query[name]);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      details[name] = error.message;
      return undefined;
    }
  };
  const request = {
    filters: read('filters', (text) => readFilters(text, paths.filters)) ?? {},
    order: read('orderBy', (text) => readOrder(text, paths.sorts)),
    fields: read('fields', (text) => readFields(text, paths.fields)),
  };
  if (Object.keys(details).length > 0) throw new ApiError('InvalidInput', { details });
  return request;
}

/** @returns the item with nothing but these fields and its uid; as it is when none are named. */
export function narrowedTo<Item extends object>(item: Item, fields: readonly string[] | undefined): Item {
  return fields ? (narrowed(item, [...fields, ALWAYS], '') as Item) : item;
}

/** A value may hold the letters AND: another term begins only where a known path and `=` follow them. */
function readFilters<Path extends string>(text: string, known: readonly Path[]): ListFilters<Path> {
  const filters: ListFilters<Path> = {};
  const paths = known.map((path) => path.replaceAll('.', String.raw`\.`)).join('|');
  for (const term of text.split(new RegExp(String.raw`AND(?=\s*(?:${paths})\s*=)`))) {
    const [path, value] = halves(term);
    if (value !== undefined && OR_TERM.test(value))
      throw new Fault('must be joined by AND: OR is not supported');
    if (!isOneOf(known, path) || !value || AND_TERM.test(value))
      throw new Fault(`must be path=value, joined by AND; the paths are ${known.join(', ')}`);
    if (filters[path] !== undefined) throw new Fault('must name each path once');
    filters[path] = value;
  }
  return filters;
}

/** `path=1`, `path=-1`, `path` or `-path`. */
function readOrder<Path extends string>(text: string, known: readonly Path[]): ListOrder<Path> {
  const [left, direction] = halves(text);
  const path = direction === undefined ? left.replace(/^-/, '') : left;
  if (!isOneOf(known, path) || ![undefined, '1', '-1'].includes(direction))
    throw new Fault(
      `must be one path with =1 (ascending) or =-1 (descending); the paths are ${known.join(', ')}`,
    );
  return { by: path, isDescending: direction === undefined ? path !== left : direction === '-1' };
}

function readFields(text: string, leaves: readonly string[]): readonly string[] {
  const fields = new Set(text.split(',').map((field) => field.trim()));
  const isKnown = (field: string) => leaves.some((leaf) => leaf === field || leaf.startsWith(`${field}.`));
  if (![...fields].every(isKnown))
    throw new Fault(`must be paths joined by commas; the paths are ${leaves.join(', ')}`);
  return [...fields];
}

/** @returns what stands on either side of the first `=`, without white space around; undefined when there is none. */
function halves(term: string): [string, string | undefined] {
  const at = term.indexOf('=');
  return at < 0 ? [term.trim(), undefined] : [term.slice(0, at).trim(), term.slice(at + 1).trim()];
}

function isOneOf<Path extends string>(known: readonly Path[], text: string): text is Path {
  return (known as readonly string[]).includes(text);
}

function narrowed(value: object, fields: readonly string[], above: string): object {
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]: [string, unknown]) => {
      const path = above + name;
      if (fields.includes(path)) return [[name, member]];
      const isAbove = fields.some((field) => field.startsWith(`${path}.`));
      return isAbove ? [[name, narrowed(member as object, fields, `${path}.`)]] : [];
    }),
  );
}
