import { randomBytes } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ADMINISTRATOR, logIn, NewInstallations, stopped } from '../support/new-installations.js';
import { BOOTSTRAP_ENV, ServiceProcess } from '../support/process.js';
import { BOOTSTRAP } from '../support/test-app.js';

describe('a start with settings', () => {
  const installations = new NewInstallations();
  afterAll(() => installations.removeAll());

  describe('that name a first administrator', () => {
    it('makes them, prints no setup token and leaves none behind', async () => {
      const { env, data } = await installations.make();
      await stopped(await ServiceProcess.start({ env })); // leaves a token file
      const service = await ServiceProcess.start({ env: { ...env, ...BOOTSTRAP_ENV } });
      expect(service.stderr).not.toMatch(/setup/i);
      expect(existsSync(join(data, 'setup-token'))).toBe(false);
      expect(service.stderr + service.stdout).not.toContain(BOOTSTRAP.password);
      const info = await service.http.get('/v1/users/info').set('Authorization', await service.logIn());
      expect(info.status).toBe(200);
      expect(info.body).toMatchObject({ orgName: BOOTSTRAP.orgName });
      await stopped(service);
    });

    it('changes nothing when the environment names another password later', async () => {
      const { env } = await installations.make();
      await stopped(await ServiceProcess.start({ env: { ...env, ...BOOTSTRAP_ENV } }));
      const service = await ServiceProcess.start({
        env: { ...env, ...BOOTSTRAP_ENV, LATCHKEY_BOOTSTRAP_PASSWORD: ADMINISTRATOR.password },
      });
      await logIn(service, ADMINISTRATOR.password, BOOTSTRAP.emailId).expect(401);
      await logIn(service, BOOTSTRAP.password, BOOTSTRAP.emailId).expect(200);
      await stopped(service);
    });
  });

  describe('from files', () => {
    it('reads .env in the working directory; the environment itself has the last word', async () => {
      const { env, data } = await installations.make();
      const cwd = join(data, '..');
      const inFile = { ...env, ...BOOTSTRAP_ENV, LATCHKEY_LOG_LEVEL: 'silent', PORT: '1' };
      writeFileSync(
        join(cwd, '.env'),
        Object.entries(inFile)
          .map(([name, value]) => `${name}='${value}'\n`)
          .join(''),
      );
      const service = await ServiceProcess.start({ cwd }); // PORT=0 is in its environment
      await service.logIn();
      expect(service.stdout).toBe('');
      expect(existsSync(join(data, 'master.key'))).toBe(true);
      await stopped(service);
    });

    it('takes a secret from the file that a setting with _FILE names (CF-03)', async () => {
      const { env, data } = await installations.make();
      const file = join(data, '../password');
      writeFileSync(file, `${BOOTSTRAP.password}\n`);
      const { LATCHKEY_BOOTSTRAP_PASSWORD: _, ...named } = BOOTSTRAP_ENV;
      const service = await ServiceProcess.start({
        env: { ...env, ...named, LATCHKEY_BOOTSTRAP_PASSWORD_FILE: file },
      });
      await service.logIn();
      await stopped(service);
    });
  });

  it('for production serves no documentation and does not name it', async () => {
    const { env } = await installations.make();
    const service = await ServiceProcess.start({
      env: {
        ...env,
        NODE_ENV: 'production',
        LATCHKEY_MASTER_KEY: randomBytes(32).toString('base64'),
      },
    });
    expect(service.stderr).not.toContain('docs');
    await service.http.get('/docs').expect(404);
    await service.http.get('/openapi.json').expect(404);
    await stopped(service);
  });
});
