import type { Credential, Origin, Permission, Principal } from '#access';
import type { HeadEnd } from '#http';
import type { ApiKey } from '../api-keys/api-key.entity.js';
import type { ApiKeyPredecessor } from '../api-keys/api-key-predecessor.entity.js';
import type { KeyUser } from '../key-uses/key-uses.service.js';
import type { Tenant } from '../tenants/tenant.entity.js';
import type { User } from '../users/user.entity.js';
import type { JudgedApiKey } from './api-key.rules.js';
import { Kept } from './copies.js';
import type { Holder } from './credentials.repository.js';
import type { Session } from './session.entity.js';

/** Records are classes, so that each is one piece of memory: of a hundred thousand none is in the processor's caches when it is asked for. */

interface HolderRows {
  user: Pick<User, 'uid' | 'emailId' | 'isPlatformAdmin'>;
  tenant: Pick<Tenant, 'uid' | 'orgName' | 'allowsQueryApiKeys'>;
}

/**
 * A principal before it is known from where it came, with what its tenant says about how keys may be sent, and with room for what other rooms
 * make of it once.
 */
export class KnownHolder extends Kept implements Omit<Principal, 'origin'>, KeyUser {
  isNoted = false;
  isUnwritten = false;
  usedSecond = 0;
  usedMs = 0;
  usedWay: KeyUser['usedWay'] = 'header';
  usedFrom = '';
  /**
   * Lines of the head of an answer that says who `toldOf` is: one that many share, and the rest. `toldExp` is the `exp` of the token that it was
   * made for, 0 for a key, whose end does not change: a number, because comparing dates looks into both, far from here in memory.
   */
  toldPermissions = '';
  toldEnd: HeadEnd = '';
  toldExp = 0;
  toldOf: KnownHolder | undefined = undefined;
  readonly tenantUid: string;
  readonly orgName: string;
  readonly userUid: string;
  readonly emailId: string;
  readonly isPlatformAdmin: boolean;
  readonly allowsQueryApiKeys: boolean;

  constructor(
    { user, tenant }: HolderRows,
    readonly permissions: ReadonlySet<Permission>,
    readonly credential: Credential,
  ) {
    super();
    this.tenantUid = tenant.uid;
    this.orgName = tenant.orgName;
    this.userUid = user.uid;
    this.emailId = user.emailId;
    this.isPlatformAdmin = user.isPlatformAdmin;
    this.allowsQueryApiKeys = tenant.allowsQueryApiKeys;
  }
}

/** A key as it is stored and whose it is, unjudged. */
export class KnownApiKey extends KnownHolder implements JudgedApiKey {
  readonly keyUid: string;
  readonly isActive: boolean;
  readonly isOwnerActive: boolean;
  readonly isTenantActive: boolean;
  readonly expiry: Date;
  readonly expirySecond: number;
  /** Set for a value that the key had before; the expiry is then at most the end of that value. */
  readonly replaced: { digest: string; validUntil: Date; isUsedAfter: boolean } | undefined;

  /** @param value one that it had before, when that was shown: then nothing outlives the end of it. */
  constructor(key: ApiKey & Holder, permissions: ReadonlySet<Permission>, value?: ApiKeyPredecessor) {
    const expiry = value && value.validUntil < key.expiry ? value.validUntil : key.expiry;
    super(key, permissions, { kind: 'apiKey', keyUid: key.uid, expiry });
    this.keyUid = key.uid;
    this.isActive = key.isActive;
    this.isOwnerActive = key.user.isActive;
    this.isTenantActive = key.tenant.isActive;
    this.expiry = expiry;
    this.expirySecond = Math.trunc(expiry.getTime() / 1000);
    this.replaced = value && {
      digest: value.digest,
      validUntil: value.validUntil,
      isUsedAfter: value.usedAfterAt !== null,
    };
  }
}

/** The same of a session. */
export class KnownSession
  extends KnownHolder
  implements Pick<Session, 'uid' | 'userUid' | 'tenantUid' | 'endedAt' | 'endsAt' | 'epoch'>
{
  readonly uid: string;
  readonly endedAt: Date | null;
  readonly endsAt: Date;
  readonly epoch: number;
  readonly user: Pick<User, 'isActive' | 'sessionEpoch'>;
  readonly tenant: Pick<Tenant, 'isActive'>;

  constructor(session: Session & Holder, permissions: ReadonlySet<Permission>) {
    const { uid: sessionUid, startedAt: loggedInAt, user, tenant } = session;
    super(session, permissions, { kind: 'token', sessionUid, loggedInAt });
    this.uid = session.uid;
    this.endedAt = session.endedAt;
    this.endsAt = session.endsAt;
    this.epoch = session.epoch;
    this.user = { isActive: user.isActive, sessionEpoch: user.sessionEpoch };
    this.tenant = { isActive: tenant.isActive };
  }
}

/** @returns who is calling, with nothing that is only there for answering fast. */
export function principalOf(known: KnownHolder, origin: Origin): Principal {
  const { tenantUid, orgName, userUid, emailId, isPlatformAdmin, permissions, credential } = known;
  return { tenantUid, orgName, userUid, emailId, isPlatformAdmin, permissions, credential, origin };
}
