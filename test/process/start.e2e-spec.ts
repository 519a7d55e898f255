import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ADMINISTRATOR, logIn, NewInstallations, stopped } from '../support/new-installations.js';
import { ServiceProcess } from '../support/process.js';
import { isServer } from '../support/test-database.js';

const SETUP_TOKEN = /^ +(setup_[\w-]{43})$/m;

describe('a start', () => {
  const installations = new NewInstallations();
  afterAll(() => installations.removeAll());

  const tokenIn = (service: ServiceProcess): string => SETUP_TOKEN.exec(service.stderr)?.[1] ?? '';
  const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8);

  describe('for the first time', () => {
    it('ends with a block that names the address, the documentation and the way in', async () => {
      const { env, data } = await installations.make();
      const service = await ServiceProcess.start({ env });
      const { address } = service;
      expect(service.stderr.split('-'.repeat(72))[1]?.split('\n')).toEqual([
        '',
        'Latchkey is ready.',
        '',
        `Address:     ${address}`,
        `Console:     ${address}/`,
        `API docs:    ${address}/docs`,
        'To get in:   make the first administrator with this one-time setup token:',
        `             ${tokenIn(service)}`,
        `             (also in ${join(data, 'setup-token')})`,
        `             curl ${address}/v1/setup -H 'Content-Type: application/json' -d \\`,
        `               '{"token":"${tokenIn(service)}","orgName":"acme","emailId":"you@example.com","password":"..."}'`,
        '             with a password of your own, of at least 15 characters',
        `             or open ${address}/setup#token=${tokenIn(service)}`,
        '',
      ]);
      await service.http.get('/health/live').expect(200, { status: 'ok' });
      await service.http.get('/health/ready').expect(200, { status: 'ok' });
      await service.http.get('/docs').expect(200);
      await stopped(service);
    });

    it('prints a command that makes the administrator once a password is filled in, and not before', async () => {
      const { env } = await installations.make();
      const service = await ServiceProcess.start({ env });
      const [, json = ''] = /^ +'(\{.*\})'$/m.exec(service.stderr) ?? [];
      const command = JSON.parse(json) as object;
      const { body } = await service.http.post('/v1/setup').send(command).expect(400);
      expect(Object.keys((body as { details: object }).details)).toEqual(['password']);
      const { password } = ADMINISTRATOR;
      await service.http
        .post('/v1/setup')
        .send({ ...command, password })
        .expect(201);
      await logIn(service, password, 'you@example.com').expect(200);
      await stopped(service);
    });

    it('keeps the setup token and the master key in files that only their owner can read', async () => {
      const { env, data } = await installations.make();
      const service = await ServiceProcess.start({ env });
      expect(readFileSync(join(data, 'setup-token'), 'utf8')).toBe(`${tokenIn(service)}\n`);
      expect(readFileSync(join(data, 'master.key'), 'utf8')).toMatch(/^[A-Za-z0-9+/]{43}=\n$/);
      expect([data, join(data, 'setup-token'), join(data, 'master.key')].map(mode)).toEqual([
        '700',
        '600',
        '600',
      ]);
      await stopped(service);
    });

    it('lets nobody else read any file, also in a directory that was there before and is open to all', async () => {
      const { env, data } = await installations.make();
      mkdirSync(data);
      chmodSync(data, 0o755);
      const service = await ServiceProcess.start({ env });
      const open = readdirSync(data).filter((name) => !mode(join(data, name)).endsWith('00'));
      expect(open).toEqual([]);
      expect(readdirSync(data)).toEqual(
        expect.arrayContaining(['master.key', ...(isServer ? [] : ['latchkey.sqlite'])]),
      );
      await stopped(service);
    });

    it('writes JSON lines on standard output, with no secret in them at any level', async () => {
      const { env, data } = await installations.make();
      const service = await ServiceProcess.start({ env: { ...env, LATCHKEY_LOG_LEVEL: 'trace' } });
      const token = tokenIn(service);
      await service.http
        .post('/v1/setup')
        .send({ token, ...ADMINISTRATOR })
        .expect(201);
      await logIn(service, ADMINISTRATOR.password).expect(200);
      await stopped(service);
      expect(service.log.length).toBeGreaterThan(10);
      for (const line of service.log)
        expect(line).toMatchObject({ level: expect.any(String), time: expect.stringMatching(/Z$/) });
      const secrets = [token, readFileSync(join(data, 'master.key'), 'utf8').trim(), ADMINISTRATOR.password];
      for (const secret of [...secrets, ...(env['DATABASE_URL'] === undefined ? [] : [env['DATABASE_URL']])])
        expect(service.stdout).not.toContain(secret);
    });

    it('has no way in but the setup token (LG-12)', async () => {
      const { env } = await installations.make();
      const service = await ServiceProcess.start({ env });
      for (const password of ['admin', 'password', 'changeme', 'latchkey'])
        await logIn(service, password, 'admin@example.com').expect(401);
      await service.http
        .post('/v1/setup')
        .send({ token: `setup_${'a'.repeat(43)}`, ...ADMINISTRATOR })
        .expect(401);
      await service.http
        .post('/v1/setup')
        .send({ token: tokenIn(service), ...ADMINISTRATOR })
        .expect(201);
      await logIn(service, ADMINISTRATOR.password).expect(200);
      await stopped(service);
    });
  });

  describe('for the second time', () => {
    it('prints the same setup token as long as nobody has used it', async () => {
      const { env } = await installations.make();
      const first = await ServiceProcess.start({ env });
      await stopped(first);
      const second = await ServiceProcess.start({ env });
      expect(tokenIn(second)).toBe(tokenIn(first));
      await stopped(second);
    });

    it('says nothing of a token once setup is done, and lets the same people and tokens in', async () => {
      const { env, data } = await installations.make();
      const first = await ServiceProcess.start({ env });
      const token = tokenIn(first);
      await first.http
        .post('/v1/setup')
        .send({ token, ...ADMINISTRATOR })
        .expect(201);
      const { body } = await logIn(first, ADMINISTRATOR.password).expect(200);
      await stopped(first);
      const second = await ServiceProcess.start({ env });
      expect(second.stderr).not.toMatch(/setup/i);
      expect(second.stderr).toContain(
        `To get in:   log in with POST ${second.address}/v1/auth/authenticate\n`,
      );
      expect(existsSync(join(data, 'setup-token'))).toBe(false);
      await logIn(second, ADMINISTRATOR.password).expect(200);
      await second.http.get('/v1/users/info').set('Authorization', body.Authorization).expect(200);
      await second.http
        .post('/v1/setup')
        .send({ token, ...ADMINISTRATOR })
        .expect(409);
      await stopped(second);
    });
  });
});
