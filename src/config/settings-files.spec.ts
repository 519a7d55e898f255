import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from './settings.js';

const KEY = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64');

/** @returns every fault of an environment, [] when there is none. */
function faults(env: Record<string, string>): string[] {
  try {
    readSettings(env);
    return [];
  } catch (error) {
    return (error as { faults: string[] }).faults;
  }
}

describe('settings from files (CF-03)', () => {
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'latchkey-settings-'));
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  const file = (content: string) => {
    const path = join(directory, crypto.randomUUID());
    writeFileSync(path, content);
    return path;
  };

  it('are taken without the line end', () => {
    const settings = readSettings({
      LATCHKEY_MASTER_KEY_FILE: file(`${KEY}\n`),
      DATABASE_URL_FILE: file('mysql://u:p@db/x\r\n'),
    });
    expect(settings).toMatchObject({ LATCHKEY_MASTER_KEY: KEY, DATABASE_URL: { url: 'mysql://u:p@db/x' } });
  });

  it('are judged like the others', () => {
    expect(faults({ LATCHKEY_MASTER_KEY_FILE: file('') })).toHaveLength(1);
    expect(faults({ DATABASE_URL_FILE: file('postgres://db') })).toHaveLength(1);
  });

  it('must not be set beside the value itself', () => {
    expect(faults({ LATCHKEY_MASTER_KEY: KEY, LATCHKEY_MASTER_KEY_FILE: file(KEY) })).toEqual([
      'LATCHKEY_MASTER_KEY and LATCHKEY_MASTER_KEY_FILE are both set; keep one',
    ]);
  });

  it('that others may read are refused in production, and that others may write anywhere (CF-01)', () => {
    const open =
      'LATCHKEY_MASTER_KEY lies in a file that is open to every account of this machine; run chmod 600 on what LATCHKEY_MASTER_KEY_FILE names';
    const path = file(KEY);
    const judged = (mode: number, env = {}) => {
      chmodSync(path, mode);
      return faults({ LATCHKEY_MASTER_KEY_FILE: path, ...env });
    };
    const production = { NODE_ENV: 'production' };
    expect(judged(0o644)).toEqual([]);
    expect(judged(0o666)).toEqual([open]);
    for (const mode of [0o666, 0o644, 0o602, 0o601]) expect(judged(mode, production)).toEqual([open]);
    for (const mode of [0o600, 0o400, 0o440, 0o660]) expect(judged(mode, production)).toEqual([]);
  });

  it('that cannot be read are told without their path', () => {
    expect(faults({ DATABASE_URL_FILE: join(directory, 'absent') })).toEqual([
      'DATABASE_URL cannot be read from the file that DATABASE_URL_FILE names',
    ]);
  });
});
