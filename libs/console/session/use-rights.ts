import { queryOptions, useQuery } from '@tanstack/react-query';
import { answered } from '../api/client.js';
import type { Role } from '../api/client.js';
import { Fault } from '../api/fault.js';
import { api } from './current.js';
import type { Me } from './me.js';
import { Rights } from './rights.js';

const NO_RIGHTS = new Rights();

/** @param isNeeded false: the service is not asked. @returns what whoever is signed in may do; nothing until the service has said it. */
export function useRights(me: Me | undefined, isNeeded = true) {
  const options = rightsOptions(me?.uid ?? '');
  const enabled = isNeeded && me !== undefined;
  const { data: rights = NO_RIGHTS, error, refetch } = useQuery({ ...options, enabled });
  return { rights, error, refetch };
}

function rightsOptions(uid: string) {
  return queryOptions({
    queryKey: ['rights', uid],
    queryFn: async () => {
      const [known, { roles }] = await Promise.all([
        readRoles(),
        answered(api.GET('/v1/users/{uid}/roles', { params: { path: { uid } } })),
      ]);
      return new Rights(
        known,
        roles.map((role) => role.uid),
      );
    },
  });
}

/** Who may not see the roles cannot know what they allow either. */
async function readRoles(): Promise<Role[]> {
  try {
    return (await answered(api.GET('/v1/roles', { params: { query: { limit: 0 } } }))).items;
  } catch (error) {
    if (Fault.of(error).code === 'Forbidden') return [];
    throw error;
  }
}
