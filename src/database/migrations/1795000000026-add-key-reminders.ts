import type { MigrationInterface, QueryRunner } from 'typeorm';
import { extendTable, nullable, time } from './table-plan.js';

const table = extendTable({
  table: 'api_keys',
  columns: { reminded_at: nullable(time) },
  indices: [{ name: 'ix_api_keys_reminder', columns: ['reminded_at', 'expiry'] }],
});

export class AddKeyReminders1795000000026 implements MigrationInterface {
  name = 'AddKeyReminders1795000000026';

  up(runner: QueryRunner): Promise<void> {
    return table.up(runner);
  }

  down(runner: QueryRunner): Promise<void> {
    return table.down(runner);
  }
}
