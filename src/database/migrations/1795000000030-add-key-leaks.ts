import type { MigrationInterface, QueryRunner } from 'typeorm';
import { extendTable, nullable, time } from './table-plan.js';

const table = extendTable({ table: 'api_keys', columns: { leaked_at: nullable(time) }, indices: [] });

export class AddKeyLeaks1795000000030 implements MigrationInterface {
  name = 'AddKeyLeaks1795000000030';

  up(runner: QueryRunner): Promise<void> {
    return table.up(runner);
  }

  down(runner: QueryRunner): Promise<void> {
    return table.down(runner);
  }
}
