import { readSettings, SettingsError } from './settings.js';

const randomBytes = (count: number) => Buffer.from(crypto.getRandomValues(new Uint8Array(count)));

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

const KEY = randomBytes(32).toString('base64');
const BOOTSTRAP = {
  LATCHKEY_BOOTSTRAP_ORG: 'acme',
  LATCHKEY_BOOTSTRAP_EMAIL: 'ada@acme.example',
  LATCHKEY_BOOTSTRAP_PASSWORD: 'a password that nobody uses',
};

describe('the settings', () => {
  it('are all there without any environment', () => {
    expect(readSettings({})).toMatchObject({
      PORT: 3000,
      HOST: '127.0.0.1',
      LATCHKEY_TRUSTED_PROXIES: [],
      LATCHKEY_LOG_LEVEL: 'info',
      LATCHKEY_TOKEN_MINUTES: 15,
      LATCHKEY_SESSION_MAX_MINUTES: 720,
      LATCHKEY_QUERY_API_KEYS: true,
      LATCHKEY_REFRESH_STRICT: false,
      LATCHKEY_MASTER_KEY: undefined,
    });
  });

  it('leave the rest of the environment alone, and take an empty value for an absent one', () => {
    expect(readSettings({ PATH: '/bin', NODE_ENV: 'test', PORT: '', LATCHKEY_LOG_LEVEL: '' })).toEqual(
      readSettings({}),
    );
  });

  it('are read in their own types', () => {
    expect(
      readSettings({
        PORT: '0',
        LATCHKEY_REFRESH_STRICT: 'on',
        LATCHKEY_DOCS: 'No',
        LATCHKEY_PUBLIC_URL: 'https://keys.example/',
        LATCHKEY_TRUSTED_PROXIES: '10.0.0.0/8, ::1 ,,192.0.2.7',
        DATABASE_URL: 'mysql://u:p@db/x',
        LATCHKEY_BOOTSTRAP_ORG: ' Ａcme ',
        LATCHKEY_BOOTSTRAP_EMAIL: 'ada＠acme.example',
        LATCHKEY_BOOTSTRAP_PASSWORD: ' with spaces around it ',
        LATCHKEY_MASTER_KEY: KEY,
      }),
    ).toMatchObject({
      PORT: 0,
      LATCHKEY_REFRESH_STRICT: true,
      LATCHKEY_DOCS: false,
      LATCHKEY_PUBLIC_URL: 'https://keys.example',
      LATCHKEY_TRUSTED_PROXIES: ['10.0.0.0/8', '::1', '192.0.2.7'],
      DATABASE_URL: { url: 'mysql://u:p@db/x', host: 'db', password: 'p' },
      LATCHKEY_BOOTSTRAP_ORG: 'Acme',
      LATCHKEY_BOOTSTRAP_EMAIL: 'ada@acme.example',
      LATCHKEY_BOOTSTRAP_PASSWORD: ' with spaces around it ',
      LATCHKEY_MASTER_KEY: KEY,
    });
  });

  describe('that are wrong (CF-02)', () => {
    it.each([
      [
        'PORT',
        'must be a whole number from 0 to 65535',
        ['-1', '65536', '3e3', '0x10', '1.5', 'http', ' 3000'],
      ],
      ['LATCHKEY_TOKEN_MINUTES', 'must be a whole number from 15 to 1440', ['14', '1441']],
      ['LATCHKEY_QUERY_API_KEYS', 'must be true or false', ['maybe', '2', 'truee']],
      [
        'LATCHKEY_LOG_LEVEL',
        'must be one of fatal, error, warn, info, debug, trace, silent',
        ['INFO', 'verbose'],
      ],
      [
        'LATCHKEY_METRICS_TOKEN',
        'must be at least 16 characters: letters, digits and -._~+/, with = at the end only',
        [
          'x'.repeat(15),
          'sixteen characters',
          `${'x'.repeat(16)}\n`,
          `=${'x'.repeat(16)}`,
          'größer-als-sechzehn',
        ],
      ],
      [
        'DATABASE_URL',
        'must be a URL that begins with mysql:// or mariadb://',
        ['db', 'postgres://db/x', 'mysql:'],
      ],
      [
        'LATCHKEY_PUBLIC_URL',
        'must be a URL that begins with http:// or https://',
        ['keys.example', 'javascript://x', '//x'],
      ],
      [
        'LATCHKEY_TRUSTED_PROXIES',
        'must hold IP addresses or CIDR ranges such as 10.0.0.0/8',
        [
          'true',
          '1',
          '*',
          '0.0.0.0/0',
          '10.0.0.0/33',
          '::/129',
          '10.0.0.0/8/8',
          '10.0.0',
          'proxy.example',
          '::1,x',
        ],
      ],
    ])('%s %s', (name, text, values) => {
      for (const value of values) expect(faults({ [name]: value })).toEqual([`${name} ${text}`]);
    });

    it.each([
      '0.0.0.0/1',
      '128.0.0.0/1',
      '10.0.0.0/7',
      '2000::/3',
      '::/8',
      '::ffff:0:0/96',
      '::ffff:10.0.0.0/103',
    ])(
      'LATCHKEY_TRUSTED_PROXIES that would let whoever is in %s say who they are (CF-01)',
      (LATCHKEY_TRUSTED_PROXIES) => {
        expect(faults({ LATCHKEY_TRUSTED_PROXIES })).toEqual([
          'LATCHKEY_TRUSTED_PROXIES must hold no range wider than /8, or /7 of IPv6: whoever is in it says who they are',
        ]);
      },
    );

    it('none of the networks that are private', () => {
      const networks =
        '10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 127.0.0.0/8, fc00::/7, fe80::/10, ::ffff:10.0.0.0/104';
      expect(faults({ LATCHKEY_TRUSTED_PROXIES: networks })).toEqual([]);
    });

    it.each([
      ['LATCHKEY_BOOTSTRAP_EMAIL', 'must be an e-mail address', ['ada', 'ada@acme', 'a\u200b@acme.example']],
      [
        'LATCHKEY_BOOTSTRAP_ORG',
        'must be a name of at most 128 visible characters',
        ['x'.repeat(129), 'ﷺ'.repeat(8), 'a\u200bb', 'a\nb', ' '],
      ],
    ])('%s %s', (name, text, values) => {
      for (const value of values)
        expect(faults({ ...BOOTSTRAP, [name]: value })).toContain(`${name} ${text}`);
    });

    it('are all told at once, in one text, and none of their values', () => {
      const env = {
        PORT: 'canary-1',
        DATABASE_URL: 'canary-2',
        LATCHKEY_LOG_LEVEL: 'canary-3',
        LATCHKEY_MASTER_KEY: 'canary-4',
        LATCHKEY_BOOTSTRAP_PASSWORD: 'canary-5',
        LATCHKEY_BOOTSTRAP_EMAIL: 'canary-6',
        LATCHKEY_TRUSTED_PROXIES: 'canary-7',
        LATCHKEY_JWT_SECRT: 'canary-8',
        LATCHKEY_MASTER_KEY_FILE: 'canary-9',
      };
      const found = faults(env);
      for (const name of Object.keys(env)) expect(found.join('\n')).toContain(name);
      expect(() => readSettings(env)).toThrow(
        expect.objectContaining({ message: expect.not.stringContaining('canary') }),
      );
      expect(() => readSettings(env)).toThrow(found.map((fault) => `  - ${fault}`).join('\n'));
    });
  });

  describe('that go together', () => {
    it.each(Object.keys(BOOTSTRAP))('are a fault without %s', (name) => {
      expect(faults({ ...BOOTSTRAP, [name]: '' })).toEqual([
        'LATCHKEY_BOOTSTRAP_ORG, LATCHKEY_BOOTSTRAP_EMAIL and LATCHKEY_BOOTSTRAP_PASSWORD go together: set all three or none',
      ]);
    });

    it('are told of once when one of them is bad', () => {
      expect(faults({ ...BOOTSTRAP, LATCHKEY_BOOTSTRAP_EMAIL: 'nobody' })).toEqual([
        'LATCHKEY_BOOTSTRAP_EMAIL must be an e-mail address',
      ]);
    });

    it('are no fault when all are there', () => {
      expect(faults(BOOTSTRAP)).toEqual([]);
    });

    it('a mail server needs the address that links begin with (CF-08)', () => {
      const fault =
        'LATCHKEY_PUBLIC_URL is needed with SMTP_URL: the links in letters begin with it, whatever a request says';
      const SMTP_URL = 'smtp://user:canary@mail.example';
      expect(faults({ SMTP_URL })).toEqual([fault]);
      expect(faults({ SMTP_URL_FILE: '/nowhere' })).toEqual([
        'SMTP_URL cannot be read from the file that SMTP_URL_FILE names',
        fault,
      ]);
      expect(faults({ SMTP_URL, LATCHKEY_PUBLIC_URL: 'https://keys.example' })).toEqual([]);
      expect(faults({ SMTP_URL, LATCHKEY_PUBLIC_URL: 'x' })).toHaveLength(1);
      expect(faults({ LATCHKEY_MAIL_FROM: 'keys@acme.example' })).toEqual([]);
    });

    it('in production a server database needs a master key from outside (CF-01)', () => {
      const env = { NODE_ENV: 'production', DATABASE_URL: 'mysql://u@db/x' };
      expect(faults(env)).toEqual([
        'LATCHKEY_MASTER_KEY is needed with a server database in production, the same on every instance',
      ]);
      expect(faults({ ...env, LATCHKEY_MASTER_KEY: KEY })).toEqual([]);
      expect(faults({ ...env, NODE_ENV: 'development' })).toEqual([]);
      expect(faults({ NODE_ENV: 'production' })).toEqual([]);
    });
  });

  describe('the master key (CF-01)', () => {
    it.each([
      ['too short', randomBytes(31).toString('base64')],
      ['too long', randomBytes(33).toString('base64')],
      ['hexadecimal', randomBytes(32).toString('hex')],
      ['base64url', Buffer.alloc(32, 0xfb).toString('base64url')],
      ['without padding', KEY.slice(0, -1)],
      ['32 zeros', Buffer.alloc(32).toString('base64')],
      ['a few bytes repeated', Buffer.from('abcdefgh'.repeat(4)).toString('base64')],
      ['words', 'change-me'],
    ])('that is %s is refused', (_, key) => {
      expect(faults({ LATCHKEY_MASTER_KEY: key })).toEqual([
        'LATCHKEY_MASTER_KEY must be 32 random bytes in base64; make one with: openssl rand -base64 32',
      ]);
    });
  });
});
