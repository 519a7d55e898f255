import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ascii, createTable, nullable, time, uid, whole } from './table-plan.js';

const table = createTable({
  name: 'login_failures',
  primary: 'account',
  columns: {
    account: ascii(43),
    user_uid: nullable(uid),
    failures: whole,
    in_a_row: whole,
    locked_until: nullable(time),
    last_at: time,
  },
  indices: [{ name: 'ix_login_failures_user', columns: ['user_uid', 'last_at'] }],
  foreignKey: { name: 'fk_login_failures_user', column: 'user_uid', references: 'users' },
});

export class CreateLoginFailures1795000000023 implements MigrationInterface {
  name = 'CreateLoginFailures1795000000023';

  up(runner: QueryRunner): Promise<void> {
    return table.up(runner);
  }

  down(runner: QueryRunner): Promise<void> {
    return table.down(runner);
  }
}
