import type { Tenant } from '../tenants/tenant.entity.js';
import type { User } from '../users/user.entity.js';
import type { Session } from './session.entity.js';

/** The part of a session that it is judged by. */
export type JudgedSession = Pick<Session, 'endedAt' | 'endsAt' | 'epoch'>;

interface Holder {
  user: Pick<User, 'isActive' | 'sessionEpoch'>;
  tenant: Pick<Tenant, 'isActive'>;
}

/** In strict mode the token just replaced may still be refreshed this long: an answer got lost, or workers share a token. */
const STRICT_OVERLAP_MS = 10_000;

/** @returns true while the session counts: not ended, not past its absolute end, begun in the user's present epoch. */
export function isLive(session: JudgedSession, user: Pick<User, 'sessionEpoch'>, now: Date): boolean {
  return (
    session.endedAt === null &&
    session.endsAt.getTime() > now.getTime() &&
    session.epoch === user.sessionEpoch
  );
}

/** @returns true while the session counts and is of somebody who may still come in. */
export function counts(session: JudgedSession & Holder, now: Date): boolean {
  return session.user.isActive && session.tenant.isActive && isLive(session, session.user, now);
}

/** @returns true when the session counts and is the one that these claims were made for. */
export function isHeldBy(
  session: JudgedSession & Holder & Pick<Session, 'userUid' | 'tenantUid'>,
  claims: { sub: string; tid: string },
  now: Date,
): boolean {
  const isTheirs = session.userUid === claims.sub && session.tenantUid === claims.tid;
  return isTheirs && counts(session, now);
}

/** What a refresh may do with a token of this generation. */
export type RefreshVerdict = 'advance' | 'repeat' | 'refuse' | 'end';

/**
 * The newest token of a session moves it on. The one just replaced gets another token of the present generation, so that a lost answer or
 * many workers at once log nobody out. Anything older was kept for too long, by the client or by a thief (RFC 9700, 4.14.2).
 */
export function judgeRefresh(
  session: Pick<Session, 'generation' | 'refreshedAt'>,
  generation: number,
  strict: boolean,
  now: Date,
): RefreshVerdict {
  if (generation === session.generation) return 'advance';
  const isPredecessor = generation === session.generation - 1;
  const isRecent = now.getTime() - session.refreshedAt.getTime() <= STRICT_OVERLAP_MS;
  if (isPredecessor && (!strict || isRecent)) return 'repeat';
  return strict ? 'end' : 'refuse';
}

/** @param expiry of the token, in seconds; absent for a cookie. @returns why a refresh is refused, for the audit trail alone. */
export function whyRefused(session: JudgedSession & Holder, expiry: number | undefined, now: Date): string {
  const { user, tenant } = session;
  if (!tenant.isActive) return 'A refresh was refused: the organisation is suspended.';
  if (!user.isActive) return 'A refresh was refused: the user is disabled.';
  if (!isLive(session, user, now)) return 'A refresh was refused: the session has ended.';
  if (expiry !== undefined && expiry * 1000 <= now.getTime())
    return 'A refresh was refused: the token has expired.';
  return 'A token that had been replaced was used for a refresh, and was refused.';
}
