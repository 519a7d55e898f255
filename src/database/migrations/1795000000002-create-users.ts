import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, flag, longText, nullable, text, time, uid, whole } from './table-plan.js';

const table = createTable({
  name: 'users',
  primary: 'uid',
  columns: {
    uid,
    tenant_uid: uid,
    email_id: text(254),
    email_folded: text(254),
    first_name: text(128),
    last_name: text(128),
    annotations: longText,
    labels: longText,
    is_active: flag,
    is_tenant_admin: flag,
    is_platform_admin: flag,
    password_hash: nullable(text(255)),
    session_epoch: whole,
    link_nonce: nullable(text(36)),
    last_sign_in_at: nullable(time),
    created_at: time,
    modified_at: time,
  },
  indices: [
    { name: 'ix_users_email_in_tenant', columns: ['tenant_uid', 'email_folded'], unique: true },
    { name: 'ix_users_email', columns: ['email_folded'] },
    { name: 'ix_users_tenant', columns: ['tenant_uid', 'uid'] },
  ],
  foreignKey: { name: 'fk_users_tenant', column: 'tenant_uid', references: 'tenants' },
});

export class CreateUsers1795000000002 implements MigrationInterface {
  name = 'CreateUsers1795000000002';

  up(runner: QueryRunner): Promise<void> {
    return table.up(runner);
  }

  down(runner: QueryRunner): Promise<void> {
    return table.down(runner);
  }
}
