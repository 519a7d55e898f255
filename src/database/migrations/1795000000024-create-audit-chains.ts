import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ascii, createTable, time, uid, whole } from './table-plan.js';

const seals = createTable({
  name: 'audit_seals',
  primary: ['chain', 'seq'],
  columns: {
    chain: uid,
    seq: whole,
    entry_uid: uid,
    at: time,
    digest: ascii(64),
    mac: ascii(43),
  },
  indices: [{ name: 'uq_audit_seals_entry', columns: ['entry_uid'], unique: true }],
});

const chains = createTable({
  name: 'audit_chains',
  primary: 'chain',
  columns: {
    chain: uid,
    seq: whole,
    mac: ascii(43),
    base_seq: whole,
    base_mac: ascii(43),
    base_proof: ascii(43),
  },
});

export class CreateAuditChains1795000000024 implements MigrationInterface {
  name = 'CreateAuditChains1795000000024';

  async up(runner: QueryRunner): Promise<void> {
    await seals.up(runner);
    await chains.up(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await chains.down(runner);
    await seals.down(runner);
  }
}
