import { createTestDatabase, isServer } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';
import { BOOTSTRAP_ENV, ServiceProcess } from '../support/process.js';
import { refusedStart } from '../support/refused-start.js';

const MIGRATE = 'dist/src/database/migrate.js';

describe('a start with a database that cannot be used', () => {
  const databases: TestDatabase[] = [];
  afterAll(async () => {
    await ServiceProcess.killAll();
    await Promise.all(databases.map((database) => database.drop()));
  });

  async function given(options: { migrated: boolean }): Promise<Record<string, string>> {
    const database = await createTestDatabase(options);
    databases.push(database);
    return { ...database.env, ...BOOTSTRAP_ENV };
  }

  describe('without its tables', () => {
    if (isServer) {
      it('is refused on a server, whose schema the service has no right to change', async () => {
        const env = await given({ migrated: false });
        const { lines } = await refusedStart({ env });
        expect(lines).toHaveLength(1);
        expect(lines[0]).toMatch(/^The database lacks \d+ schema change\(s\); run: npm run migrate$/);
      });
    } else {
      it('makes them in the embedded database', async () => {
        const service = await ServiceProcess.start({ env: await given({ migrated: false }) });
        await service.logIn();
      });
    }

    it('starts after the migration, which says what it did and does it once', async () => {
      const env = await given({ migrated: false });
      const first = ServiceProcess.spawn({ env, program: MIGRATE });
      expect(await first.ending).toMatchObject({ code: 0 });
      expect(first.stdout).toMatch(/^Done:\n( {2}[A-Z][a-z]\w+\n)+$/);
      const second = ServiceProcess.spawn({ env, program: MIGRATE });
      expect(await second.ending).toMatchObject({ code: 0 });
      expect(second.stdout).toBe('The schema is up to date.\n');
      const service = await ServiceProcess.start({ env });
      await service.logIn();
    });
  });

  if (isServer) {
    describe('on the server', () => {
      const changed = async (change: (url: URL) => void) => {
        const env = await given({ migrated: true });
        const url = new URL(env['DATABASE_URL'] ?? '');
        change(url);
        return { ...env, DATABASE_URL: url.toString() };
      };

      it('is refused with a wrong password, which is not repeated', async () => {
        const env = await changed((url) => (url.password = 'hunter2'));
        for (const program of ['dist/main.js', MIGRATE]) {
          const { lines, output } = await refusedStart({ env, program });
          expect(lines).toEqual(['The database server refuses the user or the password in DATABASE_URL.']);
          expect(output).not.toContain('hunter2');
        }
      });

      it('is refused with an unknown user', async () => {
        const env = await changed((url) => (url.username = 'no_such_user'));
        const { lines } = await refusedStart({ env });
        expect(lines).toEqual(['The database server refuses the user or the password in DATABASE_URL.']);
      });

      it('is refused when DATABASE_URL names none, with where it goes', async () => {
        const env = await changed((url) => (url.pathname = ''));
        const { lines } = await refusedStart({ env });
        expect(lines).toEqual([
          'DATABASE_URL names no database; put one behind the host: mysql://user:password@host:3306/latchkey',
        ]);
      });

      it('is refused when it does not exist, with the way to make it', async () => {
        const env = await changed((url) => (url.pathname = '/latchkey_no_such_database'));
        const { lines } = await refusedStart({ env });
        expect(lines).toEqual([
          'The database that DATABASE_URL names does not exist; make it first: CREATE DATABASE ... CHARACTER SET utf8mb4.',
        ]);
      });
    });
  }
});
