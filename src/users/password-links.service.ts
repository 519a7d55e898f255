import { Injectable } from '@nestjs/common';
import { isUid } from '#persistence';
import { isSameSecret, MasterKey } from '#secrets';
import { Clock } from '#time';
import { ConfigService } from '../config/config.service.js';
import type { User } from './user.entity.js';

/** How long a link is good after somebody read it. */
export const LINK_MINUTES = 60;

/** What a link is for: the first password, or another one. */
export type LinkPurpose = 'activate' | 'reset';

/**
 * One-time links to set a password. Their tokens are derived from the master key and a nonce in the user's row, never stored: a
 * copy of the database opens no account. Each reading of a link gives it a fresh hour; changing or clearing the nonce ends
 * them all. The token travels in the fragment, which browsers send to no server.
 */
@Injectable()
export class PasswordLinksService {
  constructor(
    private readonly masterKey: MasterKey,
    private readonly config: ConfigService,
    private readonly clock: Clock,
  ) {}

  /** @returns the link that is open for this user, or null when none is. */
  linkOf(user: User): { purpose: LinkPurpose; url: string } | null {
    if (user.linkNonce === null || !user.isActive) return null;
    const purpose = purposeOf(user);
    const expiry = (this.clock.now().getTime() + LINK_MINUTES * 60_000).toString(36);
    const token = `${user.uid}.${expiry}.${this.mac(purpose, user.uid, user.linkNonce, expiry)}`;
    return { purpose, url: `${this.config.publicUrl}/${purpose}#token=${token}` };
  }

  /** @returns whose token this claims to be, when it could be one at all. */
  subjectOf(token: string): string | null {
    const [uid] = token.split('.');
    return isUid(uid) ? uid : null;
  }

  /** @returns true when the token was made for this user, this purpose and the nonce that is in the row now, within the last hour. */
  isGood(token: string, purpose: LinkPurpose, user: User): boolean {
    const [, expiry = '', mac = '', more] = token.split('.');
    if (user.linkNonce === null || !user.isActive || more !== undefined || purposeOf(user) !== purpose)
      return false;
    return (
      isSameSecret(mac, this.mac(purpose, user.uid, user.linkNonce, expiry)) &&
      parseInt(expiry, 36) > this.clock.now().getTime()
    );
  }

  private mac(purpose: LinkPurpose, uid: string, nonce: string, expiry: string): string {
    return this.masterKey.mac('password-links', JSON.stringify([purpose, uid, nonce, expiry]));
  }
}

function purposeOf(user: User): LinkPurpose {
  return user.passwordHash === null ? 'activate' : 'reset';
}
