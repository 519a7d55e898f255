import { Injectable } from '@nestjs/common';
import { parseCookie, stringifySetCookie } from 'cookie';
import { isUid } from '#persistence';
import { isSameSecret, MasterKey } from '#secrets';
import { Clock } from '#time';
import { CredentialsRepository } from './credentials.repository.js';
import type { Session } from './session.entity.js';
import { counts } from './session.rules.js';

/** The prefix makes browsers refuse it from another host, without encryption, or for a part of the addresses. */
const NAME = '__Host-latchkey-session';
const ATTRIBUTES = { path: '/', httpOnly: true, secure: true, sameSite: 'strict' } as const;
const UID_LENGTH = 36;

/**
 * The cookie by which a browser finds its session again after a page was reloaded. It is the session's uid with a proof that it came
 * from here, so nothing is stored for it, and a copy of the database makes none. It is no credential.
 */
@Injectable()
export class SessionCookies {
  constructor(
    private readonly masterKey: MasterKey,
    private readonly credentials: CredentialsRepository,
    private readonly clock: Clock,
  ) {}

  /** @returns the header that sets it until the session's end. */
  of({ uid, endsAt }: Session): string {
    const maxAge = Math.max(0, Math.floor((endsAt.getTime() - this.clock.now().getTime()) / 1000));
    return stringifySetCookie({ name: NAME, value: this.valueFor(uid), maxAge, ...ATTRIBUTES });
  }

  /** @returns the header that takes it away. */
  get none(): string {
    return stringifySetCookie({ name: NAME, value: '', maxAge: 0, ...ATTRIBUTES });
  }

  /** @returns true when our cookie was sent, good or bad. */
  isIn(header: string | undefined): boolean {
    return valuesIn(header ?? '').length > 0;
  }

  /** One query; none at all for what is not ours. @param header all cookies that a browser sent. @returns null for whatever does not count. */
  async session(header: string | undefined): Promise<Session | null> {
    const uid = this.sessionUidIn(header);
    const session = uid === null ? null : await this.credentials.sessionByUid(uid);
    return session && counts(session, this.clock.now()) ? session : null;
  }

  /** @returns the session that a cookie names which we have made, whether it counts or not; null when there is no such cookie. */
  sessionUidIn(header: string | undefined): string | null {
    const [value = '', ...more] = valuesIn(header ?? '');
    const uid = value.slice(0, UID_LENGTH);
    return more.length === 0 && isUid(uid) && isSameSecret(value, this.valueFor(uid)) ? uid : null;
  }

  private valueFor(uid: string): string {
    return `${uid}.${this.masterKey.mac('session-cookie', uid)}`;
  }
}

/** Each part by itself: of two cookies of a name the parser would keep the first, and somebody may have planted one. */
function valuesIn(header: string): string[] {
  return header.split(';').flatMap((part) => parseCookie(part, { decode: (text) => text })[NAME] ?? []);
}
