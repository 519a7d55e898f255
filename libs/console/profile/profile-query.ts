import { useQuery } from '@tanstack/react-query';
import { answered } from '../api/client.js';
import { Fault } from '../api/fault.js';
import { api } from '../session/current.js';
import type { Me } from '../session/me.js';
import { readSessions } from '../session/own-sessions.js';

/** @returns one's own account as the service has it. */
export function useOwnAccount({ uid }: Me) {
  return useQuery({
    queryKey: ['account', uid],
    queryFn: () => answered(api.GET('/v1/users/{uid}', { params: { path: { uid } } })),
  });
}

/** @returns what passwords must look like, for whoever may read it. */
export function usePasswordPolicy({ tenantUid, isAdministrator }: Me) {
  return useQuery({
    queryKey: ['passwordPolicy', tenantUid],
    enabled: isAdministrator,
    queryFn: () =>
      answered(api.GET('/v1/tenants/{tenantUid}/password/policy', { params: { path: { tenantUid } } })),
  });
}

/** @returns one's own sessions, newest first. */
export function useSessions() {
  return useQuery({ queryKey: ['sessions'], queryFn: readSessions });
}

/** Ends a session; one that is over already is over. */
export async function endSession(uid: string): Promise<void> {
  try {
    await answered(api.DELETE('/v1/auth/sessions/{uid}', { params: { path: { uid } } }));
  } catch (error) {
    if (Fault.of(error).code !== 'ResourceNotFound') throw error;
  }
}

/** The service ends all or one; so those that there are now are ended one by one. */
export async function endOtherSessions(): Promise<void> {
  for (const { uid, isCurrent } of await readSessions()) if (!isCurrent) await endSession(uid);
}
