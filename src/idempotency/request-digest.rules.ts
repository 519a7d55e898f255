import type { Principal } from '#access';
import type { IdempotentRequest } from '#http';
import { sha256 } from '#secrets';

/** @returns under what a request is remembered. The caller is part of it: what somebody else made under the same key is not theirs to see. */
export function digestOf(
  { tenantUid, userUid }: Pick<Principal, 'tenantUid' | 'userUid'>,
  { operation, key }: IdempotentRequest,
): string {
  return sha256(JSON.stringify([tenantUid, userUid, operation, key]));
}

/** @returns what tells one body from another. Two that differ in the order of their names are one. */
export function fingerprintOf({ body }: IdempotentRequest): string {
  return sha256(JSON.stringify([sorted(body)]));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, member]) => [name, sorted(member)]),
  );
}
