import { Injectable } from '@nestjs/common';
import { ApiError } from '#http';
import type { Transaction } from '#persistence';
import { TenantSettingsService } from '../tenants/tenant-settings.service.js';
import type { ApiKey } from './api-key.entity.js';
import { expiryFrom, isBeyond } from './api-key.rules.js';
import type { AskedExpiry } from './api-key.rules.js';

/** How long keys of an organisation may live, by what it has set at the moment of each change. */
@Injectable()
export class KeyLifetimes {
  constructor(private readonly settings: TenantSettingsService) {}

  /** @returns the expiry of a new key: what is asked for, or what is usual there. @throws ApiError InvalidInput, also when it is neither. */
  async ofNew(tx: Transaction, tenantUid: string, asked: AskedExpiry, now: Date): Promise<Date> {
    const { maxLifetimeInDays, defaultLifetimeInDays } = await this.settings.apiKeySettings(tenantUid, tx);
    const expiry =
      expiryFrom(asked, now, maxLifetimeInDays) ??
      (defaultLifetimeInDays > 0 && expiryFrom({ expiresInDays: defaultLifetimeInDays }, now));
    if (!expiry)
      throw new ApiError('InvalidInput', {
        details: { 'spec.expiry': 'is needed: give spec.expiry or spec.expiresInDays' },
      });
    return expiry;
  }

  /** @returns the new expiry of a key that there is; undefined when none is asked for. @throws ApiError InvalidInput */
  async ofChanged(
    tx: Transaction,
    { tenantUid }: ApiKey,
    asked: AskedExpiry,
    now: Date,
  ): Promise<Date | undefined> {
    return expiryFrom(asked, now, (await this.settings.apiKeySettings(tenantUid, tx)).maxLifetimeInDays);
  }

  /** A key that was revoked comes back only with a life that it could be given today. @throws ApiError LifetimeTooLong */
  async refuseTooLong(tx: Transaction, { tenantUid, expiry }: ApiKey, now: Date): Promise<void> {
    const { maxLifetimeInDays } = await this.settings.apiKeySettings(tenantUid, tx);
    if (isBeyond(expiry, now, maxLifetimeInDays))
      throw new ApiError('LifetimeTooLong', {
        message: `The API key expires later than in ${maxLifetimeInDays} days, which is the most that the organisation allows; give it an earlier expiry first.`,
      });
  }
}
