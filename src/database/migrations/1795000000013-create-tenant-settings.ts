import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, longText, nullable, time, uid, whole } from './table-plan.js';

const table = createTable({
  name: 'tenant_settings',
  primary: 'tenant_uid',
  columns: {
    tenant_uid: uid,
    token_minutes: nullable(whole),
    password_policy: nullable(longText),
    password_policy_created_at: nullable(time),
    password_policy_modified_at: nullable(time),
    login_banner: nullable(longText),
  },
  foreignKey: { name: 'fk_tenant_settings_tenant', column: 'tenant_uid', references: 'tenants' },
});

export class CreateTenantSettings1795000000013 implements MigrationInterface {
  name = 'CreateTenantSettings1795000000013';

  up(runner: QueryRunner): Promise<void> {
    return table.up(runner);
  }

  down(runner: QueryRunner): Promise<void> {
    return table.down(runner);
  }
}
