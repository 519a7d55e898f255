import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, nullable, text, time, uid, whole } from './table-plan.js';

const table = createTable({
  name: 'sessions',
  primary: 'uid',
  columns: {
    uid,
    tenant_uid: uid,
    user_uid: uid,
    epoch: whole,
    generation: whole,
    started_at: time,
    ends_at: time,
    refreshed_at: time,
    ended_at: nullable(time),
    ip: text(64),
    user_agent: text(200),
  },
  indices: [
    { name: 'ix_sessions_user', columns: ['user_uid', 'uid'] },
    { name: 'ix_sessions_end', columns: ['ends_at'] },
  ],
  foreignKey: { name: 'fk_sessions_user', column: 'user_uid', references: 'users' },
});

export class CreateSessions1795000000003 implements MigrationInterface {
  name = 'CreateSessions1795000000003';

  up(runner: QueryRunner): Promise<void> {
    return table.up(runner);
  }

  down(runner: QueryRunner): Promise<void> {
    return table.down(runner);
  }
}
