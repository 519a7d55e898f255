import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { certificateFor } from '../support/certificates.js';
import { hasMariaDb, MariaDbServer } from '../support/mariadb-server.js';
import { BOOTSTRAP_ENV, ServiceProcess } from '../support/process.js';
import { refusedStart } from '../support/refused-start.js';

const MIGRATE = 'dist/src/database/migrate.js';

(hasMariaDb ? describe : describe.skip)('a database server with TLS', () => {
  let server: MariaDbServer;
  let env: Record<string, string>;
  let nameless: Awaited<ReturnType<typeof certificateFor>>;
  let strangerFile: string;

  beforeAll(async () => {
    const { authority, server: own } = await certificateFor('127.0.0.1', 'localhost');
    nameless = await certificateFor('127.0.0.1');
    server = await MariaDbServer.start(
      { 'ca.pem': authority.cert, 'cert.pem': own.cert, 'key.pem': own.key },
      (directory) => [`--ssl-cert=${join(directory, 'cert.pem')}`, `--ssl-key=${join(directory, 'key.pem')}`],
    );
    strangerFile = join(server.directory, 'stranger.pem');
    writeFileSync(strangerFile, nameless.authority.cert);
    env = {
      ...BOOTSTRAP_ENV,
      LATCHKEY_DATA_DIR: join(server.directory, 'service'),
      LATCHKEY_MASTER_KEY: randomBytes(32).toString('base64'),
      NODE_EXTRA_CA_CERTS: join(server.directory, 'ca.pem'),
    };
    const migration = ServiceProcess.spawn({ env: at('?requireTLS=true'), program: MIGRATE });
    expect([(await migration.ending).code, migration.stderr]).toEqual([0, '']);
  }, 90_000);
  afterAll(async () => {
    await ServiceProcess.killAll();
    await server.remove();
  });

  const at = (options = '') => ({
    ...env,
    DATABASE_URL: `mysql://root@localhost:${server.port}/latchkey${options}`,
  });
  const refused = async (more: Record<string, string>) => (await refusedStart({ env: more })).lines;

  it('CF-07 is used when somebody vouches for its certificate', async () => {
    const service = await ServiceProcess.start({ env: at('?requireTLS=true') });
    await service.logIn();
    service.signal('SIGTERM');
    expect(await service.ending).toMatchObject({ code: 0 });
  });

  it('CF-07 is refused when nobody we know signed its certificate', async () => {
    for (const NODE_EXTRA_CA_CERTS of ['', strangerFile])
      expect(await refused({ ...at('?requireTLS=true'), NODE_EXTRA_CA_CERTS })).toEqual([
        expect.stringMatching(
          /^The database server shows no certificate that can be verified \(.*(certificate|signed).*\); name whoever signed it in NODE_EXTRA_CA_CERTS/,
        ),
      ]);
  });

  it('CF-07 is spoken to without TLS only where that is said, or on this machine', async () => {
    await server.query('ALTER USER root@localhost REQUIRE SSL');
    expect(await refused(at('?requireTLS=false'))).toHaveLength(1);
    expect(await refused(at())).toHaveLength(1);
    const service = await ServiceProcess.start({ env: at('?requireTLS=true') });
    await service.logIn();
    await service.kill();
  });

  it('CF-07 is refused when its certificate is for another name', async () => {
    writeFileSync(join(server.directory, 'cert.pem'), nameless.server.cert);
    writeFileSync(join(server.directory, 'key.pem'), nameless.server.key);
    await server.query('FLUSH SSL', { rejectUnauthorized: false });
    const lines = await refused({ ...at('?requireTLS=true'), NODE_EXTRA_CA_CERTS: strangerFile });
    expect(lines).toEqual([expect.stringMatching(/can be verified \(.*altnames.*\)/)]);
  });
});
