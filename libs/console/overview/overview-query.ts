import { queryOptions } from '@tanstack/react-query';
import { answered } from '../api/client.js';
import { soon } from '../keys/keys-query.js';
import { api } from '../session/current.js';

/** How many keys are looked at in one go. */
const PAGE_SIZE = 200;
/** How often it is asked whether a step was taken elsewhere, as by a call. */
const STEP_PAUSE_MS = 10_000;

/** How much there is of everything. */
export const COUNTS_QUERY = queryOptions({
  queryKey: ['counts'],
  queryFn: async () => {
    const [active, expiring, inactive, users] = await Promise.all([
      countKeys({ status: 'active' }),
      countKeys({ status: 'active', expiresBefore: soon() }),
      countKeys({ status: 'inactive' }),
      countUsers(),
    ]);
    return { active, expiring, inactive, users };
  },
});

/** Which of the first steps were taken. */
export const STEPS_QUERY = queryOptions({
  queryKey: ['steps'],
  queryFn: async () => {
    const [keys, wasCalled, users] = await Promise.all([countKeys({}), wasAnyKeyUsed(), countUsers()]);
    return { hasKey: keys > 0, wasCalled, hasUser: users > 1 };
  },
  refetchInterval: ({ state: { data } }) =>
    data?.hasKey && data.wasCalled && data.hasUser ? false : STEP_PAUSE_MS,
});

interface KeyFilter {
  status?: 'active' | 'inactive';
  expiresBefore?: string | undefined;
}

async function countKeys({ status, expiresBefore }: KeyFilter): Promise<number> {
  const query = { limit: 1, ...(status && { status }), ...(expiresBefore && { expiresBefore }) };
  return (await answered(api.GET('/v1/apiKeys', { params: { query } }))).listmeta.count;
}

async function countUsers(): Promise<number> {
  return (await answered(api.GET('/v1/users/meta', { params: { query: { limit: 1 } } }))).listmeta.count;
}

/** The service cannot be asked for keys by their last use; the oldest are the likeliest to have one. */
async function wasAnyKeyUsed(): Promise<boolean> {
  let after = '';
  do {
    const query = {
      limit: PAGE_SIZE,
      orderBy: 'creationTimestamp' as const,
      ...(after !== '' && { continue: after }),
    };
    const { items, listmeta } = await answered(api.GET('/v1/apiKeys', { params: { query } }));
    if (items.some(({ status }) => status.lastUsed !== undefined)) return true;
    after = listmeta.continue;
  } while (after !== '');
  return false;
}
