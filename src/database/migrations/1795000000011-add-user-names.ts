import { foldToLength } from '#persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { extendTable, filledWith, text } from './table-plan.js';

const BATCH = 500;

const table = extendTable({
  table: 'users',
  columns: { name: filledWith('', text(257)), name_folded: filledWith('', text(256)) },
  indices: [{ name: 'ix_users_name', columns: ['tenant_uid', 'name_folded', 'uid'] }],
});

interface Row {
  uid: string;
  first_name: string;
  last_name: string;
}

/** The name as it is shown, and as it is searched and sorted. */
export class AddUserNames1795000000011 implements MigrationInterface {
  name = 'AddUserNames1795000000011';

  async up(runner: QueryRunner): Promise<void> {
    await table.up(runner);
    for (let after = '', rows: Row[]; (rows = await page(runner, after)).length > 0;) {
      for (const row of rows) {
        const name = [row.first_name, row.last_name].filter(Boolean).join(' ');
        await runner.query('UPDATE users SET name = ?, name_folded = ? WHERE uid = ?', [
          name,
          foldToLength(name, 256),
          row.uid,
        ]);
      }
      after = rows.at(-1)?.uid ?? '';
    }
  }

  down(runner: QueryRunner): Promise<void> {
    return table.down(runner);
  }
}

function page(runner: QueryRunner, after: string): Promise<Row[]> {
  return runner.query(
    `SELECT uid, first_name, last_name FROM users WHERE uid > ? ORDER BY uid LIMIT ${BATCH}`,
    [after],
  );
}
