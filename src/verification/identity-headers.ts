import type { Permission } from '#access';
import { headEnd } from '#http';
import type { HeadEnd } from '#http';
import type { KnownHolder } from '../auth/principals.service.js';
import type { KnownVerdict } from './forward-auth.service.js';

/** Every header that says who somebody is. A gateway must drop what the client sends under these names. */
export const IDENTITY_HEADERS = [
  'X-Auth-User-Uid',
  'X-Auth-Tenant-Uid',
  'X-Auth-Org',
  'X-Auth-Email',
  'X-Auth-Key-Uid',
  'X-Auth-Permissions',
  'X-Auth-Expires',
] as const;

const lists = new WeakMap<ReadonlySet<Permission>, string>();

/** @returns the headers that say who somebody is. They are put together once for each holder that is kept in memory. */
export function identityHead({ holder, expiry }: KnownVerdict): HeadEnd {
  const { told } = holder;
  // a key has one end, each of the tokens of a session its own; what was made of another holder is not this one's
  if (told?.holder === holder && isSame(told.expiry, expiry)) return told.end;
  const end = headEnd(identityOf(holder, expiry));
  holder.told = { holder, expiry, end };
  return end;
}

function isSame(one: Date | null, other: Date | null): boolean {
  return one === other || one?.getTime() === other?.getTime();
}

/**
 * Who somebody is, for the upstream behind a gateway. What is not printable ASCII is percent-encoded as in an address (RFC 3986), and so is
 * the percent sign. `X-Auth-Key-Uid` is empty for a token: a header that is always set leaves no room for the client's own.
 */
function identityOf(holder: KnownHolder, expiry: Date | null): string[] {
  const values: Record<(typeof IDENTITY_HEADERS)[number], string> = {
    'X-Auth-User-Uid': holder.userUid,
    'X-Auth-Tenant-Uid': holder.tenantUid,
    'X-Auth-Org': printable(holder.orgName),
    'X-Auth-Email': printable(holder.emailId),
    'X-Auth-Key-Uid': holder.credential.kind === 'apiKey' ? holder.credential.keyUid : '',
    'X-Auth-Permissions': listOf(holder.permissions),
    'X-Auth-Expires': expiry?.toISOString() ?? '',
  };
  return IDENTITY_HEADERS.flatMap((name) => [name, values[name]]);
}

function printable(text: string): string {
  return /^[ -$&-~]*$/.test(text) ? text : encodeURIComponent(text.toWellFormed()).replaceAll('%20', ' ');
}

/** Made once for each of the few sets that there are. */
function listOf(permissions: ReadonlySet<Permission>): string {
  let list = lists.get(permissions);
  if (list === undefined) lists.set(permissions, (list = [...permissions].toSorted().join(' ')));
  return list;
}
