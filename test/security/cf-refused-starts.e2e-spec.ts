import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServiceProcess } from '../support/process.js';
import { refusedStart } from '../support/refused-start.js';

const KEY = randomBytes(32).toString('base64');
const TOKEN = randomBytes(32).toString('hex');
const CANARY = 'hunter2hunter2hunter2';

describe('a start', () => {
  let scratch: string;
  let env: Record<string, string>;

  beforeAll(() => {
    scratch = mkdtempSync(join(tmpdir(), 'latchkey-test-'));
    env = { LATCHKEY_DATA_DIR: join(scratch, 'data') };
  });
  afterAll(async () => {
    await ServiceProcess.killAll();
    rmSync(scratch, { recursive: true, force: true });
  });

  const file = (content: string, mode: number) => {
    const path = join(scratch, randomBytes(6).toString('hex'));
    writeFileSync(path, content);
    chmodSync(path, mode);
    return path;
  };
  const server = () => ({ LATCHKEY_MASTER_KEY: KEY, DATABASE_URL: 'mysql://db.example/x' });
  const faultsOf = async (more: Record<string, string>) => {
    const { lines, output } = await refusedStart({ env: { ...env, ...more } });
    expect(lines.slice(0, 1)).toEqual(['The settings cannot be used:']);
    for (const secret of [KEY, TOKEN, CANARY]) expect(output).not.toContain(secret);
    return lines.slice(1);
  };

  it.each<[string, RegExp, () => Record<string, string>]>([
    [
      'no master key beside a server',
      /MASTER_KEY is needed/,
      () => ({ DATABASE_URL: 'mysql://db.example/x' }),
    ],
    ['a short master key', /MASTER_KEY must be 32/, () => ({ LATCHKEY_MASTER_KEY: CANARY })],
    [
      'a master key of a few bytes',
      /MASTER_KEY must be 32/,
      () => ({ LATCHKEY_MASTER_KEY: Buffer.alloc(32).toString('base64') }),
    ],
    ['a key file that others may read', /chmod 600/, () => ({ LATCHKEY_MASTER_KEY_FILE: file(KEY, 0o644) })],
    ['a key file that others may write', /chmod 600/, () => ({ LATCHKEY_MASTER_KEY_FILE: file(KEY, 0o666) })],
    [
      'one secret for two things',
      /METRICS_TOKEN is the same as LATCHKEY_MASTER_KEY/,
      () => ({ LATCHKEY_MASTER_KEY: KEY, LATCHKEY_METRICS_TOKEN: KEY }),
    ],
    ['a metrics token to guess', /can be guessed/, () => ({ LATCHKEY_METRICS_TOKEN: 'a'.repeat(16) })],
    [
      'a proxy that is everybody',
      /wider than/,
      () => ({ LATCHKEY_TRUSTED_PROXIES: '0.0.0.0/1,128.0.0.0/1' }),
    ],
    ['a proxy that is a number', /CIDR ranges/, () => ({ LATCHKEY_TRUSTED_PROXIES: 'true' })],
    ['no TLS and no proxy', /must begin with https/, () => ({ HOST: '0.0.0.0' })],
    ['a log for developers', /LOG_LEVEL must be info/, () => ({ LATCHKEY_LOG_LEVEL: 'trace' })],
    [
      'a password to a Redis in the clear',
      /must begin with rediss/,
      () => ({ ...server(), REDIS_URL: `redis://:${TOKEN}@cache.example` }),
    ],
    [
      'a database password to guess',
      /password in DATABASE_URL can be guessed/,
      () => ({ LATCHKEY_MASTER_KEY: KEY, DATABASE_URL: 'mysql://latchkey:secret@db.example/x' }),
    ],
    [
      'a Redis password to guess',
      /password in REDIS_URL can be guessed/,
      () => ({ ...server(), REDIS_URL: 'rediss://:password@cache.example' }),
    ],
    [
      'a Redis for instances that would each have a database of their own',
      /several instances, which need a server database/,
      () => ({ REDIS_URL: 'rediss://cache.example' }),
    ],
    ['certificates that nobody verifies', /TLS_REJECT/, () => ({ NODE_TLS_REJECT_UNAUTHORIZED: '0' })],
  ])('CF-01 is refused in production with %s', async (_what, fault, more) => {
    expect(await faultsOf({ NODE_ENV: 'production', ...more() })).toEqual([expect.stringMatching(fault)]);
  });

  it.each([
    ['DATABASE_URLL', 'did you mean DATABASE_URL?'],
    ['DATABASE_UR', 'did you mean DATABASE_URL?'],
    ['LATCHKEY_DATADIR', 'did you mean LATCHKEY_DATA_DIR?'],
    ['JWT_SECRT', 'tokens are signed with keys that the service makes'],
  ])('CF-02 is refused with %s', async (name, hint) => {
    const faults = await faultsOf({ [name]: CANARY });
    expect(faults).toEqual([expect.stringContaining(`${name} is not a setting`)]);
    expect(faults[0]).toContain(hint);
  });

  it('CF-02 is refused with an option in the address of the database that would have no effect', async () => {
    expect(await faultsOf({ DATABASE_URL: `mysql://u:${CANARY}@127.0.0.1/x?ssl=true` })).toEqual([
      expect.stringMatching(
        /DATABASE_URL must have nothing behind the name of the database but \?requireTLS/,
      ),
    ]);
  });

  it.each([[`--master-key=${CANARY}`], [CANARY], ['--print-config', CANARY], ['--help']])(
    'CF-03 is refused with arguments, which are not repeated: %s %s',
    async (...args) => {
      const { lines, output } = await refusedStart({ env, args: args.filter(Boolean) });
      expect(lines).toEqual([
        'There is no argument but --print-config; settings are read from the environment, see .env.example.',
      ]);
      expect(output).not.toContain(CANARY);
    },
  );
});

