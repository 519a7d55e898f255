import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ascii, createTable, flag, longText, nullable, text, time, uid } from './table-plan.js';

const table = createTable({
  name: 'api_keys',
  primary: 'uid',
  columns: {
    uid,
    tenant_uid: uid,
    user_uid: uid,
    created_by_uid: uid,
    name: text(128),
    name_folded: text(256),
    annotations: longText,
    labels: longText,
    digest: ascii(64),
    start: ascii(8),
    last_four: ascii(4),
    expiry: time,
    is_active: flag,
    expired_at: nullable(time),
    created_at: time,
    modified_at: time,
  },
  indices: [
    { name: 'ix_api_keys_digest', columns: ['digest'], unique: true },
    { name: 'ix_api_keys_tenant', columns: ['tenant_uid', 'uid'] },
    { name: 'ix_api_keys_tenant_expiry', columns: ['tenant_uid', 'expiry', 'uid'] },
    { name: 'ix_api_keys_tenant_name', columns: ['tenant_uid', 'name_folded', 'uid'] },
    { name: 'ix_api_keys_owner', columns: ['user_uid', 'uid'] },
    { name: 'ix_api_keys_due', columns: ['expired_at', 'expiry'] },
  ],
  foreignKey: { name: 'fk_api_keys_user', column: 'user_uid', references: 'users' },
});

export class CreateApiKeys1795000000005 implements MigrationInterface {
  name = 'CreateApiKeys1795000000005';

  up(runner: QueryRunner): Promise<void> {
    return table.up(runner);
  }

  down(runner: QueryRunner): Promise<void> {
    return table.down(runner);
  }
}
