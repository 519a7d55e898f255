import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, uid } from './table-plan.js';

const table = createTable({
  name: 'role_assignments',
  primary: ['user_uid', 'role_uid'],
  columns: { user_uid: uid, role_uid: uid, tenant_uid: uid },
  indices: [{ name: 'ix_role_assignments_role', columns: ['tenant_uid', 'role_uid', 'user_uid'] }],
  foreignKey: { name: 'fk_role_assignments_user', column: 'user_uid', references: 'users' },
});

export class CreateRoleAssignments1795000000009 implements MigrationInterface {
  name = 'CreateRoleAssignments1795000000009';

  up(runner: QueryRunner): Promise<void> {
    return table.up(runner);
  }

  down(runner: QueryRunner): Promise<void> {
    return table.down(runner);
  }
}
