import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ascii, createTable, longText, text, time, uid } from './table-plan.js';

const table = createTable({
  name: 'roles',
  primary: 'uid',
  columns: {
    uid,
    tenant_uid: uid,
    name: text(128),
    name_folded: text(256),
    annotations: longText,
    labels: longText,
    scope: ascii(16),
    permissions: longText,
    created_at: time,
    modified_at: time,
  },
  indices: [{ name: 'ix_roles_name', columns: ['tenant_uid', 'name_folded'], unique: true }],
  foreignKey: { name: 'fk_roles_tenant', column: 'tenant_uid', references: 'tenants' },
});

export class CreateRoles1795000000008 implements MigrationInterface {
  name = 'CreateRoles1795000000008';

  up(runner: QueryRunner): Promise<void> {
    return table.up(runner);
  }

  down(runner: QueryRunner): Promise<void> {
    return table.down(runner);
  }
}
