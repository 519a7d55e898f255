import { Injectable } from '@nestjs/common';
import type { Credential, Principal } from '#access';
import type { HeadEnd } from '#http';
import { digestOfApiKey } from '#secrets';
import type { TokenClaims } from '#secrets';
import { Clock } from '#time';
import type { ApiKey } from '../api-keys/api-key.entity.js';
import type { ApiKeyPredecessor } from '../api-keys/api-key-predecessor.entity.js';
import type { KeyUser } from '../key-uses/key-uses.service.js';
import { HeldRolesService } from '../roles/held-roles.service.js';
import type { Tenant } from '../tenants/tenant.entity.js';
import type { User } from '../users/user.entity.js';
import { isReplaced, judgeApiKey } from './api-key.rules.js';
import type { ApiKeyCode, JudgedApiKey } from './api-key.rules.js';
import { CredentialsRepository } from './credentials.repository.js';
import type { Holder } from './credentials.repository.js';
import { LateKeyUses } from './late-key-uses.service.js';
import { sharedSet } from './permission-sets.js';
import type { Session } from './session.entity.js';
import { isHeldBy } from './session.rules.js';

/**
 * A principal before it is known from where it came, with what its tenant says about how keys may be sent, and with room for what other rooms
 * make of it once.
 */
export type KnownHolder = Omit<Principal, 'origin'> &
  KeyUser & {
    allowsQueryApiKeys: boolean;
    /** The end of the head of an answer that says who this very holder is, and until when. */
    told?: { holder: KnownHolder; expiry: Date | null; end: HeadEnd } | undefined;
  };

/**
 * A key as it is stored and whose it is, unjudged: no more than is needed, and in one place, for copies of it are kept, and of a hundred
 * thousand none is in the processor's caches when it is asked for.
 */
export interface KnownApiKey extends JudgedApiKey {
  uid: string;
  holder: KnownHolder;
  /** Set for a value that the key had before; the expiry is then at most the end of that value. */
  replaced: { digest: string; validUntil: Date; isUsedAfter: boolean } | undefined;
}

/** The same of a session. */
export interface KnownSession extends Pick<Session, 'uid' | 'endedAt' | 'endsAt' | 'epoch'> {
  userUid: string;
  tenantUid: string;
  user: Pick<User, 'isActive' | 'sessionEpoch'>;
  tenant: Pick<Tenant, 'isActive'>;
  holder: KnownHolder;
}

/** Finds out who holds a credential, and judges it as of now. Everything that does not count is null alike. */
@Injectable()
export class PrincipalsService {
  constructor(
    private readonly credentials: CredentialsRepository,
    private readonly held: HeldRolesService,
    private readonly lateUses: LateKeyUses,
    private readonly clock: Clock,
  ) {}

  /** One query; none at all for what cannot be a key of ours. */
  async byApiKey(value: string): Promise<KnownHolder | null> {
    const digest = digestOfApiKey(value);
    const key = digest === null ? undefined : (await this.apiKeys([digest])).get(digest);
    return key && this.judge(key) === 'VALID' ? key.holder : null;
  }

  /** Judges a key that somebody shows, as of now. What is shown of a value after its end is written down. */
  judge(key: KnownApiKey): ApiKeyCode {
    const now = this.clock.now();
    if (key.replaced && isReplaced(key, now)) this.lateUses.note(key.replaced);
    return judgeApiKey(key, now);
  }

  /** One query. @param claims of a token whose signature and times are good. */
  async byClaims(claims: TokenClaims): Promise<KnownHolder | null> {
    const session = (await this.sessions([claims.sid])).get(claims.sid);
    return session && isHeldBy(session, claims, this.clock.now()) ? session.holder : null;
  }

  /** One query. @returns the keys that there are, unjudged, by digest. */
  async apiKeys(digests: string[]): Promise<Map<string, KnownApiKey>> {
    const keys = await this.credentials.apiKeysByDigest(digests);
    return new Map(
      keys.flatMap((key) => [
        [key.digest, this.knownKey(key)] as const,
        ...key.predecessors.map((value) => [value.digest, this.knownKey(key, value)] as const),
      ]),
    );
  }

  /** @returns the key with this uid, unjudged. */
  async apiKeyByUid(uid: string): Promise<KnownApiKey | null> {
    const key = await this.credentials.apiKeyByUid(uid);
    return key && this.knownKey(key);
  }

  /** One query. @returns the sessions that there are, unjudged, by uid. */
  async sessions(uids: string[]): Promise<Map<string, KnownSession>> {
    const sessions = await this.credentials.sessionsByUid(uids);
    return new Map(sessions.map((session) => [session.uid, this.knownSession(session)]));
  }

  private knownSession(session: Session & Holder): KnownSession {
    const { uid, endedAt, endsAt, epoch, user, tenant } = session;
    return {
      uid,
      endedAt,
      endsAt,
      epoch,
      userUid: user.uid,
      tenantUid: tenant.uid,
      user: { isActive: user.isActive, sessionEpoch: user.sessionEpoch },
      tenant: { isActive: tenant.isActive },
      holder: this.holder(session, { kind: 'token', sessionUid: uid }),
    };
  }

  /** @param value one that it had before, when that was shown: then nothing outlives the end of it. */
  private knownKey(key: ApiKey & Holder, value?: ApiKeyPredecessor): KnownApiKey {
    const { uid, isActive } = key;
    const expiry = value && value.validUntil < key.expiry ? value.validUntil : key.expiry;
    const replaced = value && {
      digest: value.digest,
      validUntil: value.validUntil,
      isUsedAfter: value.usedAfterAt !== null,
    };
    return {
      uid,
      isActive,
      isOwnerActive: key.user.isActive,
      isTenantActive: key.tenant.isActive,
      expiry,
      replaced,
      holder: this.holder(key, { kind: 'apiKey', keyUid: uid, expiry }),
    };
  }

  private holder({ user, tenant, assignments }: Holder, credential: Credential): KnownHolder {
    return {
      tenantUid: tenant.uid,
      orgName: tenant.orgName,
      userUid: user.uid,
      emailId: user.emailId,
      isPlatformAdmin: user.isPlatformAdmin,
      permissions: sharedSet(this.held.summaryOf(assignments).permissions),
      credential,
      allowsQueryApiKeys: tenant.allowsQueryApiKeys,
      lastUse: undefined,
      told: undefined,
    };
  }
}
