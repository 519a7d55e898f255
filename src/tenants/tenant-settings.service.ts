import { Injectable } from '@nestjs/common';
import { actorOf } from '#access';
import type { Principal } from '#access';
import { ApiError } from '#http';
import { Transactions } from '#persistence';
import type { Transaction } from '#persistence';
import { Clock } from '#time';
import { AuditService } from '../audit/audit.service.js';
import { ConfigService } from '../config/config.service.js';
import { RecoverableKeys } from '../recoverable-keys/recoverable-keys.service.js';
import {
  changedKeySettings,
  keySettingsMessage,
  keySettingsOf,
  refuseContradiction,
} from './key-settings.rules.js';
import type { AskedKeySettings } from './key-settings.rules.js';
import { DEFAULT_POLICY, policyFrom } from './password-policy.rules.js';
import type {
  ApiKeySettings,
  LoginBanner,
  PasswordPolicy,
  TenantSettings,
} from './tenant-settings.entity.js';
import { TenantSettingsRepository } from './tenant-settings.repository.js';
import type { Tenant } from './tenant.entity.js';
import { TenantsService } from './tenants.service.js';

export { passwordExpiry, reminderCutoff } from './password-policy.rules.js';

const NOBODY = 'none';
const NO_BANNER: LoginBanner = { isEnabled: false, title: '', message: '' };

/** A policy with when it was set; null while the default holds. */
export interface SetPolicy extends PasswordPolicy {
  createdAt: Date | null;
  modifiedAt: Date | null;
}

/** What a tenant, and the platform for all of them, can set. What nobody set has a default, and reading answers it. */
@Injectable()
export class TenantSettingsService {
  constructor(
    private readonly settings: TenantSettingsRepository,
    private readonly tenants: TenantsService,
    private readonly recoverable: RecoverableKeys,
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
    private readonly config: ConfigService,
    private readonly clock: Clock,
  ) {}

  /** How long a token of this tenant is valid, in minutes: what the tenant set, or the platform, or the environment. */
  async tokenMinutes(tenantUid: string): Promise<number> {
    return (await this.settings.tokenMinutes(tenantUid)) ?? this.config.settings.LATCHKEY_TOKEN_MINUTES;
  }

  /** The same for a tenant that set nothing. */
  async systemTokenMinutes(): Promise<number> {
    return (await this.settings.system())?.tokenMinutes ?? this.config.settings.LATCHKEY_TOKEN_MINUTES;
  }

  async passwordPolicy(tenantUid: string): Promise<SetPolicy> {
    const row = await this.settings.find(tenantUid);
    return {
      ...(row?.passwordPolicy ?? DEFAULT_POLICY),
      createdAt: row?.passwordPolicyCreatedAt ?? null,
      modifiedAt: row?.passwordPolicyModifiedAt ?? null,
    };
  }

  /** @param tx to see what holds in this transaction. */
  async apiKeySettings(tenantUid: string, tx?: Transaction): Promise<ApiKeySettings> {
    return keySettingsOf(await this.settings.find(tenantUid, tx));
  }

  /**
   * Whether values of new keys are kept; to be asked before users and keys are locked. While they are, whoever switches it off waits for the end of
   * this transaction, and then erases what it has kept.
   */
  async keepsKeys(tx: Transaction, tenantUid: string): Promise<boolean> {
    if (!(await this.apiKeySettings(tenantUid, tx)).recoverableKeys) return false;
    await this.tenants.lock(tx, tenantUid);
    return (await this.apiKeySettings(tenantUid, tx)).recoverableKeys;
  }

  async loginBanner(tenantUid: string): Promise<LoginBanner> {
    return (await this.settings.find(tenantUid))?.loginBanner ?? NO_BANNER;
  }

  /** @returns what the organisation of this name shows before a login; null when it shows nothing, or is none. */
  async shownBanner(orgName: string): Promise<LoginBanner | null> {
    const tenant = await this.tenants.named(orgName);
    // the same look-up for a name that there is not: its time must not tell
    const banner = await this.loginBanner(tenant?.uid ?? NOBODY);
    return tenant?.isActive && banner.isEnabled ? banner : null;
  }

  /** @returns the policies of tenants whose passwords expire, a bounded number at a time; not of those in which nobody can log in. */
  async *expiringPolicies(): AsyncGenerator<{ tenantUid: string; policy: PasswordPolicy }> {
    const size = 200;
    for (let after = '', rows: TenantSettings[]; ; after = rows.at(-1)?.tenantUid ?? '') {
      rows = await this.settings.page(after, size);
      for (const { tenantUid, passwordPolicy } of rows)
        if (passwordPolicy && passwordPolicy.expiryDurationInDays > 0)
          yield { tenantUid, policy: passwordPolicy };
      if (rows.length < size) return;
    }
  }

