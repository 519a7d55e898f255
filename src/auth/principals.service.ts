import { Injectable } from '@nestjs/common';
import type { Credential, Principal } from '#access';
import { digestOfApiKey } from '#secrets';
import type { TokenClaims } from '#secrets';
import { Clock } from '#time';
import { HeldRolesService } from '../roles/held-roles.service.js';
import { CredentialsRepository } from './credentials.repository.js';
import type { Holder } from './credentials.repository.js';
import { isHeldBy } from './session.rules.js';

/** A principal before it is known from where it came, with what its tenant says about how keys may be sent. */
export type KnownHolder = Omit<Principal, 'origin'> & { allowsQueryApiKeys: boolean };

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
    const key = digest === null ? null : await this.credentials.apiKeyByDigest(digest);
    if (!key?.user.isActive || !key.tenant.isActive) return null;
    if (!key.isActive || key.expiry.getTime() <= this.clock.now().getTime()) return null;
    return this.holderOf(key, { kind: 'apiKey', keyUid: key.uid, expiry: key.expiry });
  }

  /** One query. @param claims of a token whose signature and times are good. */
  async byClaims(claims: TokenClaims): Promise<KnownHolder | null> {
    const session = await this.credentials.sessionByUid(claims.sid);
    if (!session || !isHeldBy(session, claims, this.clock.now())) return null;
    return this.holderOf(session, { kind: 'token', sessionUid: session.uid });
  }

  private holderOf({ user, tenant, assignments }: Holder, credential: Credential): KnownHolder {
    return {
      tenantUid: tenant.uid,
      orgName: tenant.orgName,
      userUid: user.uid,
      emailId: user.emailId,
      isPlatformAdmin: user.isPlatformAdmin,
      permissions: this.held.summaryOf(assignments).permissions,
      credential,
      allowsQueryApiKeys: tenant.allowsQueryApiKeys,
    };
  }
}
