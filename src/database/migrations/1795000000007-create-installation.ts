import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, time, uid, whole } from './table-plan.js';

const table = createTable({
  name: 'installation',
  primary: 'id',
  columns: { id: whole, tenant_uid: uid, created_at: time },
});

export class CreateInstallation1795000000007 implements MigrationInterface {
  name = 'CreateInstallation1795000000007';

  up(runner: QueryRunner): Promise<void> {
    return table.up(runner);
  }

  down(runner: QueryRunner): Promise<void> {
    return table.down(runner);
  }
}
