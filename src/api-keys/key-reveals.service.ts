import { Injectable } from '@nestjs/common';
import { actorOf } from '#access';
import type { Principal } from '#access';
import { ApiError } from '#http';
import { Transactions } from '#persistence';
import type { Transaction } from '#persistence';
import { Clock } from '#time';
import { AuditService } from '../audit/audit.service.js';
import { Limits } from '../limits/limits.service.js';
import { RecoverableKeys } from '../recoverable-keys/recoverable-keys.service.js';
import type { ApiKey } from './api-key.entity.js';
import { isFreshLogin, stateOf } from './api-key.rules.js';
import { ApiKeysRepository } from './api-keys.repository.js';
import { KeyReach } from './key-reach.service.js';

/** Shows values of keys again, where an organisation keeps them. */
@Injectable()
export class KeyReveals {
  constructor(
    private readonly keys: ApiKeysRepository,
    private readonly reach: KeyReach,
    private readonly recoverable: RecoverableKeys,
    private readonly limits: Limits,
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /**
   * Shows the present value of a key. It is told once that it was is written; refusals are written too, as far as one address may fill the trail.
   * @throws ApiError ResourceNotFound; Forbidden; ApiKeyExpired, ApiKeyInactive, ApiKeyNotRecoverable; LoginTooOld
   */
  async reveal(caller: Principal, uid: string): Promise<string> {
    const value = await this.transactions.run(async (tx) => {
      const locked = await this.keys.findLocked(tx, caller.tenantUid, uid);
      const key = this.reach.within(caller, 'apiKey.reveal', locked);
      await this.reach.refuseLending(tx, caller, key, key.expiry);
      return this.valueOf(tx, caller, key);
    });
    if (value instanceof ApiError) throw value;
    return value;
  }

  /** @returns a refusal rather than throwing it, so that its entry stays. */
  private async valueOf(tx: Transaction, caller: Principal, key: ApiKey): Promise<string | ApiError> {
    const now = this.clock.now();
    const state = stateOf(key, now);
    if (state === 'expired') return this.refuse(tx, caller, key, 'ApiKeyExpired');
    if (state === 'inactive') return this.refuse(tx, caller, key, 'ApiKeyInactive');
    const sealed = await this.recoverable.find(tx, key);
    if (sealed === null) return this.refuse(tx, caller, key, 'ApiKeyNotRecoverable');
    // asked last: nobody is to log in again for what there is not
    if (!isFreshLogin(caller, now)) return this.refuse(tx, caller, key, 'LoginTooOld');
    const value = this.recoverable.open(key, sealed);
    await this.record(tx, caller, key, 'reveal', `The value of API key "${key.name}" was shown.`);
    return value;
  }

  private async refuse(
    tx: Transaction,
    caller: Principal,
    key: ApiKey,
    code: keyof typeof REASONS,
  ): Promise<ApiError> {
    if (this.limits.countWritten(caller.origin.ip)) {
      const message = `The value of API key "${key.name}" was not shown: ${REASONS[code]}.`;
      await this.record(tx, caller, key, 'refuseReveal', message);
    }
    return new ApiError(code);
  }

  private async record(
    tx: Transaction,
    caller: Principal,
    key: ApiKey,
    verb: string,
    message: string,
  ): Promise<void> {
    await this.audit.record(tx, {
      tenantUid: key.tenantUid,
      actor: actorOf(caller),
      action: `apiKey.${verb}`,
      actionType: 'action',
      resource: { kind: 'apiKey', uid: key.uid, name: key.name },
      message,
    });
  }
}

const REASONS = {
  ApiKeyExpired: 'it has expired',
  ApiKeyInactive: 'it is revoked',
  ApiKeyNotRecoverable: 'it was not kept',
  LoginTooOld: 'the login was too long ago',
} as const;
