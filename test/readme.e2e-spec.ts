import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServiceProcess } from './support/process.js';
import { readSession, withoutParticulars } from './support/readme-session.js';
import { createTestDatabase } from './support/test-database.js';
import type { TestDatabase } from './support/test-database.js';

const MARK = '@@@ end of a block @@@';

describe('the session in the README', () => {
  let database: TestDatabase;
  let service: ServiceProcess;
  let directory: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    directory = mkdtempSync(join(tmpdir(), 'latchkey-readme-'));
    service = await ServiceProcess.start({
      cwd: directory,
      env: { ...database.env, LATCHKEY_DATA_DIR: './data' },
    });
  });
  afterAll(async () => {
    await ServiceProcess.killAll();
    await database.drop();
    rmSync(directory, { recursive: true, force: true });
  });

  it('prints, pasted block by block into one shell, what stands below each block', () => {
    const blocks = readSession();
    expect(blocks.length).toBeGreaterThan(12);
    const script = blocks.map(({ command }) => `${command}\necho '${MARK}'\n`).join('');
    const shell = spawnSync('bash', ['-c', script.replace('http://127.0.0.1:3000', service.address)], {
      cwd: directory,
      encoding: 'utf8',
    });
    expect(shell.stderr).toBe('');
    const printed = shell.stdout.split(`${MARK}\n`).slice(0, blocks.length);
    const shown = blocks.map(({ command, output }, index) => [
      command,
      withoutParticulars(output),
      withoutParticulars(printed[index] ?? ''),
    ]);
    expect(shown.map(([command, , real]) => [command, real])).toEqual(
      shown.map(([command, told]) => [command, told]),
    );
  });
});
