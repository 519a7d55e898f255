import type { MigrationInterface, QueryRunner } from 'typeorm';
import { extendTable } from './table-plan.js';

const table = extendTable({
  table: 'api_keys',
  indices: [{ name: 'ix_api_keys_tenant_owner', columns: ['tenant_uid', 'user_uid', 'uid'] }],
});

export class IndexKeysOfOwners1795000000020 implements MigrationInterface {
  name = 'IndexKeysOfOwners1795000000020';

  up(runner: QueryRunner): Promise<void> {
    return table.up(runner);
  }

  down(runner: QueryRunner): Promise<void> {
    return table.down(runner);
  }
}
