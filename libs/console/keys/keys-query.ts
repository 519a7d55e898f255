import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { answered } from '../api/client.js';
import { pageFrom } from '../api/pages.js';
import { api } from '../session/current.js';
import type { Me } from '../session/me.js';
import { dayOf, endOfDay } from './expiry.js';
import type { KeysSearch } from './keys-search.js';

const PAGE_SIZE = 25;
const SOON_MS = 7 * 86_400_000;
/** More people than that are found by typing. */
const MOST_USERS = 1000;

/** A page of keys. @param owner whose; undefined: everybody's whom the caller may see. */
export function useKeys({ after, ...search }: KeysSearch, owner: string | undefined) {
  const { status = 'active' } = search;
  const query = {
    ...filterOf(search, owner),
    limit: PAGE_SIZE,
    continue: after,
    status: status === 'any' ? undefined : status,
    orderBy: search.sort,
  };
  return useQuery({
    queryKey: ['keys', query],
    placeholderData: keepPreviousData,
    queryFn: () => pageFrom(after, (place) => listKeys({ ...query, continue: place })),
  });
}

/** How many keys the filters find beside those that are active; undefined until it is known. */
export function useInactiveCount(search: KeysSearch, owner: string | undefined): number | undefined {
  const filter = filterOf(search, owner);
  const { data } = useQuery({
    queryKey: ['keys', 'inactive', filter],
    queryFn: async () => {
      const states = ['inactive', 'expired'] as const;
      const pages = await Promise.all(states.map((status) => listKeys({ ...filter, status, limit: 1 })));
      return pages.reduce((sum, { listmeta }) => sum + listmeta.count, 0);
    },
  });
  return data;
}

/** What a search asks for in every state alike. */
function filterOf({ q, user, expires }: KeysSearch, owner: string | undefined) {
  return { q, userUid: owner ?? user, expiresBefore: expires && soon() };
}

/** A key by its uid. */
export function keyOptions(uid: string) {
  return queryOptions({
    queryKey: ['keys', 'one', uid],
    queryFn: () => answered(api.GET('/v1/apiKeys/{uid}', { params: { path: { uid } } })),
  });
}

interface KeysQuery {
  limit: number;
  continue?: string;
  q?: string;
  userUid?: string;
  status?: 'active' | 'inactive' | 'expired';
  expiresBefore?: string;
  orderBy?: 'name' | '-name' | 'expiry' | '-expiry';
}

/** What is undefined is not asked for. */
export function listKeys(query: { [Name in keyof KeysQuery]?: KeysQuery[Name] | undefined }) {
  return answered(api.GET('/v1/apiKeys', { params: { query: query as KeysQuery } }));
}

/** @returns until when a key counts as expiring soon: the end of a day, since the pages of a list must agree on it. */
export function soon(): string | undefined {
  return endOfDay(dayOf(new Date(Date.now() + SOON_MS)))?.toISOString();
}

/** The people of the organisation, for whoever may see them. */
export function useUsers({ isAdministrator }: Me) {
  return useQuery({
    queryKey: ['users'],
    enabled: isAdministrator,
    queryFn: () => answered(api.GET('/v1/users/meta', { params: { query: { limit: MOST_USERS } } })),
  });
}

/** The longest life that the organisation allows for keys, in days; 0: every one, or the caller may not know it. */
export function mostDaysOptions({ tenantUid, isAdministrator }: Me) {
  return queryOptions({
    queryKey: ['mostDays', tenantUid],
    enabled: isAdministrator,
    queryFn: async () => {
      const asking = api.GET('/v1/tenants/{tenantUid}/apiKeySettings', { params: { path: { tenantUid } } });
      const { data } = await asking;
      return data?.maxLifetimeInDays ?? 0;
    },
  });
}
