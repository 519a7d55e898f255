import { readSettings, SettingsError } from './settings.js';

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

describe('settings that are unknown (CF-02)', () => {
  it.each([
    ['LATCHKEY_TOKEN_MINUTE', 'LATCHKEY_TOKEN_MINUTES'],
    ['LATCHKEY_LOGLEVEL', 'LATCHKEY_LOG_LEVEL'],
    ['LATCHKEY_MASTERKEY_FILE', 'LATCHKEY_MASTER_KEY_FILE'],
  ])('%s: did you mean %s?', (name, near) => {
    expect(faults({ [name]: '1' })).toEqual([`${name} is not a setting; did you mean ${near}?`]);
  });

  it.each(['LATCHKEY_COMPLETELY_DIFFERENT_THING', 'LATCHKEY_LOG_LEVEL_FILE_NAME_OF_MINE'])(
    '%s: nothing is near, so the list is named',
    (name) => {
      expect(faults({ [name]: '' })).toEqual([`${name} is not a setting; .env.example lists them all`]);
    },
  );

  it.each([
    ['DATABASE_URLL', 'DATABASE_URL'],
    ['DATABASE_UR', 'DATABASE_URL'],
    ['DATABSE_URL_FILE', 'DATABASE_URL_FILE'],
    ['REDIS_URI', 'REDIS_URL'],
    ['SMPT_URL', 'SMTP_URL'],
    ['database_url', 'DATABASE_URL'],
    ['LATCHKY_MASTER_KEY', 'LATCHKEY_MASTER_KEY'],
    ['latchkey_log_level', 'LATCHKEY_LOG_LEVEL'],
  ])('%s, without our prefix: did you mean %s?', (name, near) => {
    expect(faults({ [name]: '' })).toEqual([`${name} is not a setting; did you mean ${near}?`]);
  });

  it.each(['JWT_SECRET', 'JWT_SECRT', 'JWT_SECRET_FILE'])(
    '%s, by which other services are given what ours makes for itself',
    (name) => {
      expect(faults({ [name]: 'canary' })).toEqual([
        `${name} is not a setting: tokens are signed with keys that the service makes and seals with LATCHKEY_MASTER_KEY`,
      ]);
    },
  );

  it('but not what other programs are told', () => {
    const names = [
      'HOME',
      'PORTS',
      'HOSTNAME',
      'POSTGRES_URL',
      'REDIS_PORT',
      'LOG_LEVEL',
      'MYSQL_URL',
      'JWT_TTL',
    ];
    expect(faults(Object.fromEntries(names.map((name) => [name, '1'])))).toEqual([]);
  });

  it('also a _FILE of a setting that is no secret', () => {
    expect(faults({ LATCHKEY_LOG_LEVEL_FILE: '/x' })).toEqual([
      'LATCHKEY_LOG_LEVEL_FILE is not a setting; did you mean LATCHKEY_LOG_LEVEL?',
    ]);
  });
});
