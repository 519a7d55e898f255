import { ApiError } from '#http';
import { UnsealError } from '#secrets';
import { DataDirectoryError } from './data-directory.js';
import { SettingsError } from './settings.js';
import { explainStartFault } from './start-faults.js';

const fault = (fields: object) => Object.assign(new Error('secret words of a library'), fields);

describe('explainStartFault', () => {
  it.each([
    [
      { code: 'EADDRINUSE', port: 3000, address: '127.0.0.1' },
      'Port 3000 on 127.0.0.1 is in use; stop what uses it or choose another with PORT.',
    ],
    [
      { code: 'EADDRNOTAVAIL', address: '192.0.2.1' },
      "The address 192.0.2.1 is not one of this machine's; choose another with HOST.",
    ],
    [
      { code: 'EACCES', port: 80 },
      'Port 80 may not be used by this account; choose one above 1023 with PORT.',
    ],
    [
      { code: 'EACCES' },
      'A file of the service cannot be used (EACCES); this account needs to read and write it.',
    ],
    [
      { code: 'EACCES', path: '/data/master.key' },
      '/data/master.key cannot be used (EACCES); this account needs to read and write it.',
    ],
    [
      { code: 'ECONNREFUSED' },
      'The database server cannot be reached (ECONNREFUSED); look at DATABASE_URL and whether the server runs.',
    ],
    [
      { code: 'ETIMEDOUT' },
      'The database server cannot be reached (ETIMEDOUT); look at DATABASE_URL and whether the server runs.',
    ],
    [
      { code: 'PROTOCOL_CONNECTION_LOST' },
      'The database server cannot be reached (PROTOCOL_CONNECTION_LOST); look at DATABASE_URL and whether the server runs.',
    ],
    [
      { code: 'ENOTFOUND', hostname: 'db.example', fatal: true },
      'The host in DATABASE_URL is not known (ENOTFOUND).',
    ],
    [
      { code: 'ENOTFOUND', hostname: 'here.example' },
      'The address here.example is not known (ENOTFOUND); choose another with HOST.',
    ],
    [
      { code: 'ERR_SQLITE_ERROR', message: 'Failed to open database: unable to open database file' },
      'The embedded database cannot be opened; this account needs to read and write every file in the data directory.',
    ],
    [
      { code: 'ER_ACCESS_DENIED_ERROR' },
      'The database server refuses the user or the password in DATABASE_URL.',
    ],
    [
      { code: 'ER_DBACCESS_DENIED_ERROR' },
      'The database server refuses the user or the password in DATABASE_URL.',
    ],
    [
      { code: 'HANDSHAKE_NO_SSL_SUPPORT' },
      'The database server does not speak TLS, which is required of one on another machine in production; set it up there, or say ?requireTLS=false behind DATABASE_URL.',
    ],
    [
      { code: 'HANDSHAKE_SSL_ERROR', message: 'self-signed certificate' },
      'The database server shows no certificate that can be verified (self-signed certificate); name whoever signed it in NODE_EXTRA_CA_CERTS, and the server as it does in DATABASE_URL.',
    ],
    [
      { code: 'ER_BAD_DB_ERROR' },
      'The database that DATABASE_URL names does not exist; make it first: CREATE DATABASE ... CHARACTER SET utf8mb4.',
    ],
  ])('says what %j means and what to do, in one line', (fields, line) => {
    expect(explainStartFault(fault(fields))).toBe(line);
    expect(explainStartFault(fault({ name: 'QueryFailedError', driverError: fault(fields) }))).toBe(line);
  });

  it('repeats the words of faults that speak to a person', () => {
    expect(explainStartFault(new SettingsError(['PORT must be ...', 'HOST must be ...']))).toBe(
      'The settings cannot be used:\n  - PORT must be ...\n  - HOST must be ...',
    );
    expect(explainStartFault(new DataDirectoryError('The data directory ...'))).toBe(
      'The data directory ...',
    );
    for (const name of ['DatabaseDamaged', 'SchemaError', 'WriteTurnTimeout'])
      expect(explainStartFault(Object.assign(new Error('what to do'), { name }))).toBe('what to do');
  });

  it('keeps to one line when a library had more to say', () => {
    const error = Object.assign(new Error('It is damaged (page 4\n  page 5). Restore it.'), {
      name: 'DatabaseDamaged',
    });
    expect(explainStartFault(error)).toBe('It is damaged (page 4 page 5). Restore it.');
  });

  it('says what to do about a data directory that is in use', () => {
    const error = Object.assign(new Error('It is in use'), { name: 'DataDirectoryInUse' });
    expect(explainStartFault(error)).toBe(
      'It is in use; stop that one, or choose another directory with LATCHKEY_DATA_DIR.',
    );
  });

  it('knows another master key by what it does to the signing keys', () => {
    expect(explainStartFault(new UnsealError('x'))).toContain('LATCHKEY_MASTER_KEY');
  });

  it('names what is wrong with the first administrator from the environment', () => {
    const error = new ApiError('InvalidInput', { details: { password: 'must have 15 characters' } });
    expect(explainStartFault(error)).toBe(
      'The first administrator cannot be made from LATCHKEY_BOOTSTRAP_*: password must have 15 characters',
    );
    expect(explainStartFault(new ApiError('DuplicateResource'))).toContain('exists already');
  });

  it('keeps to one short line without a stack for what it does not know', () => {
    const line = explainStartFault(new TypeError(`first line ${'x'.repeat(1000)}\nsecond line`));
    expect(line).toMatch(/^Latchkey cannot start: TypeError: first line x+$/);
    expect(line.length).toBeLessThan(400);
  });

  it.each([null, undefined, 'text', 7, {}])('survives %j, which somebody may throw', (thrown) => {
    expect(explainStartFault(thrown)).toMatch(/^Latchkey cannot start: /);
  });
});
