import { useSyncExternalStore } from 'react';
import { clientFor } from '../api/client.js';
import { Session } from './session.js';
import type { SessionState } from './session.js';

/** There is one, as there is one page. */
export const session = new Session();

/** The public API, as whoever is signed in. */
export const api = clientFor(session.send);

/** The public API, as nobody. */
export const publicApi = clientFor((request) => fetch(request));

/** @returns whether somebody is signed in, as it changes. */
export function useSession(): SessionState {
  return useSyncExternalStore(session.subscribe, () => session.state);
}
