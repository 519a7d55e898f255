import type { Permission } from '#access';
import { headEnd, headLines } from '#http';
import type { HeadEnd } from '#http';
import type { KnownHolder } from '../auth/principals.service.js';
import type { KnownVerdict } from './forward-auth.service.js';

const PERMISSIONS = 'X-Auth-Permissions';

/** Every header that says who somebody is. A gateway must drop what the client sends under these names. */
export const IDENTITY_HEADERS = [
  'X-Auth-User-Uid',
  'X-Auth-Tenant-Uid',
  'X-Auth-Org',
  'X-Auth-Email',
  'X-Auth-Key-Uid',
  PERMISSIONS,
  'X-Auth-Expires',
] as const;

const permissionLines = new WeakMap<ReadonlySet<Permission>, string>();

/** @returns the headers that say who somebody is. They are put together once for each holder that is kept in memory. */
export function identityHead({ holder, expiry, claims }: KnownVerdict): HeadEnd {
  // a key has one end, each of the tokens of a session its own; what was made of another holder is not this one's
  const exp = claims?.exp ?? 0;
  if (holder.toldOf !== holder || holder.toldExp !== exp) {
    holder.toldPermissions = permissionLine(holder.permissions);
    holder.toldEnd = headEnd(identityOf(holder, expiry));
    holder.toldExp = exp;
    holder.toldOf = holder;
  }
  return holder.toldPermissions + holder.toldEnd;
}

/**
 * Who somebody is, for the upstream behind a gateway. What is not printable ASCII is percent-encoded as in an address (RFC 3986), and so is
 * the percent sign. `X-Auth-Key-Uid` is empty for a token: a header that is always set leaves no room for the client's own.
 */
function identityOf(holder: KnownHolder, expiry: Date | null): string[] {
  const values: Record<Exclude<(typeof IDENTITY_HEADERS)[number], typeof PERMISSIONS>, string> = {
    'X-Auth-User-Uid': holder.userUid,
    'X-Auth-Tenant-Uid': holder.tenantUid,
    'X-Auth-Org': printable(holder.orgName),
    'X-Auth-Email': printable(holder.emailId),
    'X-Auth-Key-Uid': holder.credential.kind === 'apiKey' ? holder.credential.keyUid : '',
    'X-Auth-Expires': expiry?.toISOString() ?? '',
  };
  return Object.entries(values).flat();
}

function printable(text: string): string {
  return /^[ -$&-~]*$/.test(text) ? text : encodeURIComponent(text.toWellFormed()).replaceAll('%20', ' ');
}

/** The longest of the lines, made once for each of the few sets that there are: the keys of all who may the same share it. */
function permissionLine(permissions: ReadonlySet<Permission>): string {
  let line = permissionLines.get(permissions);
  if (line === undefined) {
    line = headLines([PERMISSIONS, [...permissions].toSorted().join(' ')]);
    permissionLines.set(permissions, line);
  }
  return line;
}
