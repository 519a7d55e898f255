import { readSettings, SettingsError } from './settings.js';

const random = (bytes: number) => Buffer.from(crypto.getRandomValues(new Uint8Array(bytes)));
const KEY = random(32).toString('base64');
const TOKEN = random(32).toString('hex');
const PASSWORD = random(16).toString('hex');
const SERVER = { LATCHKEY_MASTER_KEY: KEY, DATABASE_URL: `mysql://u:${PASSWORD}@db.example/x` };

/** @returns every fault of an environment, [] when there is none. */
function faults(env: Record<string, string>): string[] {
  try {
    readSettings(env);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(SettingsError);
    return (error as SettingsError).faults;
  }
}

const PLAIN =
  'LATCHKEY_PUBLIC_URL must begin with https://, or LATCHKEY_TRUSTED_PROXIES name the proxy that has the certificate: keys and tokens would go over the network in the clear';
const GUESSED = 'LATCHKEY_METRICS_TOKEN can be guessed; make one with: openssl rand -hex 32';
const LEVEL =
  'LATCHKEY_LOG_LEVEL must be info or less in production: what is written for developers is not for operators’ disks';
const REDIS =
  'REDIS_URL must begin with rediss://, or say ?requireTLS=false: its password would go over the network in the clear';
const ALONE =
  'REDIS_URL is for several instances, which need a server database: name one in DATABASE_URL, or leave it out';
const easy = (name: string) =>
  `The password in ${name} can be guessed; give that server another one, made with: openssl rand -hex 16`;
const own = (name: string, twin: string) => `${name} is the same as ${twin}: each needs a secret of its own`;

