import { Injectable } from '@nestjs/common';
import { visitor } from '#access';
import type { Origin } from '#access';
import { ApiError } from '#http';
import { Transactions } from '#persistence';
import { digestOfApiKey } from '#secrets';
import { Clock } from '#time';
import { AuditService } from '../audit/audit.service.js';
import { Limits } from '../limits/limits.service.js';
import { RecoverableKeys } from '../recoverable-keys/recoverable-keys.service.js';
import { stateOf } from './api-key.rules.js';
import { ApiKeysRepository } from './api-keys.repository.js';
import { KeyMails } from './key-mails.service.js';

const NOBODY = { uid: null, emailId: '' };

/** Takes reports of keys that were found where they must not be. Whoever holds a value could use it; that they can revoke it harms nobody. */
@Injectable()
export class KeyLeaks {
  constructor(
    private readonly keys: ApiKeysRepository,
    private readonly recoverable: RecoverableKeys,
    private readonly mails: KeyMails,
    private readonly limits: Limits,
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /**
   * Revokes the key that has this value for good, tells its owner, and writes it down. A key that has expired stays as it is, and what is no key
   * of ours is nobody's: none of it is told.
   * @throws ApiError TooManyRequests
   */
  async report(value: string, origin: Origin): Promise<void> {
    const retryAfter = this.limits.countInvalid(origin.ip);
    if (retryAfter > 0) throw new ApiError('TooManyRequests', { retryAfter });
    const digest = digestOfApiKey(value.trim());
    const found = digest === null ? null : await this.keys.withValue(digest, this.clock.now());
    if (found) await this.revoke(found.tenantUid, found.uid, origin);
  }

  private revoke(tenantUid: string, uid: string, origin: Origin): Promise<void> {
    return this.transactions.run(async (tx) => {
      const now = this.clock.now();
      const key = await this.keys.findLocked(tx, tenantUid, uid);
      if (!key || key.leakedAt || stateOf(key, now) === 'expired') return;
      await this.keys.update(tx, tenantUid, { uid }, { isActive: false, leakedAt: now, modifiedAt: now });
      await this.recoverable.forget(tx, [uid]);
      await this.mails.enqueue(tx, 'apiKeyLeak', [key]);
      await this.audit.record(tx, {
        tenantUid,
        actor: visitor(origin, NOBODY),
        action: 'apiKey.leak',
        actionType: 'update',
        resource: { kind: 'apiKey', uid, name: key.name },
        message: `API key "${key.name}" was revoked for good: somebody who has its value reported that it has leaked.`,
      });
    });
  }
}
