import { useState } from 'react';
import type { ApiKey } from '../api/client.js';

export interface Selection {
  /** The keys of the page that are selected and can still be revoked. */
  chosen: ApiKey[];
  /** Those of the page that can be selected. */
  choosable: ApiKey[];
  choose: (keys: ApiKey[]) => void;
}

/**
 * What is selected on a page of the list.
 * @param place the page with its filters: on another one nothing is selected, so that nothing out of sight is revoked.
 */
export function useSelection(place: string, items: ApiKey[]): Selection {
  const [selected, select] = useState({ place, uids: [] as string[] });
  if (selected.place !== place) select({ place, uids: [] });
  const choosable = items.filter(({ status }) => status.state === 'active');
  const uids = selected.place === place ? selected.uids : [];
  return {
    chosen: choosable.filter(({ metadata }) => uids.includes(metadata.uid)),
    choosable,
    choose: (keys) => select({ place, uids: keys.map(({ metadata }) => metadata.uid) }),
  };
}
