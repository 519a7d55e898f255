import { useLocation, useNavigate, useSearch } from '@tanstack/react-router';
import type { KeysPath, KeysSearch } from './keys-search.js';

/** What the address says about a list, and the ways to other pages of it. */
export function useKeysAddress(path: KeysPath) {
  const search = useSearch({ from: `/shell${path}` });
  const { trail = [] } = useLocation().state;
  const navigate = useNavigate();
  const go = (changed: KeysSearch, newTrail: string[] = []) =>
    void navigate({ to: path, search: changed, state: { trail: newTrail } });
  return {
    search,
    trail,
    turnTo: (after: string | undefined, way: string[]) => go({ ...search, after }, way),
    // another order or another filter is another list: it begins at its beginning
    change: (changed: KeysSearch) => go({ ...changed, after: undefined }),
  };
}
