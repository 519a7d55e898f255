import { formsOf } from './forms.js';
import { Windows } from './windows.js';

/** Where something secret was found, without it. */
export interface Leak {
  /** What it is: `password`, `API key`. */
  what: string;
  /** How it was written there: `raw`, `base64, 2 bytes in`. */
  form: string;
  at: number;
}

/**
 * Every secret that was made in this file of tests, by all services that run in it. What is shorter than a piece ({@link Windows}) is not
 * kept: no secret that the service makes is, and ordinary words would be found everywhere.
 */
export class Canaries {
  private windows = new Windows();
  private readonly owners: Omit<Leak, 'at'>[] = [{ what: 'nothing', form: 'none' }];
  private readonly known = new Set<string>();

  /** Keeps a secret, from now on. */
  note(what: string, secret: string | Buffer): void {
    const key = typeof secret === 'string' ? `text ${secret}` : `bytes ${secret.toString('latin1')}`;
    if (this.known.has(key)) return;
    this.known.add(key);
    for (const { name, bytes } of formsOf(secret))
      this.windows.add(bytes, this.owners.push({ what, form: name }) - 1);
  }

  /** What another file made is none of the next one's secrets, and may be an ordinary word there. */
  forgetAll(): void {
    this.windows = new Windows();
    this.owners.length = 1;
    this.known.clear();
  }

  /** @returns the first piece of a secret that is in here. @param belongs kinds of secrets whose place this is. */
  leakIn(bytes: Uint8Array | string, belongs: readonly string[] = []): Leak | undefined {
    const found = this.windows.find(
      typeof bytes === 'string' ? Buffer.from(bytes) : bytes,
      (owner) => !belongs.includes(this.owners[owner]?.what ?? ''),
    );
    const owner = found && this.owners[found.owner];
    return found && owner && { ...owner, at: found.at };
  }
}

/** Those of this file of tests. */
export const canaries = new Canaries();
