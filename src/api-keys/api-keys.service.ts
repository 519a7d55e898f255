import { Injectable } from '@nestjs/common';
import { actorOf, coversGrantsOf, reachOf } from '#access';
import type { Permission, Principal } from '#access';
import { ApiError, isZeroTime, readTime } from '#http';
import { Transactions } from '#persistence';
import type { Transaction } from '#persistence';
import { makeApiKey } from '#secrets';
import { Clock } from '#time';
import { AuditService } from '../audit/audit.service.js';
import { UsersService } from '../users/users.service.js';
import type { ApiKey } from './api-key.entity.js';
import { foldedName, graceEnd, refuseOutliving, stateOf } from './api-key.rules.js';
import type { AskedExpiry } from './api-key.rules.js';
import { ApiKeysRepository } from './api-keys.repository.js';
import type { UsedApiKey } from './api-keys.repository.js';
import { KeyLifetimes } from './key-lifetimes.service.js';

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
    private readonly users: UsersService,
    private readonly lifetimes: KeyLifetimes,
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** @throws ApiError ResourceNotFound; Forbidden for a colleague's key without the right. */
  async get(caller: Principal, uid: string): Promise<UsedApiKey> {
    return this.within(caller, 'apiKey.get', await this.keys.findUsed(caller.tenantUid, uid));
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
      if (expiry) await this.refuseLending(tx, caller, key, expiry);
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
   * @throws ApiError ApiKeyExpired on re-activation after the expiry, and the try is recorded; LifetimeTooLong.
   */
  async setState(caller: Principal, uid: string, isActive: boolean): Promise<void> {
    await this.changing(caller, 'apiKey.update', uid, async (tx, key, now) => {
      if (isActive && stateOf(key, now) === 'expired')
        return this.refuseExpired(tx, caller, key, 're-activate');
      if (key.isActive === isActive) return undefined;
      if (isActive) {
        await this.lifetimes.refuseTooLong(tx, key, now);
        await this.refuseLending(tx, caller, key, key.expiry);
      }
      await this.keys.update(tx, key.tenantUid, { uid }, { isActive, modifiedAt: now });
      return isActive
        ? this.record(tx, caller, key, 'activate', `API key "${key.name}" was re-activated.`)
        : this.record(tx, caller, key, 'revoke', `API key "${key.name}" was revoked.`);
    });
  }

  /**
   * Gives a key another value, which is returned, the only time that it is known. Everything else stays as it is.
   * @param graceMinutes how long the present value goes on, until the key expires at most; 0: it ends now, with all before it.
   * @throws ApiError ResourceNotFound; Forbidden; ApiKeyInactive; ApiKeyExpired, and the try is recorded.
   */
  async rotate(
    caller: Principal,
    uid: string,
    graceMinutes: number,
  ): Promise<{ apiKey: string; uid: string }> {
    const { value, ...shown } = makeApiKey();
    await this.changing(caller, 'apiKey.update', uid, async (tx, key, now) => {
      if (stateOf(key, now) === 'expired') return this.refuseExpired(tx, caller, key, 'rotate');
      if (!key.isActive) throw new ApiError('ApiKeyInactive');
      // whoever gets the value can do what the owner can
      await this.refuseLending(tx, caller, key, key.expiry);
      const validUntil = graceEnd(key, now, graceMinutes);
      await this.keys.replaceValue(tx, key, shown, { now, validUntil });
      const end = graceMinutes > 0 ? `is good until ${validUntil.toISOString()}` : 'counts no longer';
      return this.record(
        tx,
        caller,
        key,
        'rotate',
        `API key "${key.name}" was given another value; ${key.start}...${key.lastFour} ${end}.`,
      );
    });
    return { apiKey: value, uid };
  }

  /** Deletes for good. */
  async delete(caller: Principal, uid: string): Promise<void> {
    await this.changing(caller, 'apiKey.delete', uid, async (tx, key) => {
      await this.keys.delete(tx, key.tenantUid, uid);
      return this.record(tx, caller, key, 'delete', `API key "${key.name}" was deleted.`);
    });
  }

  /** Runs one change on a locked key. A refusal that `work` returns is thrown after the commit, so that its audit entry stays. */
  private async changing(
    caller: Principal,
    permission: Permission,
    uid: string,
    work: (tx: Transaction, key: ApiKey, now: Date) => Promise<ApiError | undefined>,
  ): Promise<void> {
    const refusal = await this.transactions.run(async (tx) => {
      const key = this.within(caller, permission, await this.keys.findLocked(tx, caller.tenantUid, uid));
      return work(tx, key, this.clock.now());
    });
    if (refusal) throw refusal;
  }

  /** Giving a key more time is giving its owner's rights to whoever holds it. @throws ApiError Forbidden */
  private async refuseLending(tx: Transaction, caller: Principal, key: ApiKey, expiry: Date): Promise<void> {
    refuseOutliving(caller, expiry);
    if (key.userUid === caller.userUid) return;
    const owner = await this.users.lock(tx, key.tenantUid, key.userUid);
    if (!coversGrantsOf(caller, await this.users.grantsOf(owner, tx)))
      throw new ApiError('Forbidden', { message: 'The owner of this key may do more than you.' });
  }

  private within<Key extends ApiKey>(caller: Principal, permission: Permission, key: Key | null): Key {
    if (!key) throw new ApiError('ResourceNotFound');
    if (key.userUid !== caller.userUid && reachOf(caller, permission) === 'self') {
      throw new ApiError('Forbidden', { message: 'This key belongs to somebody else.' });
    }
    return key;
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
