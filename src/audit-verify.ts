import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ConfigService } from './config/config.service.js';
import { explainStartFault } from './config/start-faults.js';
import { openForReading } from './database/data-source.js';
import { ChainCheck } from './audit/chain-check.js';
import { CHECKED_ENTITIES, ChainCheckRepository } from './audit/chain-check.repository.js';
import type { ChainHead } from './audit/chain-check.repository.js';

const DAY_MS = 86_400_000;
const TELL_EVERY = 100_000;
const USAGE = `npm run audit:verify [-- --heads FILE]   checks the audit trail; with the heads that were exported to FILE also its end
npm run audit:heads > FILE               exports where each chain ends; keep FILE where no administrator of the database can write`;

/** Reads only, so that it may run beside the service, on the embedded database too. @returns the exit code: 1 when something was found. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      heads: { type: 'string' },
      'print-heads': { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  if (existsSync('.env')) process.loadEnvFile();
  const config = new ConfigService(process.env);
  const source = await openForReading(config, CHECKED_ENTITIES);
  try {
    const stored = new ChainCheckRepository(source);
    if (values['print-heads']) {
      for (const head of await stored.heads()) process.stdout.write(`${JSON.stringify(head)}\n`);
      return 0;
    }
    let findings = 0;
    const days = config.settings.LATCHKEY_AUDIT_RETENTION_DAYS;
    const purgedBefore = days > 0 ? new Date(Date.now() - days * DAY_MS) : null;
    const check = new ChainCheck(stored, config.masterKey, purgedBefore, {
      found: ({ chain, what }) => {
        findings++;
        process.stdout.write(`FOUND  ${chain}: ${what}\n`);
      },
      checked: (links) => {
        if (links % TELL_EVERY === 0) process.stderr.write(`  ${links} links ...\n`);
      },
    });
    const heads = values.heads === undefined ? [] : headsIn(values.heads);
    const { chains, links } = await check.run(heads);
    process.stdout.write(
      `${links} links in ${chains} chains were checked${heads.length > 0 ? `, and ${heads.length} exported heads` : ''}; ${findings === 0 ? 'all is as it was written' : `${findings} faults were found`}.\n`,
    );
    return findings === 0 ? 0 : 1;
  } finally {
    await source.destroy();
  }
}

function headsIn(file: string): ChainHead[] {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.map((line, at) => {
    const head = JSON.parse(line) as ChainHead;
    const isHead =
      typeof head.chain === 'string' && Number.isInteger(head.seq) && typeof head.mac === 'string';
    if (!isHead) throw new Error(`Line ${at + 1} of ${file} is not a head.`);
    return head;
  });
}

main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    process.stderr.write(`${explainStartFault(error)}\n`);
    process.exitCode = 2;
  },
);
