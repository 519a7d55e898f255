import { Injectable } from '@nestjs/common';
import { checkClaims, signToken, verifyToken } from '#secrets';
import type { TokenClaims } from '#secrets';
import { Clock } from '#time';
import { ConfigService } from '../config/config.service.js';
import { TenantSettingsService } from '../tenants/tenant-settings.service.js';
import type { Session } from './session.entity.js';
import { SigningKeysService } from './signing-keys.service.js';

/** The audience of authorization tokens, and of no other kind. */
export const OWN_AUDIENCE = 'latchkey';

/** Makes and checks authorization tokens: signature and claims, not whether their sessions still count. */
@Injectable()
export class TokenIssuer {
  constructor(
    private readonly keys: SigningKeysService,
    private readonly settings: TenantSettingsService,
    private readonly config: ConfigService,
    private readonly clock: Clock,
  ) {}

  /** @returns a token for this generation of the session; it never lives longer than the session. */
  async issue(session: Session, generation: number): Promise<string> {
    const issuedAt = Math.floor(this.clock.now().getTime() / 1000);
    const lifetimeSeconds = (await this.settings.tokenMinutes(session.tenantUid)) * 60;
    return signToken(
      {
        iss: this.config.issuer,
        aud: OWN_AUDIENCE,
        sub: session.userUid,
        tid: session.tenantUid,
        sid: session.uid,
        gen: generation,
        iat: issuedAt,
        exp: Math.min(issuedAt + lifetimeSeconds, Math.floor(session.endsAt.getTime() / 1000)),
      },
      this.keys.signer(),
    );
  }

  /** @returns the claims of a token that counts by itself, or null. */
  verify(token: string, { ignoreExpiry = false } = {}): TokenClaims | null {
    return verifyToken(token, this.keys.publicKey, { ...this.expected(), ignoreExpiry });
  }

  /** @returns true while the key of this name is one of ours. */
  knows(kid: string): boolean {
    return this.keys.publicKey(kid) !== undefined;
  }

  /** The same for claims whose signature was checked elsewhere. */
  check(payload: unknown): TokenClaims | null {
    return checkClaims(payload, this.expected());
  }

  private expected() {
    return { issuer: this.config.issuer, audience: OWN_AUDIENCE, now: this.clock.now() };
  }
}
