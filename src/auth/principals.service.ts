import { Injectable } from '@nestjs/common';
import type { Credential, Principal } from '#access';
import { digestOfApiKey } from '#secrets';
import type { TokenClaims } from '#secrets';
import { Clock } from '#time';
import type { ApiKey } from '../api-keys/api-key.entity.js';
import type { KeyUser } from '../key-uses/key-uses.service.js';
import { HeldRolesService } from '../roles/held-roles.service.js';
import type { Tenant } from '../tenants/tenant.entity.js';
import type { User } from '../users/user.entity.js';
import { judgeApiKey } from './api-key.rules.js';
import { CredentialsRepository } from './credentials.repository.js';
import type { Holder } from './credentials.repository.js';
import { sharedSet } from './permission-sets.js';
import type { Session } from './session.entity.js';
import { isHeldBy } from './session.rules.js';

/** A principal before it is known from where it came, with what its tenant says about how keys may be sent. */
export type KnownHolder = Omit<Principal, 'origin'> & KeyUser & { allowsQueryApiKeys: boolean };

interface Known {
  userUid: string;
  tenantUid: string;
  user: Pick<User, 'isActive' | 'sessionEpoch'>;
  tenant: Pick<Tenant, 'isActive'>;
  holder: KnownHolder;
}

/** A key as it is stored and whose it is, unjudged: no more than is needed, for copies of it are kept. */
export type KnownApiKey = Known & Pick<ApiKey, 'uid' | 'isActive' | 'expiry'>;

/** The same of a session. */
export type KnownSession = Known & Pick<Session, 'uid' | 'endedAt' | 'endsAt' | 'epoch'>;

/** Finds out who holds a credential, and judges it as of now. Everything that does not count is null alike. */
@Injectable()
export class PrincipalsService {
  constructor(
    private readonly credentials: CredentialsRepository,
    private readonly held: HeldRolesService,
    private readonly clock: Clock,
  ) {}

  /** One query; none at all for what cannot be a key of ours. */
  async byApiKey(value: string): Promise<KnownHolder | null> {
    const digest = digestOfApiKey(value);
    const key = digest === null ? undefined : (await this.apiKeys([digest])).get(digest);
    return key && judgeApiKey(key, this.clock.now()) === 'VALID' ? key.holder : null;
  }

  /** One query. @param claims of a token whose signature and times are good. */
  async byClaims(claims: TokenClaims): Promise<KnownHolder | null> {
    const session = (await this.sessions([claims.sid])).get(claims.sid);
    return session && isHeldBy(session, claims, this.clock.now()) ? session.holder : null;
  }

  /** One query. @returns the keys that there are, unjudged, by digest. */
  async apiKeys(digests: string[]): Promise<Map<string, KnownApiKey>> {
    const keys = await this.credentials.apiKeysByDigest(digests);
    return new Map(keys.map((key) => [key.digest, this.knownKey(key)]));
  }

  /** @returns the key with this uid, unjudged. */
  async apiKeyByUid(uid: string): Promise<KnownApiKey | null> {
    const key = await this.credentials.apiKeyByUid(uid);
    return key && this.knownKey(key);
  }

  /** One query. @returns the sessions that there are, unjudged, by uid. */
  async sessions(uids: string[]): Promise<Map<string, KnownSession>> {
    const sessions = await this.credentials.sessionsByUid(uids);
    return new Map(
      sessions.map((session) => {
        const { uid, endedAt, endsAt, epoch } = session;
        return [
          uid,
          { uid, endedAt, endsAt, epoch, ...this.known(session, { kind: 'token', sessionUid: uid }) },
        ];
      }),
    );
  }

  private knownKey(key: ApiKey & Holder): KnownApiKey {
    const { uid, isActive, expiry } = key;
    return {
      uid,
      isActive,
      expiry,
      ...this.known(key, { kind: 'apiKey', keyUid: uid, expiry }),
    };
  }

  private known({ user, tenant, assignments }: Holder, credential: Credential): Known {
    return {
      userUid: user.uid,
      tenantUid: tenant.uid,
      user: { isActive: user.isActive, sessionEpoch: user.sessionEpoch },
      tenant: { isActive: tenant.isActive },
      holder: {
        tenantUid: tenant.uid,
        orgName: tenant.orgName,
        userUid: user.uid,
        emailId: user.emailId,
        isPlatformAdmin: user.isPlatformAdmin,
        permissions: sharedSet(this.held.summaryOf(assignments).permissions),
        credential,
        allowsQueryApiKeys: tenant.allowsQueryApiKeys,
        lastUse: undefined,
      },
    };
  }
}
