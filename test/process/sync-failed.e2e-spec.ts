import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BOOTSTRAP_ENV, ServiceProcess, until } from '../support/process.js';

/** Lets every fdatasync of the process fail as soon as there is a file of this name. */
function failingSyncs(trigger: string): string {
  const script = `
    import fs from 'node:fs';
    import { syncBuiltinESMExports } from 'node:module';
    const real = fs.fdatasync;
    fs.fdatasync = (fd, done) => {
      if (!fs.existsSync(${JSON.stringify(trigger)})) return real(fd, done);
      setImmediate(done, Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' }));
    };
    syncBuiltinESMExports();`;
  return `data:text/javascript,${encodeURIComponent(script)}`;
}

describe('when the disk does not take what the embedded database has committed', () => {
  let directory: string;
  let env: Record<string, string>;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'latchkey-sync-'));
    env = { LATCHKEY_DATA_DIR: join(directory, 'data'), ...BOOTSTRAP_ENV };
  });
  afterEach(async () => {
    await ServiceProcess.killAll();
    rmSync(directory, { recursive: true });
  });

  it('says that nobody knows, and ends: only a new start can tell what is on the disk', async () => {
    const trigger = join(directory, 'fails');
    const service = await ServiceProcess.start({ env, nodeOptions: ['--import', failingSyncs(trigger)] });
    const token = await service.logIn();
    const makeUser = (process: ServiceProcess, emailId: string) =>
      process.http.post('/v1/users').set('Authorization', token).send({ spec: { emailId } });
    await makeUser(service, 'known@platform.example').expect(201);

    writeFileSync(trigger, '');
    const { body } = await makeUser(service, 'unknown@platform.example').expect(500);
    expect(body).toMatchObject({ code: 'OutcomeUnknown' });
    await until(() => service.log.some(({ msg }) => msg === 'unexpected fault; the process ends'));
    expect(await service.ending).toMatchObject({ code: 1, signal: null });
    expect(service.stdout).toContain('the write-ahead log could not be brought onto the disk');
    expect(service.stdout).toContain('EIO');

    const next = await ServiceProcess.start({ env });
    await makeUser(next, 'known@platform.example').expect(409);
    expect([201, 409]).toContain((await makeUser(next, 'unknown@platform.example')).status);
  });
});
