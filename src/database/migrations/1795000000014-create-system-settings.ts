import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, nullable, whole } from './table-plan.js';

const table = createTable({
  name: 'system_settings',
  primary: 'id',
  columns: { id: whole, token_minutes: nullable(whole) },
});

export class CreateSystemSettings1795000000014 implements MigrationInterface {
  name = 'CreateSystemSettings1795000000014';

  up(runner: QueryRunner): Promise<void> {
    return table.up(runner);
  }

  down(runner: QueryRunner): Promise<void> {
    return table.down(runner);
  }
}
