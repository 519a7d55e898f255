import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigService } from './config.service.js';

describe('ConfigService', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'latchkey-config-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const config = (env: Record<string, string> = {}) =>
    new ConfigService({ LATCHKEY_DATA_DIR: join(directory, 'data'), ...env });
  const modeOf = (path: string) => statSync(path).mode & 0o777;

  describe('the data directory', () => {
    it('is made, and only its owner may enter it', () => {
      expect(modeOf(config().dataDirectory.path)).toBe(0o700);
    });

    it('holds the master key that the first start made, for its owner only; later starts use it', () => {
      const first = config();
      const file = first.dataDirectory.file('master.key');
      expect(modeOf(file)).toBe(0o600);
      expect(readFileSync(file, 'utf8')).toMatch(/^[A-Za-z0-9+/]{43}=\n$/);
      expect(config().masterKey.mac('cursors', 'x')).toBe(first.masterKey.mac('cursors', 'x'));
    });

    it('holds no master key when one is given', () => {
      const key = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64');
      const { dataDirectory } = config({ LATCHKEY_MASTER_KEY: key });
      expect(() => statSync(dataDirectory.file('master.key'))).toThrow('ENOENT');
    });

    it('makes a secret file its owner’s alone also when it was there with more rights', () => {
      const { dataDirectory } = config();
      writeFileSync(dataDirectory.file('token'), 'old', { mode: 0o644 });
      chmodSync(dataDirectory.file('token'), 0o644);
      dataDirectory.writeSecret('token', 'new');
      expect(modeOf(dataDirectory.file('token'))).toBe(0o600);
      expect(readFileSync(dataDirectory.file('token'), 'utf8')).toBe('new\n');
    });

    it('that cannot be one is told with its path', () => {
      writeFileSync(join(directory, 'data'), 'a file');
      expect(() => config()).toThrow(
        expect.objectContaining({
          name: 'DataDirectoryError',
          message: expect.stringContaining(join(directory, 'data')),
        }),
      );
    });
  });

  describe('the public address', () => {
    it.each([
      [{}, 'http://127.0.0.1:3000'],
      [{ HOST: '::1', PORT: '8080' }, 'http://[::1]:8080'],
      [{ HOST: '0.0.0.0' }, 'http://localhost:3000'],
      [{ HOST: '::' }, 'http://localhost:3000'],
      [{ LATCHKEY_PUBLIC_URL: 'https://keys.example//' }, 'https://keys.example'],
    ])('of %j is %s, and so is the issuer of tokens', (env, address) => {
      expect(config(env as Record<string, string>).publicUrl).toBe(address);
      expect(config(env as Record<string, string>).issuer).toBe(address);
    });

    it('has the port that the system chose, which the issuer of tokens must not depend on', () => {
      const chosen = config({ PORT: '0' });
      chosen.listensOn(4711);
      expect(chosen.publicUrl).toBe('http://127.0.0.1:4711');
      expect(chosen.issuer).toBe('http://127.0.0.1:0');
    });
  });

  describe('who letters are from', () => {
    it.each([
      [{ LATCHKEY_PUBLIC_URL: 'https://keys.example:8443/x' }, 'no-reply@keys.example'],
      [{ LATCHKEY_PUBLIC_URL: 'http://192.0.2.7' }, 'no-reply@[192.0.2.7]'],
      [{ LATCHKEY_PUBLIC_URL: 'http://[2001:db8::1]:3000' }, 'no-reply@[IPv6:2001:db8::1]'],
    ])('with %j is nobody at that host', (env, address) => {
      expect(config(env as Record<string, string>).mailFrom).toEqual({ name: 'Latchkey', address });
    });

    it('is whoever the settings name', () => {
      expect(config({ LATCHKEY_MAIL_FROM: 'Acme <keys@acme.example>' }).mailFrom).toEqual({
        name: 'Acme',
        address: 'keys@acme.example',
      });
    });
  });

  describe('the database server (CF-07)', () => {
    const key = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64');
    const production = { NODE_ENV: 'production', LATCHKEY_MASTER_KEY: key };

    it.each([
      ['mysql://u@db.example/x', {}, false],
      ['mysql://u@db.example/x', production, true],
      ['mysql://u@localhost/x', production, false],
      ['mysql://u@127.0.0.1/x', production, false],
      ['mysql://u@db.example/x?requireTLS=false', production, false],
      ['mysql://u@db.example/x?requireTLS=true', {}, true],
      ['mysql://u@localhost/x?requireTLS=true', production, true],
    ])('%s with %j must have a certificate: %s', (DATABASE_URL, env, isTlsRequired) => {
      const [url] = DATABASE_URL.split('?');
      expect(config({ ...env, DATABASE_URL }).databaseServer).toEqual({ url, isTlsRequired });
    });

    it('is none for the embedded database', () => {
      expect(config().databaseServer).toBeNull();
    });
  });

  describe('the docs (WB-11)', () => {
    it.each([
      [{}, true],
      [{ NODE_ENV: 'production' }, false],
      [{ NODE_ENV: 'production', LATCHKEY_DOCS: 'true' }, true],
      [{ LATCHKEY_DOCS: 'false' }, false],
    ])('with %j: %s', (env, served) => {
      expect(config(env as Record<string, string>).servesDocs).toBe(served);
    });
  });
});
