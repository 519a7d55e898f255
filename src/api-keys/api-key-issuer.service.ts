import { Injectable } from '@nestjs/common';
import { actorOf } from '#access';
import type { Principal } from '#access';
import { ApiError } from '#http';
import type { IdempotentRequest } from '#http';
import { newUid } from '#persistence';
import type { Transaction } from '#persistence';
import { makeApiKey } from '#secrets';
import { Clock } from '#time';
import { AuditService } from '../audit/audit.service.js';
import { Creations } from '../idempotency/creations.service.js';
import { RecoverableKeys } from '../recoverable-keys/recoverable-keys.service.js';
import { TenantSettingsService } from '../tenants/tenant-settings.service.js';
import type { ApiKey } from './api-key.entity.js';
import { foldedName, refuseOutliving } from './api-key.rules.js';
import { ApiKeysRepository } from './api-keys.repository.js';
import { KeyLifetimes } from './key-lifetimes.service.js';
import { KeyOwners } from './key-owners.service.js';

/** What a key is made from. */
export interface NewApiKeyInput {
  name: string;
  annotations?: Record<string, string> | undefined;
  labels?: Record<string, string> | undefined;
  expiresInDays?: number;
  expiry?: string;
  /** Absent: the caller. The tenant's uid: its first administrator, as the Go SDK sends it. */
  userUid?: string;
}

/** Makes API keys. */
@Injectable()
export class ApiKeyIssuer {
  constructor(
    private readonly keys: ApiKeysRepository,
    private readonly owners: KeyOwners,
    private readonly lifetimes: KeyLifetimes,
    private readonly settings: TenantSettingsService,
    private readonly recoverable: RecoverableKeys,
    private readonly creations: Creations,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes a key and returns its value, the only time that it is known, unless the organisation has values kept.
   * @throws ApiError InvalidInput; Forbidden for an owner beyond the caller's reach, and for the key of a user; ResourceNotFound for an unknown one; TooMany; AlreadyDone
   * for a request that made its key before: its value is not told again.
   */
  async issue(
    caller: Principal,
    input: NewApiKeyInput,
    request: IdempotentRequest | undefined,
  ): Promise<{ apiKey: string; uid: string }> {
    const ownerUid = await this.owners.uidOf(caller, input.userUid);
    const made = await this.creations.once(caller, request, (tx) => this.make(tx, caller, ownerUid, input));
    if (!('apiKey' in made)) throw new ApiError('AlreadyDone', { details: { uid: made.uid } });
    return { apiKey: made.apiKey, uid: made.uid };
  }

  /** The owner is read and held in the same transaction: disabling them at this moment comes before or after, never between. */
  private async make(tx: Transaction, caller: Principal, ownerUid: string, input: NewApiKeyInput) {
    const now = this.clock.now();
    await this.owners.refuseUserKey(tx, caller);
    const expiry = await this.lifetimes.ofNew(tx, caller.tenantUid, input, now);
    refuseOutliving(caller, expiry);
    const { apiKey, key } = compose(caller, ownerUid, { ...input, expiry }, now);
    const isKept = await this.settings.keepsKeys(tx, caller.tenantUid);
    const owner = await this.owners.take(tx, caller, ownerUid);
    await this.keys.insert(tx, key);
    if (isKept) await this.recoverable.keep(tx, key, apiKey);
    const forWhom = owner.uid === caller.userUid ? '' : ` for "${owner.emailId}"`;
    const auditUid = await this.audit.record(tx, {
      tenantUid: key.tenantUid,
      actor: actorOf(caller),
      action: 'apiKey.create',
      actionType: 'create',
      resource: { kind: 'apiKey', uid: key.uid, name: key.name },
      message: `API key "${key.name}" was created${forWhom}, valid until ${key.expiry.toISOString()}.`,
    });
    return { apiKey, uid: key.uid, auditUid };
  }
}

function compose(
  caller: Principal,
  userUid: string,
  { name, annotations, labels, expiry }: Omit<NewApiKeyInput, 'expiry'> & { expiry: Date },
  now: Date,
): { apiKey: string; key: ApiKey } {
  const { value, ...shown } = makeApiKey();
  const key: ApiKey = {
    uid: newUid(),
    tenantUid: caller.tenantUid,
    userUid,
    createdByUid: caller.userUid,
    name,
    nameFolded: foldedName(name),
    annotations: annotations ?? {},
    labels: labels ?? {},
    ...shown,
    expiry,
    isActive: true,
    expiredAt: null,
    remindedAt: null,
    leakedAt: null,
    createdAt: now,
    modifiedAt: now,
  };
  return { apiKey: value, key };
}
