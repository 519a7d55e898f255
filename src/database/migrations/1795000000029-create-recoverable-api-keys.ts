import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ascii, createTable, uid } from './table-plan.js';

const table = createTable({
  name: 'recoverable_api_keys',
  primary: 'key_uid',
  columns: {
    key_uid: uid,
    tenant_uid: uid,
    sealed_value: ascii(128),
  },
  indices: [{ name: 'ix_recoverable_api_keys_tenant', columns: ['tenant_uid', 'key_uid'] }],
  foreignKey: { name: 'fk_recoverable_api_keys_key', column: 'key_uid', references: 'api_keys' },
});

export class CreateRecoverableApiKeys1795000000029 implements MigrationInterface {
  name = 'CreateRecoverableApiKeys1795000000029';

  up(runner: QueryRunner): Promise<void> {
    return table.up(runner);
  }

  down(runner: QueryRunner): Promise<void> {
    return table.down(runner);
  }
}
