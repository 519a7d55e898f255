import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ascii, createTable, time, uid } from './table-plan.js';

const table = createTable({
  name: 'idempotency_keys',
  primary: 'digest',
  columns: {
    digest: ascii(64),
    fingerprint: ascii(64),
    resource_uid: uid,
    audit_uid: uid,
    created_at: time,
  },
  indices: [{ name: 'ix_idempotency_keys_created', columns: ['created_at'] }],
});

export class CreateIdempotencyKeys1795000000016 implements MigrationInterface {
  name = 'CreateIdempotencyKeys1795000000016';

  up(runner: QueryRunner): Promise<void> {
    return table.up(runner);
  }

  down(runner: QueryRunner): Promise<void> {
    return table.down(runner);
  }
}
