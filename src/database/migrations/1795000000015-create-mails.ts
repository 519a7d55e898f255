import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ascii, createTable, nullable, text, time, uid, whole } from './table-plan.js';

const table = createTable({
  name: 'mails',
  primary: 'uid',
  columns: {
    uid,
    kind: ascii(32),
    tenant_uid: nullable(uid),
    user_uid: nullable(uid),
    recipient: text(254),
    attempts: whole,
    due_at: time,
    created_at: time,
  },
  indices: [{ name: 'ix_mails_due', columns: ['due_at', 'uid'] }],
});

export class CreateMails1795000000015 implements MigrationInterface {
  name = 'CreateMails1795000000015';

  up(runner: QueryRunner): Promise<void> {
    return table.up(runner);
  }

  down(runner: QueryRunner): Promise<void> {
    return table.down(runner);
  }
}
