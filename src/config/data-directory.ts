import { randomBytes } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';

const OTHERS = 0o007;

/** Thrown when the directory for the service's files cannot be used; the message says which and why. */
export class DataDirectoryError extends Error {
  override name = 'DataDirectoryError';
}

/** The directory with the embedded database and the secrets that this installation made for itself. */
export class DataDirectory {
  readonly path: string;

  /** Makes the directory when there is none, readable by its owner only. @throws DataDirectoryError */
  constructor(path: string) {
    this.path = resolve(path);
    try {
      mkdirSync(this.path, { recursive: true, mode: 0o700 });
      accessSync(this.path, constants.R_OK | constants.W_OK | constants.X_OK);
    } catch (error) {
      throw new DataDirectoryError(
        `The data directory ${this.path} cannot be written (${(error as NodeJS.ErrnoException).code}); choose another with LATCHKEY_DATA_DIR.`,
      );
    }
  }

  /** @returns where a file of this name lies. */
  file(name: string): string {
    return join(this.path, name);
  }

  /** Writes a file that only its owner may read. */
  writeSecret(name: string, value: string): void {
    writeFileSync(this.file(name), `${value}\n`, { mode: 0o600 });
    chmodSync(this.file(name), 0o600);
  }

  remove(name: string): void {
    rmSync(this.file(name), { force: true });
  }

  /** @returns the secret of this name; the first call makes 32 random bytes, in base64. @throws DataDirectoryError */
  keep(name: string): string {
    if (!existsSync(this.file(name))) this.make(name);
    const secret = readFileSync(this.file(name), 'utf8').trim();
    if (!/^[A-Za-z0-9+/]{43}=$/.test(secret))
      throw new DataDirectoryError(
        `${this.file(name)} is damaged: it must hold 32 bytes in base64. Restore it from a backup.`,
      );
    if (process.platform !== 'win32' && (statSync(this.file(name)).mode & OTHERS) !== 0)
      throw new DataDirectoryError(
        `${this.file(name)} is open to every account of this machine; run: chmod 600 ${this.file(name)}`,
      );
    return secret;
  }

  /** The file appears whole and on the disk, or not at all: what is sealed under a secret that is lost again cannot be opened. */
  private make(name: string): void {
    const draft = this.file(`${name}.${randomBytes(6).toString('hex')}`);
    try {
      writeFileSync(draft, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flush: true });
      linkSync(draft, this.file(name));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error; // another process was first: use its secret
    } finally {
      rmSync(draft, { force: true });
    }
    this.flush();
  }

  private flush(): void {
    if (process.platform === 'win32') return; // cannot, and need not
    const directory = openSync(this.path, 'r');
    try {
      fsyncSync(directory);
    } finally {
      closeSync(directory);
    }
  }
}
