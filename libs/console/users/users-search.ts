import { choiceIn, textIn } from '../ui/search-params.js';

const SORTS = ['name', '-name'] as const;

/** What the address says about the list of users. */
export interface UsersSearch {
  q?: string;
  sort?: (typeof SORTS)[number];
  /** Where the page begins; the service made it. */
  after?: string;
}

/** @returns what of an address counts; anybody may have written it. */
export function readUsersSearch(search: Record<string, unknown>): UsersSearch {
  return { ...textIn(search, 'q'), ...choiceIn(search, 'sort', SORTS), ...textIn(search, 'after') };
}

/** @returns what the service is asked for: it looks for names or for addresses, and never for either. */
export function askedFor({ q, sort }: UsersSearch) {
  return {
    ...(q !== undefined && { filter: { [q.includes('@') ? 'emailId' : 'name']: { contains: q } } }),
    sort: [
      sort === undefined
        ? { field: 'creationTimestamp' as const, order: 'desc' as const }
        : { field: 'name' as const, order: sort === 'name' ? ('asc' as const) : ('desc' as const) },
    ],
  };
}
