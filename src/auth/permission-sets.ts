import { LRUCache } from 'lru-cache';
import type { Permission } from '#access';

const MOST = 1000;
const sets = new LRUCache<string, ReadonlySet<Permission>>({ max: MOST });

/** @returns one and the same set for the same permissions: those of a hundred thousand keys take the room of a few roles. */
export function sharedSet(permissions: ReadonlySet<Permission>): ReadonlySet<Permission> {
  const name = [...permissions].toSorted().join();
  const known = sets.get(name);
  if (known) return known;
  sets.set(name, permissions);
  return permissions;
}
