import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { DataDirectoryInUse, DatabaseDamaged, lockDataDirectory } from '../../src/database/sqlite/sqlite.js';
import { Note, SqliteBed } from '../support/sqlite-bed.js';

describe('the SQLite file', () => {
  let bed: SqliteBed;

  beforeEach(() => {
    bed = new SqliteBed();
  });
  afterEach(() => bed.clear());

  describe('the database file', () => {
    it('is refused with its name when it is damaged', async () => {
      const source = await bed.connect();
      const notes = Array.from({ length: 500 }, (_, i) => ({ id: `${i}`, text: `${i}`.repeat(50) }));
      await source.getRepository(Note).insert(notes);
      await source.destroy();
      // Everything is in the one file now, so that copying it is a backup.
      const sound = readFileSync(bed.file);

      const holed = Buffer.from(sound);
      holed.fill(0xaa, 8192, 12_288);
      for (const damaged of [holed, Buffer.from('not a database at all, but long enough'.repeat(100))]) {
        writeFileSync(bed.file, damaged);
        const failure = await source.initialize().catch((error: unknown) => error);
        expect(failure).toBeInstanceOf(DatabaseDamaged);
        expect((failure as Error).message).toContain(bed.file);
        expect(readFileSync(bed.file).equals(damaged)).toBe(true);
      }

      writeFileSync(bed.file, sound);
      await source.initialize();
      expect(await source.getRepository(Note).count()).toBe(500);
    });

    it('is set up for durability, with the syncs of commits left to us', async () => {
      const source = await bed.connect();
      expect(await source.query('PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }]);
      expect(await source.query('PRAGMA synchronous')).toEqual([{ synchronous: 1 }]);
      expect(await source.query('PRAGMA foreign_keys')).toEqual([{ foreign_keys: 1 }]);
      expect(await source.query('PRAGMA trusted_schema')).toEqual([{ trusted_schema: 0 }]);
      expect(await source.query('PRAGMA busy_timeout')).toEqual([{ timeout: 2000 }]);
    });

    it('takes one statement at a time, and no text that could not be read back', async () => {
      const source = await bed.connect();
      await expect(source.query('DELETE FROM notes; DELETE FROM counters')).rejects.toThrow('more than one');
      await source.query(`INSERT INTO notes (id, text) VALUES ('a;b', ?); `, ['fine']);
      await expect(source.getRepository(Note).save({ id: 'x', text: 'a\0b' })).rejects.toThrow('NUL');
      expect(await source.getRepository(Note).count()).toBe(1);
    });
  });

  describe('lockDataDirectory', () => {
    /** Another process that takes the lock with our own code, says so, and keeps it. */
    function otherProcess() {
      const source = readFileSync(
        join(__dirname, '../../src/database/sqlite/data-directory-lock.ts'),
        'utf8',
      );
      const { outputText } = ts.transpileModule(source, {
        compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 },
      });
      const script = `${outputText}
        try { lockDataDirectory(${JSON.stringify(bed.directory)}); console.log('locked'); process.stdin.resume(); }
        catch (error) { console.log(error.name); }`;
      const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      const said = once(child.stdout, 'data').then(([data]) => String(data).trim());
      return { child, said };
    }

    it('refuses a second process, and is free again after kill -9', async () => {
      const { child, said } = otherProcess();
      expect(await said).toBe('locked');
      expect(() => lockDataDirectory(bed.directory)).toThrow(DataDirectoryInUse);

      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
      const lock = lockDataDirectory(bed.directory);
      const refused = otherProcess();
      expect(await refused.said).toBe('DataDirectoryInUse');
      await once(refused.child, 'exit');

      expect(() => lockDataDirectory(bed.directory)).toThrow(bed.directory);
      lock.release();
      lock.release();
      lockDataDirectory(bed.directory).release();
    });
  });
});
