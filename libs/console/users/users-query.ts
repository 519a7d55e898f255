import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { answered } from '../api/client.js';
import { pageFrom } from '../api/pages.js';
import { api } from '../session/current.js';
import { askedFor } from './users-search.js';
import type { UsersSearch } from './users-search.js';

const PAGE_SIZE = 25;

/** A page of the people of the organisation. */
export function useUserPage(search: UsersSearch) {
  const body = askedFor(search);
  const list = (after: string | undefined) =>
    answered(
      api.POST('/v1/users/summary', {
        params: { query: { limit: PAGE_SIZE, ...(after !== undefined && { continue: after }) } },
        body,
      }),
    );
  return useQuery({
    queryKey: ['users', 'page', body, search.after],
    placeholderData: keepPreviousData,
    queryFn: () => pageFrom(search.after, list),
  });
}

/** How many API keys somebody has. @param status absent: in any state. */
export function useKeyCount(userUid: string, status?: 'active') {
  return useQuery({
    queryKey: ['keys', 'count', userUid, status],
    queryFn: async () => {
      const query = { limit: 1, userUid, ...(status && { status }) };
      return (await answered(api.GET('/v1/apiKeys', { params: { query } }))).listmeta.count;
    },
  });
}

/** @returns the link by which somebody sets a password, good for an hour from now; empty where the service does not show it to the caller. */
export async function readLink(uid: string): Promise<string> {
  const { status } = await answered(api.GET('/v1/users/{uid}', { params: { path: { uid } } }));
  return status.activationLink || status.passwordResetLink;
}
