import { Injectable } from '@nestjs/common';
import { actorOf } from '#access';
import type { Permission, Principal } from '#access';
import { ApiError, isZeroTime, readTime } from '#http';
import { Transactions } from '#persistence';
import type { Transaction } from '#persistence';
import { makeApiKey } from '#secrets';
import { Clock } from '#time';
import { AuditService } from '../audit/audit.service.js';
import { RecoverableKeys } from '../recoverable-keys/recoverable-keys.service.js';
import { TenantSettingsService } from '../tenants/tenant-settings.service.js';
import type { ApiKey } from './api-key.entity.js';
import { foldedName, graceEnd, stateOf } from './api-key.rules.js';
import type { AskedExpiry } from './api-key.rules.js';
import { ApiKeysRepository } from './api-keys.repository.js';
import type { UsedApiKey } from './api-keys.repository.js';
import { KeyLifetimes } from './key-lifetimes.service.js';
import { KeyReach } from './key-reach.service.js';

/** What may be changed; undefined stays as it is. Never the owner or the value. */
export interface ApiKeyChanges {
  name?: string | undefined;
  annotations?: Record<string, string> | undefined;
  labels?: Record<string, string> | undefined;
  expiresInDays?: number;
  expiry?: string;
}

/** Changes to keys that exist. An administrator changes any of the tenant, a user their own. */
@Injectable()
export class ApiKeysService {
  constructor(
    private readonly keys: ApiKeysRepository,
    private readonly reach: KeyReach,
    private readonly lifetimes: KeyLifetimes,
    private readonly settings: TenantSettingsService,
    private readonly recoverable: RecoverableKeys,
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** @throws ApiError ResourceNotFound; Forbidden for a colleague's key without the right. */
  async get(caller: Principal, uid: string): Promise<UsedApiKey> {
    return this.reach.within(caller, 'apiKey.get', await this.keys.findUsed(caller.tenantUid, uid));
  }

  /** @throws ApiError ApiKeyExpired when a new expiry is asked for a key that has expired; the try is recorded. */
  async update(
    caller: Principal,
    uid: string,
    { name, annotations, labels, ...asked }: ApiKeyChanges,
  ): Promise<void> {
    await this.changing(caller, 'apiKey.update', uid, async (tx, key, now) => {
      const isAsked = asksForOther(asked, key.expiry);
      if (isAsked && stateOf(key, now) === 'expired') return this.refuseExpired(tx, caller, key, 'extend');
      const expiry = isAsked ? await this.lifetimes.ofChanged(tx, key, asked, now) : undefined;
      if (expiry) await this.reach.refuseLending(tx, caller, key, expiry);
      const given = Object.fromEntries(
        Object.entries({ name, annotations, labels, expiry }).filter(([, value]) => value !== undefined),
      );
      await this.keys.update(
        tx,
        key.tenantUid,
        { uid },
        {
          ...given,
          ...(name !== undefined && { nameFolded: foldedName(name) }),
          ...(expiry && { expiredAt: null, remindedAt: null }),
          modifiedAt: now,
        },
      );
      return this.record(tx, caller, key, 'update', `API key "${key.name}" was changed: ${describe(given)}.`);
    });
  }

  /**
   * Revokes or re-activates. Doing what is done already changes nothing.
   * @throws ApiError ApiKeyExpired on re-activation after the expiry, and the try is recorded; ApiKeyLeaked; LifetimeTooLong.
   */
  async setState(caller: Principal, uid: string, isActive: boolean): Promise<void> {
    await this.changing(caller, 'apiKey.update', uid, async (tx, key, now) => {
      if (isActive && stateOf(key, now) === 'expired')
        return this.refuseExpired(tx, caller, key, 're-activate');
      if (key.isActive === isActive) return undefined;
      if (isActive) {
        if (key.leakedAt) throw new ApiError('ApiKeyLeaked');
        await this.lifetimes.refuseTooLong(tx, key, now);
        await this.reach.refuseLending(tx, caller, key, key.expiry);
      }
      await this.keys.update(tx, key.tenantUid, { uid }, { isActive, modifiedAt: now });
      return isActive
        ? this.record(tx, caller, key, 'activate', `API key "${key.name}" was re-activated.`)
        : this.record(tx, caller, key, 'revoke', `API key "${key.name}" was revoked.`);
    });
  }

  /**
   * Gives a key another value, which is returned, the only time that it is known unless the organisation has values kept. Everything else
   * stays as it is.
   * @param graceMinutes how long the present value goes on, until the key expires at most; 0: it ends now, with all before it.
   * @throws ApiError ResourceNotFound; Forbidden; ApiKeyInactive; ApiKeyExpired, and the try is recorded.
   */
  async rotate(
    caller: Principal,
    uid: string,
    graceMinutes: number,
  ): Promise<{ apiKey: string; uid: string }> {
    const { value, ...shown } = makeApiKey();
    let isKept = false;
    const begin = async (tx: Transaction) => {
      isKept = await this.settings.keepsKeys(tx, caller.tenantUid);
    };
    const change = async (tx: Transaction, key: ApiKey, now: Date) => {
      if (stateOf(key, now) === 'expired') return this.refuseExpired(tx, caller, key, 'rotate');
      if (!key.isActive) throw new ApiError('ApiKeyInactive');
      // whoever gets the value can do what the owner can
      await this.reach.refuseLending(tx, caller, key, key.expiry);
      const validUntil = graceEnd(key, now, graceMinutes);
      await this.keys.replaceValue(tx, key, shown, { now, validUntil });
      if (isKept) await this.recoverable.keep(tx, { ...key, ...shown }, value);
      else await this.recoverable.forget(tx, [uid]);
      const end = graceMinutes > 0 ? `is good until ${validUntil.toISOString()}` : 'counts no longer';
      return this.record(
        tx,
        caller,
        key,
        'rotate',
        `API key "${key.name}" was given another value; ${key.start}...${key.lastFour} ${end}.`,
      );
    };
    await this.changing(caller, 'apiKey.update', uid, change, begin);
    return { apiKey: value, uid };
  }

  /** Deletes for good. */
  async delete(caller: Principal, uid: string): Promise<void> {
    await this.changing(caller, 'apiKey.delete', uid, async (tx, key) => {
      await this.keys.delete(tx, key.tenantUid, uid);
      return this.record(tx, caller, key, 'delete', `API key "${key.name}" was deleted.`);
    });
  }

  /**
   * Runs one change on a locked key. A refusal that `work` returns is thrown after the commit, so that its audit entry stays.
   * @param begin what has to be locked before the key.
   */
  private async changing(
    caller: Principal,
    permission: Permission,
    uid: string,
    work: (tx: Transaction, key: ApiKey, now: Date) => Promise<ApiError | undefined>,
    begin?: (tx: Transaction) => Promise<void>,
  ): Promise<void> {
    const refusal = await this.transactions.run(async (tx) => {
      await begin?.(tx);
      const key = this.reach.within(
        caller,
        permission,
        await this.keys.findLocked(tx, caller.tenantUid, uid),
      );
      return work(tx, key, this.clock.now());
    });
    if (refusal) throw refusal;
  }

  private async refuseExpired(
    tx: Transaction,
    caller: Principal,
    key: ApiKey,
    what: string,
  ): Promise<ApiError> {
    await this.record(
      tx,
      caller,
      key,
      'refuse',
      `API key "${key.name}" has expired; the try to ${what} it was refused.`,
    );
    return new ApiError('ApiKeyExpired');
  }

  private async record(
    tx: Transaction,
    caller: Principal,
    key: ApiKey,
    verb: string,
    message: string,
  ): Promise<undefined> {
    await this.audit.record(tx, {
      tenantUid: key.tenantUid,
      actor: actorOf(caller),
      action: `apiKey.${verb}`,
      actionType: verb === 'delete' ? 'delete' : verb === 'refuse' ? 'action' : 'update',
      resource: { kind: 'apiKey', uid: key.uid, name: key.name },
      message,
    });
  }
}

/** Clients that read a key, change its name and write it back send the expiry that it has: that asks for nothing. */
function asksForOther({ expiresInDays, expiry }: AskedExpiry, present: Date): boolean {
  if (expiresInDays !== undefined) return true;
  return expiry !== undefined && !isZeroTime(expiry) && readTime(expiry)?.getTime() !== present.getTime();
}

function describe(changes: Record<string, unknown>): string {
  const parts = Object.entries(changes).map(([name, value]) => {
    if (value instanceof Date) return `${name} to ${value.toISOString()}`;
    return typeof value === 'string' ? `${name} to "${value}"` : name;
  });
  return parts.join(', ') || 'nothing';
}
