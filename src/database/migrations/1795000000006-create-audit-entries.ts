import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ascii, createTable, longText, nullable, text, time, uid } from './table-plan.js';

const table = createTable({
  name: 'audit_entries',
  primary: 'uid',
  columns: {
    uid,
    tenant_uid: nullable(uid),
    at: time,
    actor_type: ascii(16),
    actor_uid: nullable(uid),
    actor_email_id: text(254),
    credential_kind: ascii(16),
    credential_uid: nullable(uid),
    action: ascii(64),
    action_type: ascii(16),
    resource_kind: ascii(32),
    resource_uid: nullable(uid),
    resource_name: text(254),
    message: longText,
    ip: text(64),
    request_id: text(64),
  },
  indices: [
    { name: 'ix_audit_tenant', columns: ['tenant_uid', 'at', 'uid'] },
    { name: 'ix_audit_actor', columns: ['tenant_uid', 'actor_uid', 'at', 'uid'] },
    { name: 'ix_audit_resource', columns: ['tenant_uid', 'resource_uid', 'at', 'uid'] },
  ],
});

export class CreateAuditEntries1795000000006 implements MigrationInterface {
  name = 'CreateAuditEntries1795000000006';

  up(runner: QueryRunner): Promise<void> {
    return table.up(runner);
  }

  down(runner: QueryRunner): Promise<void> {
    return table.down(runner);
  }
}