describe('--print-config', () => {
  const print = async (env: Record<string, string>) => {
    const service = ServiceProcess.spawn({ env, args: ['--print-config'] });
    const ending = await service.ending;
    return { ...ending, stdout: service.stdout, stderr: service.stderr };
  };

  it('CF-03 prints every setting, masks secrets, starts nothing and makes no file', async () => {
    const scratch = mkdtempSync(join(tmpdir(), 'latchkey-test-'));
    const data = join(scratch, 'data');
    const path = join(scratch, 'token');
    writeFileSync(path, TOKEN, { mode: 0o600 });
    const { code, stdout, stderr } = await print({
      LATCHKEY_DATA_DIR: data,
      LATCHKEY_MASTER_KEY: KEY,
      DATABASE_URL: `mysql://latchkey:${CANARY}@db.example/latchkey`,
      REDIS_URL: `rediss://:${CANARY}@cache.example`,
      SMTP_URL: `smtp://latchkey:${CANARY}@mail.example`,
      LATCHKEY_METRICS_TOKEN_FILE: path,
      LATCHKEY_PUBLIC_URL: 'https://keys.example',
      LATCHKEY_BOOTSTRAP_ORG: 'acme',
      LATCHKEY_BOOTSTRAP_EMAIL: 'ada@acme.example',
      LATCHKEY_BOOTSTRAP_PASSWORD: CANARY,
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\n')).toEqual(
      expect.arrayContaining([
        `LATCHKEY_DATA_DIR=${data}`,
        'LATCHKEY_MASTER_KEY=********',
        'DATABASE_URL=********',
        'REDIS_URL=********',
        'SMTP_URL=********',
        'LATCHKEY_METRICS_TOKEN=******** # from LATCHKEY_METRICS_TOKEN_FILE',
        'LATCHKEY_BOOTSTRAP_PASSWORD=********',
        'LATCHKEY_PUBLIC_URL=https://keys.example',
        'LATCHKEY_LOG_LEVEL=info # default',
        '# LATCHKEY_DOCS is not set',
      ]),
    );
    for (const secret of [KEY, TOKEN, CANARY]) expect(stdout).not.toContain(secret.slice(0, 12));
    expect(existsSync(data)).toBe(false);
    rmSync(scratch, { recursive: true });
  });

  it('CF-03 says what is wrong instead, when something is', async () => {
    const { lines } = await refusedStart({ env: { LATCHKEY_LOG_LEVEL: 'loud' }, args: ['--print-config'] });
    expect(lines).toEqual([
      'The settings cannot be used:',
      '  - LATCHKEY_LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent',
    ]);
  });
});
