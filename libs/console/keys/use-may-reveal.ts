import type { ApiKey } from '../api/client.js';
import { useMe } from '../session/me.js';
import { useRights } from '../session/use-rights.js';

/** @returns whether whoever is signed in can have the value of this key shown again: it is kept, and theirs or within their rights. */
export function useMayReveal({ spec, status }: ApiKey): boolean {
  const { data: me } = useMe();
  const isKept = status.isRecoverable === true;
  const isMine = spec.user.uid === me?.uid;
  const { rights } = useRights(me, isKept && !isMine);
  return isKept && (isMine || rights.may('apiKey.reveal'));
}
