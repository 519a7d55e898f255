import { DataSource } from 'typeorm';
import { MasterKey } from '#secrets';
import { AuditChain, AuditSeal } from '../../src/audit/audit-seal.entity.js';
import { ChainCheck } from '../../src/audit/chain-check.js';
import { ChainCheckRepository } from '../../src/audit/chain-check.repository.js';
import type { ChainHead } from '../../src/audit/chain-check.repository.js';
import type { TestApp } from './test-app.js';

/** Checks the audit trail. @returns what was found, of one chain or of all. */
export async function findings(
  app: TestApp,
  {
    chain,
    heads = [],
    purgedBefore = null,
    masterKey = app.get(MasterKey),
  }: { chain?: string; heads?: ChainHead[]; purgedBefore?: Date | null; masterKey?: MasterKey } = {},
): Promise<string[]> {
  const found: string[] = [];
  const stored = new ChainCheckRepository(app.get(DataSource));
  const check = new ChainCheck(stored, masterKey, purgedBefore, {
    found: (finding) => {
      if (chain === undefined || finding.chain === chain) found.push(finding.what);
    },
  });
  await check.run(heads);
  return found;
}

export function headsOf(app: TestApp): Promise<ChainHead[]> {
  return new ChainCheckRepository(app.get(DataSource)).heads();
}

/** @returns the links of a chain, in their order. */
export function linksOf(app: TestApp, chain: string): Promise<AuditSeal[]> {
  return app.get(DataSource).manager.find(AuditSeal, { where: { chain }, order: { seq: 'ASC' } });
}

export function chainRow(app: TestApp, chain: string): Promise<AuditChain> {
  return app.get(DataSource).manager.findOneByOrFail(AuditChain, { chain });
}
