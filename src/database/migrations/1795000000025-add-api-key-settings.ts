import type { MigrationInterface, QueryRunner } from 'typeorm';
import { extendTable, longText, nullable } from './table-plan.js';

const table = extendTable({
  table: 'tenant_settings',
  columns: { api_key_settings: nullable(longText) },
});

export class AddApiKeySettings1795000000025 implements MigrationInterface {
  name = 'AddApiKeySettings1795000000025';

  up(runner: QueryRunner): Promise<void> {
    return table.up(runner);
  }

  down(runner: QueryRunner): Promise<void> {
    return table.down(runner);
  }
}