  /** @returns the uid of the audit entry. @throws ApiError ResourceNotFound */
  setTokenMinutes(caller: Principal, tenantUid: string, tokenMinutes: number): Promise<string> {
    return this.changing(caller, tenantUid, async (tx, tenant, now) => {
      await this.settings.save(tx, tenantUid, { tokenMinutes });
      const was = now?.tokenMinutes === null || now === null ? 'the default' : `${now.tokenMinutes}`;
      return this.record(
        tx,
        caller,
        tenant,
        'setTokenLife',
        `Tokens of "${tenant.orgName}" are valid for ${tokenMinutes} minutes (was ${was}).`,
      );
    });
  }

  /** For platform administrators. @returns the uid of the audit entry. */
  setSystemTokenMinutes(caller: Principal, tokenMinutes: number): Promise<string> {
    return this.transactions.run(async (tx) => {
      await this.settings.saveSystem(tx, { tokenMinutes });
      return this.audit.record(tx, {
        tenantUid: caller.tenantUid,
        actor: actorOf(caller),
        action: 'system.setTokenLife',
        actionType: 'update',
        resource: { kind: 'system', uid: null, name: 'authTokenSettings' },
        message: `Tokens of organisations that set nothing themselves are valid for ${tokenMinutes} minutes.`,
      });
    });
  }

  /**
   * @param asked an undefined switch stays as it is; `recoverableKeys: false` erases every value that is kept.
   * @returns the uid of the audit entry. @throws ApiError ResourceNotFound, InvalidInput
   */
  setApiKeySettings(caller: Principal, tenantUid: string, asked: AskedKeySettings): Promise<string> {
    refuseContradiction(asked);
    return this.changing(caller, tenantUid, async (tx, tenant, now) => {
      const was = keySettingsOf(now);
      const apiKeySettings = changedKeySettings(asked, was);
      await this.settings.save(tx, tenantUid, { apiKeySettings });
      const erased = apiKeySettings.recoverableKeys ? 0 : await this.recoverable.forgetAll(tx, tenantUid);
      const message = keySettingsMessage(tenant.orgName, apiKeySettings, was, erased);
      return this.record(tx, caller, tenant, 'setApiKeySettings', message);
    });
  }

  /** @returns the uid of the audit entry. @throws ApiError ResourceNotFound, InvalidInput */
  setLoginBanner(caller: Principal, tenantUid: string, loginBanner: LoginBanner): Promise<string> {
    if (loginBanner.isEnabled && loginBanner.message === '')
      throw new ApiError('InvalidInput', { details: { Message: 'must not be empty while isEnabled' } });
    return this.changing(caller, tenantUid, async (tx, tenant) => {
      await this.settings.save(tx, tenantUid, { loginBanner });
      return this.record(
        tx,
        caller,
        tenant,
        'setLoginBanner',
        `The login banner of "${tenant.orgName}" was ${loginBanner.isEnabled ? 'set' : 'switched off'}.`,
      );
    });
  }

  /** @throws ApiError ResourceNotFound, InvalidInput */
  async setPasswordPolicy(
    caller: Principal,
    tenantUid: string,
    asked: Partial<PasswordPolicy>,
  ): Promise<void> {
    const passwordPolicy = policyFrom(asked);
    await this.changing(caller, tenantUid, async (tx, tenant, settings) => {
      const now = this.clock.now();
      await this.settings.save(tx, tenantUid, {
        passwordPolicy,
        passwordPolicyCreatedAt: settings?.passwordPolicyCreatedAt ?? now,
        passwordPolicyModifiedAt: now,
      });
      const before = settings?.passwordPolicy ?? DEFAULT_POLICY;
      const changes = (Object.keys(passwordPolicy) as (keyof PasswordPolicy)[])
        .filter((name) => passwordPolicy[name] !== before[name])
        .map((name) => `${name} ${before[name] || 'none'} -> ${passwordPolicy[name] || 'none'}`);
      const what = changes.join(', ') || 'nothing';
      return this.record(
        tx,
        caller,
        tenant,
        'setPasswordPolicy',
        `The password policy of "${tenant.orgName}" was changed: ${what}.`,
      );
    });
  }

  /** One change, in turn with every other to this tenant. */
  private changing(
    caller: Principal,
    tenantUid: string,
    work: (tx: Transaction, tenant: Tenant, settings: TenantSettings | null) => Promise<string>,
  ): Promise<string> {
    return this.transactions.run(async (tx) => {
      const tenant = await this.tenants.lockToUpdate(tx, caller, tenantUid);
      return work(tx, tenant, await this.settings.find(tenantUid, tx));
    });
  }

  private record(
    tx: Transaction,
    caller: Principal,
    tenant: Tenant,
    verb: string,
    message: string,
  ): Promise<string> {
    return this.audit.record(tx, {
      tenantUid: tenant.uid,
      actor: actorOf(caller),
      action: `tenant.${verb}`,
      actionType: 'update',
      resource: { kind: 'tenant', uid: tenant.uid, name: tenant.orgName },
      message,
    });
  }
}
