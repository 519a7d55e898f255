import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { ensureBuilt, ROOT } from '../support/build.js';
import { BOOTSTRAP_ENV, ServiceProcess } from '../support/process.js';

const NORMAL = 0;

describe('the threads that hash passwords, in the built program', () => {
  let directory: string;
  let env: Record<string, string>;

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'latchkey-threads-'));
    env = { LATCHKEY_DATA_DIR: directory, ...BOOTSTRAP_ENV };
  });
  afterAll(async () => {
    await ServiceProcess.killAll();
    rmSync(directory, { recursive: true });
  });

  /** The "nice" values of all its threads, the main one first. */
  function priorities(pid: number): number[] {
    const threads = readdirSync(`/proc/${pid}/task`).map(Number);
    return threads
      .toSorted((one, other) => one - other)
      .map((thread) => {
        const stat = readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8');
        return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]);
      });
  }

  // elsewhere a thread has no priority of its own that could be set
  if (process.platform === 'linux')
    it('are there once somebody logs in, at a low priority that nothing else has', async () => {
      // the first start hashes the password of the first administrator
      await (await ServiceProcess.start({ env })).kill();
      const service = await ServiceProcess.start({ env });
      expect(new Set(priorities(service.pid))).toEqual(new Set([NORMAL]));
      await service.logIn();
      const [main, ...others] = priorities(service.pid);
      expect(main).toBe(NORMAL);
      expect(others.filter((priority) => priority > NORMAL)).toHaveLength(1);
    });

  it('keep no process alive', async () => {
    ensureBuilt();
    const secrets = pathToFileURL(join(ROOT, 'dist/libs/secrets/index.js')).href;
    const script = `
      const { PasswordHasher } = await import('${secrets}');
      const hasher = new PasswordHasher(1);
      console.log(await hasher.verify(await hasher.hash('a password'), 'a password'));`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
      timeout: 15_000,
    });
    expect(stdout).toBe('true\n');
  });
});
