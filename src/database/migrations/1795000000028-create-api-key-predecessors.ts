import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ascii, createTable, nullable, time, uid } from './table-plan.js';

const table = createTable({
  name: 'api_key_predecessors',
  primary: 'digest',
  columns: {
    digest: ascii(64),
    key_uid: uid,
    start: ascii(8),
    last_four: ascii(4),
    replaced_at: time,
    valid_until: time,
    used_after_at: nullable(time),
  },
  indices: [{ name: 'ix_api_key_predecessors_key', columns: ['key_uid', 'replaced_at'] }],
  foreignKey: { name: 'fk_api_key_predecessors_key', column: 'key_uid', references: 'api_keys' },
});

export class CreateApiKeyPredecessors1795000000028 implements MigrationInterface {
  name = 'CreateApiKeyPredecessors1795000000028';

  up(runner: QueryRunner): Promise<void> {
    return table.up(runner);
  }

  down(runner: QueryRunner): Promise<void> {
    return table.down(runner);
  }
}
