// The service as it runs, but for the limits: nobody else may send so much that is wrong.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Service } from '../verify/server.mjs';

/** The most that can be set: what is tried more often is locked until its password is reset. */
export const LOCKED_AFTER = 100;

const LIMITS = {
  LATCHKEY_LOGIN_FAILURES: String(LOCKED_AFTER),
  LATCHKEY_ADDRESS_FAILURES: '1000000',
  LATCHKEY_ORG_FAILURES: '1000000',
  LATCHKEY_INVALID_PER_MINUTE: '1000000',
};

/** @returns the service; with DATABASE_URL on an empty database on that server. */
export async function startTimed() {
  const databaseUrl = process.env.DATABASE_URL;
  const secret = { LATCHKEY_MASTER_KEY: randomBytes(32).toString('base64') };
  if (databaseUrl)
    execFileSync(process.execPath, [resolve('dist/src/database/migrate.js')], {
      cwd: mkdtempSync(join(tmpdir(), 'latchkey-bench-')),
      env: { PATH: process.env.PATH, DATABASE_URL: databaseUrl, ...secret },
    });
  const service = await Service.start({ databaseUrl, env: { ...LIMITS, ...secret } });
  return Object.assign(service, { databaseUrl });
}
