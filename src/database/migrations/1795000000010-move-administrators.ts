import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, dropColumn, flag } from './table-plan.js';

const TENANT_ADMIN = '00000000-0000-7000-8000-000000000001';

/** What used to be a mark on the user is a role that they hold. */
export class MoveAdministrators1795000000010 implements MigrationInterface {
  name = 'MoveAdministrators1795000000010';

  async up(runner: QueryRunner): Promise<void> {
    if (!(await runner.hasColumn('users', 'is_tenant_admin'))) return;
    // run again after an interruption, whoever has a role already keeps it
    await runner.query(
      `INSERT INTO role_assignments (user_uid, role_uid, tenant_uid)
       SELECT uid, '${TENANT_ADMIN}', tenant_uid FROM users
       WHERE is_tenant_admin = 1 AND uid NOT IN (SELECT user_uid FROM role_assignments)`,
    );
    await dropColumn(runner, 'users', 'is_tenant_admin');
  }

  async down(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'users', (isServer) => ({
      ...flag('is_tenant_admin')(isServer),
      default: '0',
    }));
    await runner.query(
      `UPDATE users SET is_tenant_admin = 1 WHERE uid IN (SELECT user_uid FROM role_assignments WHERE role_uid = '${TENANT_ADMIN}')`,
    );
    await runner.query('DELETE FROM role_assignments');
  }
}
