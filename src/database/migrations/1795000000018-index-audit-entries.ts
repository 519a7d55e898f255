import type { MigrationInterface, QueryRunner } from 'typeorm';
import { extendTable } from './table-plan.js';

const table = extendTable({
  table: 'audit_entries',
  indices: [
    { name: 'ix_audit_kind', columns: ['tenant_uid', 'resource_kind', 'at', 'uid'] },
    { name: 'ix_audit_type', columns: ['tenant_uid', 'action_type', 'at', 'uid'] },
    { name: 'ix_audit_at', columns: ['at', 'uid'] },
  ],
});

export class IndexAuditEntries1795000000018 implements MigrationInterface {
  name = 'IndexAuditEntries1795000000018';

  up(runner: QueryRunner): Promise<void> {
    return table.up(runner);
  }

  down(runner: QueryRunner): Promise<void> {
    return table.down(runner);
  }
}
