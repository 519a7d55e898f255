import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, flag, longText, text, time, uid } from './table-plan.js';

const table = createTable({
  name: 'tenants',
  primary: 'uid',
  columns: {
    uid,
    org_name: text(128),
    org_name_folded: text(256),
    org_email_id: text(254),
    annotations: longText,
    labels: longText,
    address: longText,
    is_active: flag,
    allows_query_api_keys: flag,
    created_at: time,
    modified_at: time,
  },
  indices: [{ name: 'ix_tenants_name', columns: ['org_name_folded'], unique: true }],
});

export class CreateTenants1795000000001 implements MigrationInterface {
  name = 'CreateTenants1795000000001';

  up(runner: QueryRunner): Promise<void> {
    return table.up(runner);
  }

  down(runner: QueryRunner): Promise<void> {
    return table.down(runner);
  }
}
