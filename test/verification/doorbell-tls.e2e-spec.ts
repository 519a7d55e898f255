import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { certificateFor } from '../support/certificates.js';
import { AWAY, HEARD } from '../support/doorbell-bed.js';
import { ServiceProcess, until } from '../support/process.js';
import { hasRedis, RedisServer } from '../support/redis-server.js';
import { createTestDatabase, isServer } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';

const PASSWORD = 'canary';

(isServer && hasRedis ? describe : describe.skip)('a Redis with TLS and a password', () => {
  let database: TestDatabase;
  let redis: RedisServer;
  let authorityFile: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    const { authority, server } = await certificateFor('127.0.0.1');
    const file = (name: string, text: string) => {
      const path = join(database.directory, name);
      writeFileSync(path, text);
      return path;
    };
    authorityFile = file('ca.pem', authority.cert);
    const options = {
      requirepass: PASSWORD,
      'tls-auth-clients': 'no',
      'tls-ca-cert-file': authorityFile,
      'tls-cert-file': file('cert.pem', server.cert),
      'tls-key-file': file('key.pem', server.key),
    };
    const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
    redis = await RedisServer.start(args, { isSecure: true });
  });
  afterAll(async () => {
    await ServiceProcess.killAll();
    await redis.remove();
    await database.drop();
  });

  const start = (env: Record<string, string> = {}) => {
    const REDIS_URL = `rediss://:${PASSWORD}@127.0.0.1:${redis.port}`;
    return ServiceProcess.start({ env: { ...database.env, REDIS_URL, ...env } });
  };
  const stopped = async (service: ServiceProcess) => {
    service.signal('SIGTERM');
    expect(await service.ending).toMatchObject({ code: 0 });
    expect(service.stdout + service.stderr).not.toContain(PASSWORD);
  };

  it('is used when somebody vouches for its certificate', async () => {
    const service = await start({ NODE_EXTRA_CA_CERTS: authorityFile });
    await until(() => service.stdout.includes(HEARD));
    await stopped(service);
  });

  it('gets no password when nobody does (CF-07)', async () => {
    const service = await start();
    await until(() => service.stdout.includes(AWAY));
    expect(service.log.find(({ msg }) => String(msg).includes(AWAY))).toMatchObject({
      reason: expect.stringMatching(/^(UNABLE_TO|SELF_SIGNED|DEPTH_ZERO)[A-Z_]+$/) as string,
    });
    await stopped(service);
  });
});
