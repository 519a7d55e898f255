import { hash, verify } from '@node-rs/argon2';
import pLimit from 'p-limit';
import { isAcceptable } from './password-hash-text.js';

/** Argon2id (2 in the library's enum) at OWASP's floor: 19 MiB, two passes, one lane; about 10 ms on a server core. */
const PARAMETERS = { algorithm: 2, memoryCost: 19456, timeCost: 2, parallelism: 1 };
const WAITING_PER_SLOT = 32;

/** Thrown instead of queueing without bound: nothing was hashed, the caller may try again shortly. */
export class HasherBusyError extends Error {
  override name = 'HasherBusyError';
}

/**
 * Hashes and checks passwords with argon2id (RFC 9106), off the event loop and at most `slots` at a time: a crowd
 * that logs in must not take the memory (19 MiB each) or the threads that key verification needs.
 */
export class PasswordHasher {
  private readonly limit;
  private readonly decoy: Promise<string>;
  private turnedAway = 0;

  /** @param slots hashes at once, normally the number of cores. */
  constructor(private readonly slots: number) {
    this.limit = pLimit(slots);
    this.decoy = this.hash('no password has this hash');
    this.decoy.catch(() => undefined); // reported by whoever awaits it
  }

  /** @returns a PHC string, `$argon2id$v=19$m=19456,t=2,p=1$...`, with its own 16-byte salt. */
  hash(password: string): Promise<string> {
    return this.queued(() => hash(password, PARAMETERS));
  }

  /**
   * Checks a password. Without a stored hash, or with one that asks for too much, it does the same work against a decoy and answers false, so that
   * the time tells nobody which accounts exist.
   */
  async verify(stored: string | null, password: string): Promise<boolean> {
    const isUsable = stored !== null && isAcceptable(stored);
    const against = isUsable ? stored : await this.decoy;
    const matches = await this.queued(() => verify(against, password));
    return isUsable && matches;
  }

  /** How many are being hashed and wait for that now, and how many were refused so far. */
  get load(): { running: number; waiting: number; refused: number } {
    const { activeCount: running, pendingCount: waiting } = this.limit;
    return { running, waiting, refused: this.turnedAway };
  }

  private queued<T>(work: () => Promise<T>): Promise<T> {
    if (this.limit.pendingCount >= this.slots * WAITING_PER_SLOT) {
      this.turnedAway++;
      throw new HasherBusyError('too many passwords to check at once');
    }
    return this.limit(work);
  }
}
