import { Injectable } from '@nestjs/common';
import type { Permission } from '#access';
import { digestOfApiKey } from '#secrets';
import type { TokenClaims } from '#secrets';
import { Clock } from '#time';
import type { ApiKey } from '../api-keys/api-key.entity.js';
import type { ApiKeyPredecessor } from '../api-keys/api-key-predecessor.entity.js';
import { HeldRolesService } from '../roles/held-roles.service.js';
import { isReplaced, judgeApiKey } from './api-key.rules.js';
import type { ApiKeyCode } from './api-key.rules.js';
import { CredentialsRepository } from './credentials.repository.js';
import type { Holder } from './credentials.repository.js';
import { KnownApiKey, KnownSession } from './known-records.js';
import type { KnownHolder } from './known-records.js';
import { LateKeyUses } from './late-key-uses.service.js';
import { sharedSet } from './permission-sets.js';
import { isHeldBy } from './session.rules.js';

export { KnownHolder } from './known-records.js';

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
    return key && this.judge(key) === 'VALID' ? key : null;
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
    return session && isHeldBy(session, claims, this.clock.now()) ? session : null;
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

  /** @param scope the permissions that are to be left of those that its holder has. @returns the key with this uid, unjudged. */
  async apiKeyByUid(uid: string, scope: ReadonlySet<string>): Promise<KnownApiKey | null> {
    const key = await this.credentials.apiKeyByUid(uid);
    if (!key) return null;
    const permissions = [...this.permissionsOf(key)].filter((held) => scope.has(held));
    return new KnownApiKey(key, new Set(permissions));
  }

  /** One query. @returns the sessions that there are, unjudged, by uid. */
  async sessions(uids: string[]): Promise<Map<string, KnownSession>> {
    const sessions = await this.credentials.sessionsByUid(uids);
    return new Map(
      sessions.map((session) => [session.uid, new KnownSession(session, this.permissionsOf(session))]),
    );
  }

  private knownKey(key: ApiKey & Holder, value?: ApiKeyPredecessor): KnownApiKey {
    return new KnownApiKey(key, this.permissionsOf(key), value);
  }

  private permissionsOf({ assignments }: Holder): ReadonlySet<Permission> {
    return sharedSet(this.held.summaryOf(assignments).permissions);
  }
}
