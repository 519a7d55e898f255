import { randomBytes } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';

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

  /** @returns the secret of this name; the first call makes 32 random bytes, in base64. */
  keep(name: string): string {
    if (!existsSync(this.file(name))) {
      try {
        writeFileSync(this.file(name), `${randomBytes(32).toString('base64')}\n`, {
          mode: 0o600,
          flag: 'wx',
        });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error; // another process was first: use its secret
      }
    }
    return readFileSync(this.file(name), 'utf8').trim();
  }
}
