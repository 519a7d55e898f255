import type { ApiKey } from '../api/client.js';

/** Something that can be done with a key that was found. */
export interface FinderOption {
  action: 'revoke' | 'open';
  apiKey: ApiKey;
}

/** @returns what is offered, the first of which Enter does. Only a single key is at once about to be revoked: which one is meant is plain then. */
export function optionsFor(found: ApiKey[]): FinderOption[] {
  const [first] = found;
  const isOnly = first !== undefined && found.length === 1;
  return [
    ...(isOnly && first.status.state === 'active' ? [{ action: 'revoke' as const, apiKey: first }] : []),
    ...found.map((apiKey) => ({ action: 'open' as const, apiKey })),
  ];
}
