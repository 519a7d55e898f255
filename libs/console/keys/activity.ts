import { answered } from '../api/client.js';
import type { ApiKey } from '../api/client.js';
import { api } from '../session/current.js';

/** Revokes a key. @throws Fault */
export const revoke = (apiKey: ApiKey): Promise<unknown> => setActive(apiKey, false);

/** Lets a key count again. @throws Fault */
export const reactivate = (apiKey: ApiKey): Promise<unknown> => setActive(apiKey, true);

function setActive({ metadata: { uid } }: ApiKey, isActive: boolean): Promise<unknown> {
  return answered(api.PATCH('/v1/apiKeys/{uid}', { params: { path: { uid } }, body: { isActive } }));
}
