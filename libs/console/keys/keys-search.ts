import { choiceIn, textIn } from '../ui/search-params.js';

export const SORTS = ['name', '-name', 'expiry', '-expiry'] as const;
export const STATES = ['active', 'inactive', 'expired', 'any'] as const;

/** The lists of keys: of the organisation, and one's own. */
export type KeysPath = '/keys' | '/me/keys';

/** What the address says about a list of keys: whoever gets the address sees the same. */
export interface KeysSearch {
  q?: string;
  /** The uid of an owner. */
  user?: string;
  /** Absent: active; what does not work any more is shown to those who ask for it. */
  status?: (typeof STATES)[number];
  expires?: '7d';
  sort?: (typeof SORTS)[number];
  /** Where the page begins; the service made it. */
  after?: string;
}

/** @returns what of an address counts; anybody may have written it. */
export function readKeysSearch(search: Record<string, unknown>): KeysSearch {
  return {
    ...textIn(search, 'q'),
    ...textIn(search, 'user'),
    ...choiceIn(search, 'status', STATES),
    ...choiceIn(search, 'expires', ['7d']),
    ...choiceIn(search, 'sort', SORTS),
    ...textIn(search, 'after'),
  };
}

/** @returns true when keys are left out that a person did not ask for by looking at the list alone. */
export function isFiltered({ q, user, status, expires }: KeysSearch): boolean {
  const isNarrow = status === 'inactive' || status === 'expired';
  return isNarrow || [q, user, expires].some((value) => value !== undefined);
}

/** @returns true when keys are left out because they do not work any more. */
export function hidesInactive({ status = 'active' }: KeysSearch): boolean {
  return status === 'active';
}
