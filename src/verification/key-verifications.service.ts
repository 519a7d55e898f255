import { Injectable } from '@nestjs/common';
import type { PermissionExpression, Principal } from '#access';
import { KnownCredentials } from '../auth/known-credentials.service.js';
import { VerificationCounts } from '../metrics/verification-counts.service.js';
import { KeyUses } from '../key-uses/key-uses.service.js';
import { Limits } from '../limits/limits.service.js';
import { VERIFICATION_CODES } from './verify-keys.dto.js';
import type { KeyVerification } from './verify-keys.dto.js';

/** Says of other people's keys whether they count, to a back end that was shown them. */
@Injectable()
export class KeyVerifications {
  constructor(
    private readonly credentials: KnownCredentials,
    private readonly limits: Limits,
    private readonly counts: VerificationCounts,
    private readonly uses: KeyUses,
  ) {
    counts.expect(VERIFICATION_CODES);
  }

  /** A key of another organisation is not found, like one that there is not. At most one query. */
  async verify(
    caller: Principal,
    value: string,
    needed: PermissionExpression | undefined,
  ): Promise<KeyVerification> {
    const verification = await this.judge(caller, value, needed);
    this.counts.count(verification.code);
    return verification;
  }

  private async judge(
    caller: Principal,
    value: string,
    needed: PermissionExpression | undefined,
  ): Promise<KeyVerification> {
    const { code, holder, expiry } = await this.credentials.apiKey(value);
    if (!holder || holder.tenantUid !== caller.tenantUid) return this.notFound(caller.origin.ip);
    const isLacking = code === 'VALID' && needed !== undefined && !needed(holder.permissions);
    const valid = code === 'VALID' && !isLacking;
    if (valid) this.uses.note(holder, 'verify'); // the address of whoever showed it there is not known here
    return {
      valid,
      code: isLacking ? 'INSUFFICIENT_PERMISSIONS' : code,
      ...(holder.credential.kind === 'apiKey' && { keyUid: holder.credential.keyUid }),
      user: { uid: holder.userUid, emailId: holder.emailId },
      ...(expiry && { expiry: expiry.toISOString() }),
      permissions: [...holder.permissions].toSorted(),
    };
  }

  private notFound(address: string): KeyVerification {
    const retryAfter = this.limits.countInvalid(address);
    return retryAfter > 0
      ? { valid: false, code: 'RATE_LIMITED', retryAfter }
      : { valid: false, code: 'NOT_FOUND' };
  }
}
