import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ascii, createTable, time, uid } from './table-plan.js';

const table = createTable({
  name: 'api_key_uses',
  primary: 'key_uid',
  columns: {
    key_uid: uid,
    used_at: time,
    way: ascii(8),
    ip: ascii(64),
  },
  foreignKey: { name: 'fk_api_key_uses_key', column: 'key_uid', references: 'api_keys' },
});

export class CreateApiKeyUses1795000000022 implements MigrationInterface {
  name = 'CreateApiKeyUses1795000000022';

  up(runner: QueryRunner): Promise<void> {
    return table.up(runner);
  }

  down(runner: QueryRunner): Promise<void> {
    return table.down(runner);
  }
}
