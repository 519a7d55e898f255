import { Column, Entity, ForeignKey } from 'typeorm';
import { PrimaryUidColumn, TimeColumn } from '#persistence';
import type { PasswordRules } from '#secrets';

/** What a tenant set for itself. No row, or null: the default holds. */
@Entity('tenant_settings')
@ForeignKey('Tenant', ['tenantUid'], ['uid'], {
  name: 'fk_tenant_settings_tenant',
  onDelete: 'CASCADE',
  onUpdate: 'NO ACTION',
})
export class TenantSettings {
  @PrimaryUidColumn() tenantUid: string;
  /** How long an authorization token is valid. */
  @Column({ type: 'int', nullable: true }) tokenMinutes: number | null;
  @Column({ type: 'simple-json', nullable: true }) passwordPolicy: PasswordPolicy | null;
  @TimeColumn({ nullable: true }) passwordPolicyCreatedAt: Date | null;
  @TimeColumn({ nullable: true }) passwordPolicyModifiedAt: Date | null;
  @Column({ type: 'simple-json', nullable: true }) loginBanner: LoginBanner | null;
  @Column({ type: 'simple-json', nullable: true }) apiKeySettings: ApiKeySettings | null;
}

/** Rules for passwords in a tenant's own words; the names are the wire contract's. */
export interface PasswordPolicy extends PasswordRules {
  /** Days after which a password must be changed; 0: never. */
  expiryDurationInDays: number;
  /** How many days before that people are reminded; 0: not at all. */
  firstReminderInDays: number;
}

/** What people see before they log in. */
export interface LoginBanner {
  isEnabled: boolean;
  title: string;
  message: string;
}

/** How long API keys of a tenant live, whether their values are kept, and who makes some. Rows may be older than a setting. */
export interface ApiKeySettings {
  /** The furthest that an expiry may be ahead when it is set; 0: as far as it may be everywhere. */
  maxLifetimeInDays: number;
  /** What a key gets whose maker names no expiry; 0: one must be named. */
  defaultLifetimeInDays: number;
  /** Whether values of new keys are kept, sealed, so that they can be shown again. */
  recoverableKeys: boolean;
  /** Whether the key of somebody who makes keys for themself only may do that as well; an administrator's always may. */
  userKeysMakeKeys: boolean;
}
