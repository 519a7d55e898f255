import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, text, time, uid } from './table-plan.js';

const table = createTable({
  name: 'audit_notes',
  primary: 'entry_uid',
  columns: {
    entry_uid: uid,
    message: text(255),
    author_uid: uid,
    modified_at: time,
  },
});

export class CreateAuditNotes1795000000017 implements MigrationInterface {
  name = 'CreateAuditNotes1795000000017';

  up(runner: QueryRunner): Promise<void> {
    return table.up(runner);
  }

  down(runner: QueryRunner): Promise<void> {
    return table.down(runner);
  }
}
