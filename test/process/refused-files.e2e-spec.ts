import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BOOTSTRAP_ENV, ServiceProcess } from '../support/process.js';
import { refusedStart } from '../support/refused-start.js';

describe('a start with files that cannot be used', () => {
  const scratches: string[] = [];
  afterAll(async () => {
    await ServiceProcess.killAll();
    for (const path of scratches) rmSync(path, { recursive: true, force: true });
  });

  /** A data directory on the embedded database; these files are the same with a server. */
  function directory(): { data: string; env: Record<string, string> } {
    const scratch = mkdtempSync(join(tmpdir(), 'latchkey-test-'));
    scratches.push(scratch);
    const data = join(scratch, 'data');
    return { data, env: { ...BOOTSTRAP_ENV, LATCHKEY_DATA_DIR: data } };
  }
  /** One that the service has used and left in good order. */
  async function used() {
    const made = directory();
    const service = await ServiceProcess.start({ env: made.env });
    service.signal('SIGTERM');
    await service.ending;
    return made;
  }

  describe('the data directory', () => {
    // taking the right to write away proves nothing where the tests run as root; a path below a file is nobody's to write
    it('cannot be made: names it and the setting', async () => {
      const { data, env } = directory();
      writeFileSync(data, 'a file');
      const below = join(data, 'data');
      const { lines } = await refusedStart({ env: { ...env, LATCHKEY_DATA_DIR: below } });
      expect(lines).toEqual([
        `The data directory ${below} cannot be written (ENOTDIR); choose another with LATCHKEY_DATA_DIR.`,
      ]);
    });

    it('is in use by another process: says so, and the other goes on', async () => {
      const { data, env } = directory();
      const first = await ServiceProcess.start({ env });
      const { lines } = await refusedStart({ env });
      expect(lines).toEqual([
        `The data directory ${data} is in use by another process; stop that one, or choose another directory with LATCHKEY_DATA_DIR.`,
      ]);
      const migration = await refusedStart({ env, program: 'dist/src/database/migrate.js' });
      expect(migration.lines).toEqual(lines);
      await first.logIn();
      await first.kill();
      const second = await ServiceProcess.start({ env }); // whatever way the first one went
      await second.logIn();
    });
  });

  describe('the embedded database', () => {
    it.each([
      ['is no database', (file: string) => writeFileSync(file, randomBytes(8192))],
      ['is cut off', (file: string) => writeFileSync(file, readFileSync(file).subarray(0, 10_000))],
      [
        'has a damaged page',
        (file: string) => writeFileSync(file, readFileSync(file).fill(0xff, 4096 * 3, 4096 * 6)),
      ],
    ])('%s: names the file and what to do, and leaves it as it is', async (_, damage) => {
      const { data, env } = await used();
      const file = join(data, 'latchkey.sqlite');
      damage(file);
      const damaged = readFileSync(file);
      const { lines } = await refusedStart({ env });
      expect(lines).toHaveLength(1);
      expect(lines[0]).toMatch(/^The database file .* is damaged \(.*\)\. Restore it from a backup\.$/);
      expect(lines[0]).toContain(file);
      expect(readFileSync(file).equals(damaged)).toBe(true);
    });

    it('cannot be opened: says who has to be able to', async () => {
      const { data, env } = directory();
      mkdirSync(join(data, 'latchkey.sqlite'), { recursive: true });
      const { lines } = await refusedStart({ env });
      expect(lines).toEqual([
        'The embedded database cannot be opened; this account needs to read and write every file in the data directory.',
      ]);
    });
  });

  describe('the master key', () => {
    it('is another one than before: says which is needed, and the right one works again', async () => {
      const { env } = await used();
      const { lines } = await refusedStart({
        env: { ...env, LATCHKEY_MASTER_KEY: randomBytes(32).toString('base64') },
      });
      expect(lines).toEqual([
        'The signing keys in this database were sealed under another master key; set LATCHKEY_MASTER_KEY to the one that the database was first used with.',
      ]);
      const service = await ServiceProcess.start({ env });
      await service.logIn();
    });

    it.each(['', 'c2hvcnQ=\n', '\0'.repeat(45)])('is damaged (%j): names the file', async (content) => {
      const { data, env } = directory();
      mkdirSync(data);
      writeFileSync(join(data, 'master.key'), content, { mode: 0o600 });
      const { lines } = await refusedStart({ env });
      expect(lines).toEqual([
        `${join(data, 'master.key')} is damaged: it must hold 32 bytes in base64. Restore it from a backup.`,
      ]);
    });

    it('can be read by everybody: says how to close it (CF-01)', async () => {
      const { data, env } = await used();
      const file = join(data, 'master.key');
      chmodSync(file, 0o644);
      const { lines } = await refusedStart({ env });
      expect(lines).toEqual([`${file} is open to every account of this machine; run: chmod 600 ${file}`]);
      expect(statSync(file).mode & 0o777).toBe(0o644);
      chmodSync(file, 0o660); // what a volume for a group of accounts makes of it
      await ServiceProcess.start({ env });
    });
  });
});
