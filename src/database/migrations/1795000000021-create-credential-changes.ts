import type { MigrationInterface, QueryRunner } from 'typeorm';
import { hasRowLocks } from '#persistence';

/** On a server only: the embedded database has one process, which needs no table to tell itself something. */
export class CreateCredentialChanges1795000000021 implements MigrationInterface {
  name = 'CreateCredentialChanges1795000000021';

  async up(runner: QueryRunner): Promise<void> {
    if (!hasRowLocks(runner.connection)) return;
    await runner.query(
      'CREATE TABLE IF NOT EXISTS `credential_changes` (`id` bigint NOT NULL AUTO_INCREMENT, `subject` varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, `at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3), PRIMARY KEY (`id`)) ENGINE=InnoDB',
    );
    // never empty: that the newest row is there is how a reader knows that it has missed nothing
    await runner.query(
      "INSERT INTO `credential_changes` (`subject`) SELECT 'tenant:none' FROM (SELECT 1) AS `one` WHERE NOT EXISTS (SELECT 1 FROM `credential_changes`)",
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    if (hasRowLocks(runner.connection)) await runner.query('DROP TABLE IF EXISTS `credential_changes`');
  }
}
