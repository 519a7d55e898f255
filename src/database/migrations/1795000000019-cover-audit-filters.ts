import type { MigrationInterface, QueryRunner } from 'typeorm';
import { extendTable } from './table-plan.js';

const table = extendTable({
  table: 'audit_entries',
  indices: [
    {
      name: 'ix_audit_actor_covering',
      columns: ['tenant_uid', 'actor_uid', 'at', 'uid', 'resource_kind', 'action_type'],
    },
    {
      name: 'ix_audit_resource_covering',
      columns: ['tenant_uid', 'resource_uid', 'at', 'uid', 'actor_uid', 'resource_kind', 'action_type'],
    },
    {
      name: 'ix_audit_kind_type',
      columns: ['tenant_uid', 'resource_kind', 'action_type', 'at', 'uid'],
    },
  ],
  replacedIndices: [
    { name: 'ix_audit_actor', columns: ['tenant_uid', 'actor_uid', 'at', 'uid'] },
    { name: 'ix_audit_resource', columns: ['tenant_uid', 'resource_uid', 'at', 'uid'] },
  ],
});

export class CoverAuditFilters1795000000019 implements MigrationInterface {
  name = 'CoverAuditFilters1795000000019';

  up(runner: QueryRunner): Promise<void> {
    return table.up(runner);
  }

  down(runner: QueryRunner): Promise<void> {
    return table.down(runner);
  }
}
