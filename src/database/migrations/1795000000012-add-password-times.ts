import type { MigrationInterface, QueryRunner } from 'typeorm';
import { extendTable, nullable, time } from './table-plan.js';

const table = extendTable({
  table: 'users',
  columns: { password_set_at: nullable(time), password_reminded_at: nullable(time) },
  indices: [
    { name: 'ix_users_password_set', columns: ['tenant_uid', 'password_reminded_at', 'password_set_at'] },
  ],
});

export class AddPasswordTimes1795000000012 implements MigrationInterface {
  name = 'AddPasswordTimes1795000000012';

  async up(runner: QueryRunner): Promise<void> {
    await table.up(runner);
    await runner.query(
      'UPDATE users SET password_set_at = created_at WHERE password_hash IS NOT NULL AND password_set_at IS NULL',
    );
  }

  down(runner: QueryRunner): Promise<void> {
    return table.down(runner);
  }
}
