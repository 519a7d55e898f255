import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { AuditEntry } from '../../src/audit/audit-entry.entity.js';
import { AuditChain, AuditSeal } from '../../src/audit/audit-seal.entity.js';
import { linksOf } from '../support/audit-chain.js';
import { Given } from '../support/given.js';
import { ServiceProcess } from '../support/process.js';
import { TestApp } from '../support/test-app.js';
import { createTestDatabase } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';

const PROGRAM = 'dist/src/audit-verify.js';

describe('npm run audit:verify, beside a service that runs (AU-04)', () => {
  const masterKey = randomBytes(32).toString('base64');
  let database: TestDatabase;
  let app: TestApp;
  let directory: string;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'latchkey-heads-'));
    database = await createTestDatabase();
    app = await TestApp.start({ database, env: { LATCHKEY_MASTER_KEY: masterKey } });
  });
  afterAll(async () => {
    await app.close();
    await ServiceProcess.killAll();
    await database.drop();
    rmSync(directory, { recursive: true, force: true });
  });

  const run = async (args: string[] = [], env: Record<string, string> = {}) => {
    const program = ServiceProcess.spawn({
      env: { ...database.env, LATCHKEY_MASTER_KEY: masterKey, ...env },
      program: PROGRAM,
      args,
    });
    const { code } = await program.ending;
    return { code, stdout: program.stdout, stderr: program.stderr };
  };

  it('AU-04 ends with 0 when all is as it was written, and says how much that is', async () => {
    await new Given(app).tenant();
    const { code, stdout } = await run();
    expect(stdout).toMatch(/^\d+ links in \d+ chains were checked; all is as it was written\.\n$/);
    expect(code).toBe(0);
  });

  it('AU-04 ends with 1 and names the entry that was changed', async () => {
    const { tenantUid } = await new Given(app).tenant();
    const [link] = await linksOf(app, tenantUid);
    const { manager } = app.get(DataSource);
    const { message } = await manager.findOneByOrFail(AuditEntry, { uid: link?.entryUid });
    await manager.update(AuditEntry, { uid: link?.entryUid }, { message: 'nothing happened' });
    const { code, stdout } = await run();
    expect(stdout).toContain(`FOUND  ${tenantUid}: entry ${link?.entryUid} (link 1) was changed`);
    expect(code).toBe(1);
    await manager.update(AuditEntry, { uid: link?.entryUid }, { message });
  });

  it('AU-04 finds with exported heads that an end was cut off', async () => {
    const { tenantUid } = await new Given(app).tenant();
    const exported = await run(['--print-heads']);
    expect(exported.code).toBe(0);
    const heads = join(directory, 'heads.jsonl');
    writeFileSync(heads, exported.stdout);
    const fits = await run(['--heads', heads]);
    expect(fits).toMatchObject({ code: 0, stdout: expect.stringContaining('exported heads') as string });
    const [last, before] = (await linksOf(app, tenantUid)).toReversed() as [AuditSeal, AuditSeal];
    const { manager } = app.get(DataSource);
    await manager.delete(AuditEntry, { uid: last.entryUid });
    await manager.delete(AuditSeal, { chain: tenantUid, seq: last.seq });
    await manager.update(AuditChain, { chain: tenantUid }, { seq: before.seq, mac: before.mac });
    const cut = await run(['--heads', heads]);
    expect(cut.stdout).toContain(`FOUND  ${tenantUid}: it once reached link ${last.seq}`);
    expect(cut.code).toBe(1);
  });

  it.each([
    [['--what'], {}, /--what/],
    [['--heads', '/nowhere/heads'], {}, /\/nowhere\/heads/],
    [[], { LATCHKEY_MASTER_KEY: 'short' }, /LATCHKEY_MASTER_KEY/],
  ])('ends with 2 and one clear line for %j %j', async (args, env, line) => {
    const { code, stderr } = await run(args, env);
    expect(stderr).toMatch(line);
    expect(stderr).not.toMatch(/^ {4}at |node:/m);
    expect(code).toBe(2);
  });
});
