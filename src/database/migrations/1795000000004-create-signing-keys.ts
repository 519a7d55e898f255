import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ascii, createTable, longText, time, whole } from './table-plan.js';

const table = createTable({
  name: 'signing_keys',
  primary: 'sequence',
  columns: {
    sequence: whole,
    kid: ascii(64),
    sealed_private_jwk: longText,
    signs_from: time,
    created_at: time,
  },
});

export class CreateSigningKeys1795000000004 implements MigrationInterface {
  name = 'CreateSigningKeys1795000000004';

  up(runner: QueryRunner): Promise<void> {
    return table.up(runner);
  }

  down(runner: QueryRunner): Promise<void> {
    return table.down(runner);
  }
}
