import type { MigrationInterface, QueryRunner } from 'typeorm';
import { extendTable, nullable, uid } from './table-plan.js';

const table = extendTable({
  table: 'mails',
  columns: { resource_uid: nullable(uid) },
});

export class AddMailSubjects1795000000027 implements MigrationInterface {
  name = 'AddMailSubjects1795000000027';

  up(runner: QueryRunner): Promise<void> {
    return table.up(runner);
  }

  down(runner: QueryRunner): Promise<void> {
    return table.down(runner);
  }
}
