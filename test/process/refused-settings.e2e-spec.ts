import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BOOTSTRAP_ENV, ServiceProcess } from '../support/process.js';
import { refusedStart } from '../support/refused-start.js';

describe('a start with settings that cannot be used', () => {
  let scratch: string;

  beforeAll(() => {
    scratch = mkdtempSync(join(tmpdir(), 'latchkey-test-'));
  });
  afterAll(async () => {
    await ServiceProcess.killAll();
    rmSync(scratch, { recursive: true, force: true });
  });

  it('names every fault at once, never a value (CF-02)', async () => {
    const env = {
      LATCHKEY_LOG_LEVL: 'hunter2',
      LATCHKEY_JWT_SECRET: 'hunter2',
      PORT: '99999',
      DATABASE_URL: 'postgres://hunter2@db.example/latchkey',
      LATCHKEY_TOKEN_MINUTES: '5',
      LATCHKEY_TRUSTED_PROXIES: 'true',
      LATCHKEY_REFRESH_STRICT: 'hunter2',
      LATCHKEY_MASTER_KEY: 'hunter2',
    };
    const { lines, output } = await refusedStart({ env });
    expect(lines.slice(0, 1)).toEqual(['The settings cannot be used:']);
    expect(lines.slice(1).toSorted()).toEqual([
      '  - DATABASE_URL must be a URL that begins with mysql:// or mariadb://',
      '  - LATCHKEY_JWT_SECRET is not a setting; .env.example lists them all',
      '  - LATCHKEY_LOG_LEVL is not a setting; did you mean LATCHKEY_LOG_LEVEL?',
      '  - LATCHKEY_MASTER_KEY must be 32 random bytes in base64; make one with: openssl rand -base64 32',
      '  - LATCHKEY_REFRESH_STRICT must be true or false',
      '  - LATCHKEY_TOKEN_MINUTES must be a whole number from 15 to 1440',
      '  - LATCHKEY_TRUSTED_PROXIES must hold IP addresses or CIDR ranges such as 10.0.0.0/8',
      '  - PORT must be a whole number from 0 to 65535',
    ]);
    expect(output).not.toContain('hunter2');
  });

  it('names a misspelt setting in .env as well, with the one that was probably meant', async () => {
    writeFileSync(join(scratch, '.env'), 'LATCHKEY_DRIAN_SECONDS=5\n');
    const { lines } = await refusedStart({ cwd: scratch });
    expect(lines).toEqual([
      'The settings cannot be used:',
      '  - LATCHKEY_DRIAN_SECONDS is not a setting; did you mean LATCHKEY_DRAIN_SECONDS?',
    ]);
  });

  it('asks for the whole first administrator or none', async () => {
    const { LATCHKEY_BOOTSTRAP_PASSWORD: _, ...half } = BOOTSTRAP_ENV;
    const { lines } = await refusedStart({ env: half });
    expect(lines).toEqual([
      'The settings cannot be used:',
      '  - LATCHKEY_BOOTSTRAP_ORG, LATCHKEY_BOOTSTRAP_EMAIL and LATCHKEY_BOOTSTRAP_PASSWORD go together: set all three or none',
    ]);
  });

  it('asks for a master key of its own when production has a server database (CF-01)', async () => {
    const { lines } = await refusedStart({
      env: { NODE_ENV: 'production', DATABASE_URL: 'mysql://latchkey:hunter2@db.example/latchkey' },
    });
    expect(lines).toEqual([
      'The settings cannot be used:',
      '  - LATCHKEY_MASTER_KEY is needed with a server database in production, the same on every instance',
    ]);
  });

  it('says which file of a secret cannot be read', async () => {
    const { lines } = await refusedStart({ env: { LATCHKEY_MASTER_KEY_FILE: join(scratch, 'none') } });
    expect(lines).toEqual([
      'The settings cannot be used:',
      '  - LATCHKEY_MASTER_KEY cannot be read from the file that LATCHKEY_MASTER_KEY_FILE names',
    ]);
  });

  it('refuses a weak password of the first administrator, and takes a better one at the next start', async () => {
    const env = { ...BOOTSTRAP_ENV, LATCHKEY_DATA_DIR: join(scratch, 'data') };
    const { lines, output } = await refusedStart({
      env: { ...env, LATCHKEY_BOOTSTRAP_PASSWORD: 'hunter2' },
    });
    expect(lines).toEqual([
      'The first administrator cannot be made from LATCHKEY_BOOTSTRAP_*: password must have at least 15 characters',
    ]);
    expect(output).not.toContain('hunter2');
    const service = await ServiceProcess.start({ env });
    await service.logIn();
  });
});