describe('in production (CF-01)', () => {
  it.each<[string, Record<string, string>, string]>([
    ['lines for developers', { LATCHKEY_LOG_LEVEL: 'debug' }, LEVEL],
    ['all lines', { LATCHKEY_LOG_LEVEL: 'trace' }, LEVEL],
    ['an open network without TLS', { HOST: '0.0.0.0' }, PLAIN],
    ['an open network without TLS, by IPv6', { HOST: '::' }, PLAIN],
    [
      'a plain address on an open network',
      { HOST: '0.0.0.0', LATCHKEY_PUBLIC_URL: 'http://localhost' },
      PLAIN,
    ],
    ['a plain address of another machine', { LATCHKEY_PUBLIC_URL: 'http://keys.example' }, PLAIN],
    [
      'a metrics token that is the master key',
      { LATCHKEY_MASTER_KEY: KEY, LATCHKEY_METRICS_TOKEN: KEY },
      own('LATCHKEY_METRICS_TOKEN', 'LATCHKEY_MASTER_KEY'),
    ],
    [
      'a Redis with the password of the database',
      {
        LATCHKEY_MASTER_KEY: KEY,
        DATABASE_URL: `mysql://u:${TOKEN}@db/x`,
        REDIS_URL: `rediss://:${TOKEN}@cache`,
      },
      own('The password in REDIS_URL', 'the password in DATABASE_URL'),
    ],
    ['one character as the metrics token', { LATCHKEY_METRICS_TOKEN: 'a'.repeat(16) }, GUESSED],
    ['a text over and over', { LATCHKEY_METRICS_TOKEN: 'k3J9xQ2m'.repeat(4) }, GUESSED],
    ['a row of characters', { LATCHKEY_METRICS_TOKEN: '0123456789abcdef' }, GUESSED],
    ['the token of an example', { LATCHKEY_METRICS_TOKEN: 'change-me-4kL9xQ2mZ8' }, GUESSED],
    [
      'a password that goes to a Redis in the clear',
      { ...SERVER, REDIS_URL: `redis://:${TOKEN}@cache.example` },
      REDIS,
    ],
    ...['secret', 'p', 'change-me-4kL9xQ2mZ8', 'abcdefgh'].map(
      (password): [string, Record<string, string>, string] => [
        `the database password ${password}`,
        { LATCHKEY_MASTER_KEY: KEY, DATABASE_URL: `mysql://u:${password}@db.example/x` },
        easy('DATABASE_URL'),
      ],
    ),
    ['a Redis password of an example', { ...SERVER, REDIS_URL: 'rediss://:secret@cache' }, easy('REDIS_URL')],
    ['a Redis for a database that one instance has', { REDIS_URL: 'rediss://cache' }, ALONE],
    [
      'a database that is named by its address',
      { LATCHKEY_MASTER_KEY: KEY, DATABASE_URL: `mysql://u:${PASSWORD}@192.0.2.7/x` },
      'DATABASE_URL must name the server as its certificate does, and not by its address, or say ?requireTLS=false: nobody could verify who answers',
    ],
    [
      'certificates that nobody looks at',
      { NODE_TLS_REJECT_UNAUTHORIZED: '0' },
      'NODE_TLS_REJECT_UNAUTHORIZED must not be 0, or nobody’s certificate is verified; name the authority of your own in NODE_EXTRA_CA_CERTS',
    ],
  ])('%s: refused, in one line, and convenient elsewhere', (_what, env, fault) => {
    expect(faults({ NODE_ENV: 'production', ...env })).toEqual([fault]);
    expect(fault).not.toContain(TOKEN);
    expect(faults(env)).toEqual([]);
  });

  it.each<[string, Record<string, string>]>([
    ['this machine alone', {}],
    ['this machine alone, by name', { HOST: 'localhost', LATCHKEY_PUBLIC_URL: 'http://[::1]:3000' }],
    ['an https address', { HOST: '0.0.0.0', LATCHKEY_PUBLIC_URL: 'https://keys.example' }],
    ['a proxy', { HOST: '0.0.0.0', LATCHKEY_TRUSTED_PROXIES: '10.0.0.7' }],
    ['a metrics token of chance', { LATCHKEY_METRICS_TOKEN: TOKEN }],
    ['a short metrics token of chance', { LATCHKEY_METRICS_TOKEN: '9f86d081884c7d65' }],
    [
      'a database that lets in by the socket or the network it is asked from',
      { LATCHKEY_MASTER_KEY: KEY, DATABASE_URL: 'mysql://u@db/x' },
    ],
    [
      'a database on this machine',
      { LATCHKEY_MASTER_KEY: KEY, DATABASE_URL: `mysql://u:${PASSWORD}@127.0.0.1/x` },
    ],
    ['a database by name', { LATCHKEY_MASTER_KEY: KEY, DATABASE_URL: `mysql://u:${PASSWORD}@db.example/x` }],
    [
      'a database that may be plain',
      { LATCHKEY_MASTER_KEY: KEY, DATABASE_URL: `mysql://u:${PASSWORD}@192.0.2.7/x?requireTLS=false` },
    ],
    ['a Redis on this machine', { ...SERVER, REDIS_URL: `redis://:${TOKEN}@127.0.0.1` }],
    ['a Redis that TLS leads to', { ...SERVER, REDIS_URL: `rediss://:${TOKEN}@cache.example` }],
    [
      'a Redis that may be plain',
      { ...SERVER, REDIS_URL: `redis://:${TOKEN}@cache.example?requireTLS=false` },
    ],
    ['a Redis without a password', { ...SERVER, REDIS_URL: 'redis://cache.example' }],
  ])('%s: taken', (_what, env) => {
    expect(faults({ NODE_ENV: 'production', ...env })).toEqual([]);
  });

  it('is not told twice of a setting that cannot be read', () => {
    const env = { NODE_ENV: 'production', HOST: '0.0.0.0' };
    expect(faults({ ...env, LATCHKEY_TRUSTED_PROXIES: 'true' })).toHaveLength(1);
    expect(faults({ ...env, LATCHKEY_PUBLIC_URL: 'keys.example' })).toHaveLength(1);
    expect(
      faults({ ...env, LATCHKEY_PUBLIC_URL: 'https://x', DATABASE_URL: 'x', LATCHKEY_MASTER_KEY: KEY }),
    ).toHaveLength(1);
    expect(
      faults({
        NODE_ENV: 'production',
        DATABASE_URL: 'x',
        REDIS_URL: 'rediss://cache',
        LATCHKEY_MASTER_KEY: KEY,
      }),
    ).toHaveLength(1);
  });

  it('takes any metrics token of chance', () => {
    for (let run = 0; run < 1000; run++)
      expect(faults({ NODE_ENV: 'production', LATCHKEY_METRICS_TOKEN: random(16).toString('hex') })).toEqual(
        [],
      );
  });

  it.each(['prod', 'Production', 'PRODUCTION', 'production '])(
    'NODE_ENV=%s is no production, which somebody means: refused',
    (NODE_ENV) => {
      expect(faults({ NODE_ENV })).toEqual(['NODE_ENV must be written production to mean it']);
    },
  );
});
