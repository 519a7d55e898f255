import { useQuery } from '@tanstack/react-query';
import { answered } from '../api/client.js';
import { personName } from '../text/person.js';
import { api } from './current.js';

/** Whoever is signed in. */
export interface Me {
  uid: string;
  tenantUid: string;
  orgName: string;
  name: string;
  emailId: string;
  /** Whether they look after the keys and people of their organisation, not of themselves alone. */
  isAdministrator: boolean;
}

/** What everybody may do; whoever holds nothing else sees nobody but themselves. */
export const EVERYBODYS_ROLE = 'User';

async function readMe(): Promise<Me> {
  const { orgName, tenantUid, userUid: uid } = await answered(api.GET('/v1/users/info'));
  const { spec } = await answered(api.GET('/v1/users/{uid}', { params: { path: { uid } } }));
  const name = personName(spec);
  const isAdministrator = spec.roles.some((role) => role !== EVERYBODYS_ROLE) && (await mayListUsers());
  return { uid, tenantUid, orgName, name, emailId: spec.emailId, isAdministrator };
}

/** A role may be made of anything, so we ask for what it has to allow. */
async function mayListUsers(): Promise<boolean> {
  const { response } = await api.GET('/v1/users/meta', { params: { query: { limit: 1 } } });
  return response.ok;
}

export const ME_QUERY = { queryKey: ['me'], queryFn: readMe, staleTime: Infinity };

/** @returns whoever is signed in; undefined until the service has said it. */
export function useMe() {
  return useQuery(ME_QUERY);
}
